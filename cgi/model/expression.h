/* Derived metrics: arithmetic over the metrics of a dataset, like `revenue / sessions`.
 *
 *     sum     = product { (+|-) product }        product = unary { (*|/) unary }
 *     unary   = - unary | primary
 *     primary = number | metric | function ( sum { , sum } ) | ( sum )
 *
 * A metric is a name of letters, digits, _ and . that begins with a letter or _ (other scripts are
 * letters, too); any other name stands in double quotes, a quote in it twice: "cost per click".
 * Functions: abs(x), min(x, …), max(x, …), round(x) and round(x, digits), which rounds halves away
 * from zero. Where a metric has no value there is none, nor for x / 0 or what no number can hold.
 *
 * An expression is checked once, when it is read, and then only counted: it cannot fail.
 */
#ifndef MODEL_EXPRESSION_H
#define MODEL_EXPRESSION_H

#include <stddef.h>

#include "base/field.h"

struct ctx;
struct expression_step;

#define EXPRESSION_BYTES_MAX 500
#define EXPRESSION_DEPTH_MAX 32
#define EXPRESSION_STEPS_MAX 200

struct expression {
    const char *text;                    /* as it was given, without blanks around it */
    struct field_strs metrics;           /* that it needs, each once; at least one */
    const struct expression_step *steps; /* in postfix order */
    size_t n_steps;
};

/* The expression in `text`, in the arena; NULL after reporting what is wrong and at which column
 * (in characters, from 1) as the field `path`. */
const struct expression *expression_read(struct ctx *c, const char *path, const char *text);

/* Its value where metrics.data[i] has values[i]; NaN is no value, as argument and as result. */
double expression_value(const struct expression *e, const double *values);

#endif
