/* What an analysis found, as it is told: curves over the buckets of a period, and over those of the
 * period compared with. Made from the answer to its question; written by outcome_json.c and
 * outcome_csv.c. */
#ifndef MODEL_OUTCOME_H
#define MODEL_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"
#include "base/json.h"
#include "model/analysis.h"

struct db_rows;

/* Values held for one outcome: curves (of an expression: those of its metrics) times buckets times
 * aggregations times periods. */
#define OUTCOME_VALUES_MAX ((size_t)2000000)

struct curve {
    const char *metric;        /* or the text of the expression */
    const char *label;         /* value of the label grouped by, NULL where the series has none */
    double *values[AGG_KINDS]; /* by the aggregation's bit, NULL where not asked; NaN is no value */
};

struct period {
    int64_t from, to;     /* [from, to); FIELD_TIME_NONE when there is no data and none was asked */
    const int64_t *edges; /* starts of the buckets; the first one may lie before from */
    struct curve *curves;
};

struct outcome {
    const char *interval, *zone, *group_by;
    unsigned aggs;
    bool approximate; /* percentiles are near enough, not exact: see answer.h */
    bool
        made; /* values are no plain counts or points of the data any more: a transform made them */
    size_t n_buckets, n_curves;
    size_t n_metrics; /* the first curves are metrics, the rest expressions */
    struct period now, before;
    bool compared; /* before means something: the same curves and as many buckets */
};

/* The rows [first, end) of a statement, analytics.read()'s columns beginning with `column`. */
struct outcome_rows {
    const struct db_rows *rows;
    int first, end, column;
};

/* Makes the outcome from the rows of the question and of the comparison (NULL without one).
 * ERR_INVALID where it would be too large; the problem names the parameter. */
enum err outcome_read(struct ctx *c, const struct analysis *a, const struct outcome_rows *now,
                      const struct outcome_rows *before, struct outcome *o_r)
    __attribute__((warn_unused_result));

/* A finite value as text: what the data itself says to the last digit, what was reckoned to the
 * fifteenth. `curve` and `kind` are its place and its aggregation's bit. */
void outcome_number(char out[32], const struct outcome *o, size_t curve, unsigned kind, double v);

/* "interval":…,"tz":…,"from":…,"to":…[,"approximate":true],"series":[{metric,labels,t,<agg>…}] without braces. */
void outcome_json_series(struct json_out *w, const struct outcome *o);

/* "approximate":true where percentiles are. */
void outcome_json_approximate(struct json_out *w, const struct outcome *o);

/* [{metric,labels,count,sum,…}] of one period of an outcome with the interval "all". */
void outcome_json_summary(struct json_out *w, const struct outcome *o, const struct period *p);

/* "previous":{from,to[,"series":[…]][,"<summary_name>":[…]]} of an outcome over time and of one in
 * one bucket, either of which may be NULL; nothing when there is no comparison. */
void outcome_json_previous(struct json_out *w, const struct outcome *series,
                           const struct outcome *summary, const char *summary_name);

#endif
