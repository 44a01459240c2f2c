/* Expressions are reckoned here: their steps over a stack of numbers, NaN being no value. */
#include <math.h>

#include "base/err.h"
#include "model/expression.h"
#include "model/expression_step.h"

#define DIGITS_MAX 15

static double or_none(double v)
{
    return isfinite(v) ? v : (double)NAN;
}

/* fmin() and fmax() would pass over a missing value. */
static double extreme(const double *v, unsigned n, double sign)
{
    double found = v[0];

    for (unsigned i = 1; i < n; i++)
        if (isnan(v[i]) || sign * v[i] > sign * found)
            found = v[i];
        else if (isnan(found))
            break;
    return found;
}

static double rounded(double v, double digits)
{
    double scale, scaled;

    if (isnan(v) || isnan(digits))
        return (double)NAN;
    digits = trunc(fmax(-DIGITS_MAX, fmin(DIGITS_MAX, digits)));
    scale = pow(10, fabs(digits));
    scaled = digits < 0 ? v / scale : v * scale;
    /* a number this large has no digits behind the point */
    if (fabs(scaled) >= 0x1p53)
        return v;
    return digits < 0 ? round(scaled) * scale : round(scaled) / scale;
}

/* The value of a step over its `n` arguments. */
static double apply(const struct expression_step *s, const double *v)
{
    switch (s->kind) {
    case STEP_NEGATE:
        return -v[0];
    case STEP_PLUS:
        return v[0] + v[1];
    case STEP_MINUS:
        return v[0] - v[1];
    case STEP_TIMES:
        return v[0] * v[1];
    case STEP_DIVIDE:
        return v[0] / v[1];
    case STEP_ABS:
        return fabs(v[0]);
    case STEP_MAX:
        return extreme(v, s->n, 1);
    case STEP_MIN:
        return extreme(v, s->n, -1);
    case STEP_ROUND:
        return rounded(v[0], s->n == 2 ? v[1] : 0);
    case STEP_NUMBER:
    case STEP_METRIC:
        break;
    }
    BUG("step %d of an expression has no arguments", (int)s->kind);
}

static unsigned arguments_of(const struct expression_step *s)
{
    switch (s->kind) {
    case STEP_NUMBER:
    case STEP_METRIC:
        return 0;
    case STEP_NEGATE:
    case STEP_ABS:
        return 1;
    case STEP_PLUS:
    case STEP_MINUS:
    case STEP_TIMES:
    case STEP_DIVIDE:
        return 2;
    case STEP_MAX:
    case STEP_MIN:
    case STEP_ROUND:
        break;
    }
    return s->n;
}

double expression_value(const struct expression *e, const double *values)
{
    double stack[EXPRESSION_STEPS_MAX];
    size_t top = 0;

    for (const struct expression_step *s = e->steps; s < e->steps + e->n_steps; s++) {
        double v;

        top -= arguments_of(s);
        if (s->kind == STEP_NUMBER)
            v = s->number;
        else if (s->kind == STEP_METRIC)
            v = values[s->n];
        else
            v = apply(s, stack + top);
        stack[top++] = or_none(v);
    }
    return stack[0];
}
