/* Fuzz target: any text is an expression that can be counted, or is refused with one mistake that
 * names a column. What was read reads the same again. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/err.h"
#include "base/str.h"
#include "model/expression.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_refusal(const struct ctx *c)
{
    const struct field_error *e = c->problem.errors;

    if (!e || e->next || strcmp(e->path, "expr") != 0)
        BUG("refused without one mistake");
    if (!str_starts(e->message, "column ") && strcmp(e->code, "too_long") != 0)
        BUG("refused without a column: %s", e->message);
}

static void check_value(const struct expression *e)
{
    static const double some[] = { 0, 1, -2.5, 1e308, 1e-308, 3, (double)NAN };
    double values[EXPRESSION_STEPS_MAX];

    for (size_t shift = 0; shift < sizeof(some) / sizeof(some[0]); shift++) {
        double v;

        for (size_t i = 0; i < e->metrics.len; i++)
            values[i] = some[(i + shift) % (sizeof(some) / sizeof(some[0]))];
        v = expression_value(e, values);
        if (isinf(v))
            BUG("an infinite value of %s", e->text);
    }
    for (size_t i = 0; i < e->metrics.len; i++)
        values[i] = (double)NAN;
    if (!isnan(expression_value(e, values)) && e->metrics.len == e->n_steps)
        BUG("a value out of nothing: %s", e->text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new((size_t)4 << 20);
    struct ctx c = { .arena = a };
    const struct expression *e, *again;

    e = expression_read(&c, "expr", arena_strndup(a, (const char *)data, size));
    if (!e) {
        check_refusal(&c);
    } else {
        if (c.problem.errors || !e->metrics.len || !e->n_steps)
            BUG("a bad expression was let through");
        check_value(e);
        again = expression_read(&c, "expr", e->text);
        if (!again || again->n_steps != e->n_steps || strcmp(again->text, e->text) != 0)
            BUG("%s reads otherwise the second time", e->text);
    }
    arena_free(a);
    return 0;
}
