/* The answer to a question becomes the curves that are told here: filled, combined, transformed. */
#include "model/outcome.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "model/answer.h"

/* One outcome under way. */
struct making {
    struct ctx *c;
    const struct analysis *a;
    struct outcome *o;
    const struct answer *answers[2]; /* now, before; of the latter NULL without a comparison */
    size_t n_rows;                   /* of values to hold in each period and aggregation */
};

static double bucket_value(const struct answer_series *s, size_t i, enum agg agg)
{
    const struct bucket *b = &s->buckets[i];

    if (agg == AGG_COUNT)
        return (double)b->n;
    if (b->n == 0)
        return (double)NAN;
    switch (agg) {
    case AGG_AVG:
        return b->sum / (double)b->n;
    case AGG_MIN:
        return b->min;
    case AGG_MAX:
        return b->max;
    case AGG_SUM:
        return b->sum;
    case AGG_FIRST:
        return b->first;
    case AGG_LAST:
        return b->last;
    case AGG_P50:
        return s->percentiles[i].at[0];
    case AGG_P95:
        return s->percentiles[i].at[1];
    case AGG_P99:
        return s->percentiles[i].at[2];
    case AGG_COUNT:
        break;
    }
    BUG("aggregation %u", (unsigned)agg);
}

static bool same_label(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool is_shown(const struct analysis *a, const char *metric)
{
    for (size_t i = 0; i < a->shown.len; i++)
        if (strcmp(a->shown.data[i], metric) == 0)
            return true;
    return a->shown.len == 0 && a->n_expressions == 0;
}

static bool needs(const struct expression *e, const char *metric)
{
    for (size_t i = 0; i < e->metrics.len; i++)
        if (strcmp(e->metrics.data[i], metric) == 0)
            return true;
    return false;
}

static int compare_labels(const void *pa, const void *pb)
{
    const char *a = *(const char *const *)pa, *b = *(const char *const *)pb;

    return a && b ? strcmp(a, b) : (a != NULL) - (b != NULL);
}

/* The labels under which any metric of the expression is there, sorted, each once. */
static size_t labels_of(const struct making *m, const struct expression *e, const char **labels)
{
    const struct answer *answer = m->answers[0];
    size_t n = 0, kept = 0;

    for (size_t i = 0; i < answer->n_series; i++)
        if (needs(e, answer->series[i].metric))
            labels[n++] = answer->series[i].label;
    qsort(labels, n, sizeof(*labels), compare_labels);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || !same_label(labels[kept - 1], labels[i]))
            labels[kept++] = labels[i];
    return kept;
}

/* Lists the curves without their values: the metrics to show, then the expressions. */
static struct curve *list_curves(struct making *m)
{
    const struct answer *answer = m->answers[0];
    const char **labels = arena_array(m->c->arena, const char *, answer->n_series + 1);
    size_t n = 0, most = answer->n_series * (1 + m->a->n_expressions);
    struct curve *curves = arena_array(m->c->arena, struct curve, most + 1);

    for (size_t i = 0; i < answer->n_series; i++)
        if (is_shown(m->a, answer->series[i].metric))
            curves[n++] = (struct curve){ .metric = answer->series[i].metric,
                                          .label = answer->series[i].label };
    m->o->n_metrics = m->n_rows = n;
    for (size_t i = 0; i < m->a->n_expressions; i++) {
        size_t n_labels = labels_of(m, m->a->expressions[i], labels);

        m->n_rows += n_labels * m->a->expressions[i]->metrics.len;
        for (size_t k = 0; k < n_labels; k++)
            curves[n++] =
                (struct curve){ .metric = m->a->expressions[i]->text, .label = labels[k] };
    }
    m->o->n_curves = n;
    return curves;
}

static int compare_series(const void *pa, const void *pb)
{
    const struct answer_series *a = pa, *b = pb;
    int order = strcmp(a->metric, b->metric);

    return order ? order : compare_labels(&a->label, &b->label);
}

static const struct answer_series *find_series(const struct answer *answer, const char *metric,
                                               const char *label)
{
    const struct answer_series wanted = { .metric = metric, .label = label };

    return bsearch(&wanted, answer->series, answer->n_series, sizeof(wanted), compare_series);
}

/* The filled values of a series, NaN in buckets behind its n; a series that is not there has none. */
static double *read_values(const struct making *m, const struct answer *answer, const char *metric,
                           const char *label, enum agg agg, size_t n)
{
    const struct answer_series *s = find_series(answer, metric, label);
    double *values = arena_array(m->c->arena, double, m->o->n_buckets + 1);

    for (size_t i = 0; i < m->o->n_buckets; i++)
        values[i] = s && i < n ? bucket_value(s, i, agg) : (double)NAN;
    fill_apply(m->a->fill, values, s ? n : 0);
    return values;
}

static double *count_values(const struct making *m, const struct answer *answer,
                            const struct expression *e, const char *label, enum agg agg, size_t n)
{
    size_t n_metrics = e->metrics.len;
    double **inputs = arena_array(m->c->arena, double *, n_metrics);
    double *at = arena_array(m->c->arena, double, n_metrics), *values;

    for (size_t k = 0; k < n_metrics; k++)
        inputs[k] = read_values(m, answer, e->metrics.data[k], label, agg, n);
    values = inputs[0];
    for (size_t i = 0; i < m->o->n_buckets; i++) {
        for (size_t k = 0; k < n_metrics; k++)
            at[k] = inputs[k][i];
        values[i] = i < n ? expression_value(e, at) : (double)NAN;
    }
    return values;
}

static const struct expression *expression_of(const struct analysis *a, const char *text)
{
    for (size_t i = 0; i < a->n_expressions; i++)
        if (a->expressions[i]->text == text)
            return a->expressions[i];
    BUG("curve of the unknown expression %s", text);
}

static void make_curve(const struct making *m, const struct answer *answer, size_t n,
                       const struct period *p, size_t number)
{
    struct curve *curve = &p->curves[number];

    for (unsigned i = 0; i < AGG_KINDS; i++) {
        enum agg agg = (enum agg)(1u << i);

        if (!(m->o->aggs & agg))
            continue;
        curve->values[i] =
            number < m->o->n_metrics
                ? read_values(m, answer, curve->metric, curve->label, agg, n)
                : count_values(m, answer, expression_of(m->a, curve->metric), curve->label, agg, n);
        transform_apply(&m->a->transform, p->edges, curve->values[i], n);
    }
}

static void make_curves(const struct making *m, const struct answer *answer, struct period *p)
{
    size_t n = answer->n_buckets < m->o->n_buckets ? answer->n_buckets : m->o->n_buckets;

    for (size_t i = 0; i < m->o->n_curves; i++)
        make_curve(m, answer, n, p, i);
}

/* As many buckets as now. Where the other period has fewer (February before March), the starts of
 * the missing ones go on as those of now do; where it has more, it ends with the last one told. */
static void align_before(const struct making *m)
{
    const struct answer *answer = m->answers[1];
    struct period *p = &m->o->before;
    size_t n = m->o->n_buckets, have = answer->n_buckets;
    int64_t *edges = arena_array(m->c->arena, int64_t, n + 1);

    p->from = answer->from;
    p->to = have > n ? answer->edges[n] : answer->to;
    for (size_t i = 0; i < n; i++)
        edges[i] = i < have ? answer->edges[i]
                   : i > 0  ? edges[i - 1] + (m->o->now.edges[i] - m->o->now.edges[i - 1])
                            : answer->from;
    p->edges = edges;
    p->curves =
        arena_memdup(m->c->arena, m->o->now.curves, m->o->n_curves * sizeof(*m->o->now.curves));
}

static enum err check_size(const struct making *m)
{
    const struct outcome *o = m->o;
    size_t aggs = (size_t)__builtin_popcount(o->aggs);

    if (m->n_rows * o->n_buckets * aggs * (o->compared ? 2 : 1) <= OUTCOME_VALUES_MAX)
        return OK;
    ctx_invalid(m->c, "interval", "too_small",
                "makes %zu series of %zu buckets: take a longer interval or fewer series",
                o->n_curves, o->n_buckets);
    return ctx_check(m->c);
}

static enum err read_answer(const struct making *m, const struct outcome_rows *rows,
                            struct answer *answer_r)
{
    return answer_read(m->c, rows->rows, rows->first, rows->end, rows->column, &m->a->question,
                       answer_r);
}

static void begin(struct making *m, const struct answer *answer)
{
    *m->o = (struct outcome){
        .interval = answer->interval,
        .zone = answer->zone,
        .group_by = m->a->question.group_by,
        .aggs = m->a->question.aggs,
        .approximate = answer->approximate || (m->answers[1] && m->answers[1]->approximate),
        .made = m->a->transform.kind != TRANSFORM_NONE,
        .n_buckets = answer->n_buckets,
        .now = { .from = answer->from, .to = answer->to, .edges = answer->edges },
        .compared = m->answers[1] != NULL,
    };
    m->o->now.curves = list_curves(m);
}

enum err outcome_read(struct ctx *c, const struct analysis *a, const struct outcome_rows *now,
                      const struct outcome_rows *before, struct outcome *o_r)
{
    struct answer answers[2];
    struct making m = { .c = c, .a = a, .o = o_r, .answers = { &answers[0] } };
    enum err e = read_answer(&m, now, &answers[0]);

    if (e == OK && before) {
        m.answers[1] = &answers[1];
        e = read_answer(&m, before, &answers[1]);
    }
    if (e != OK)
        return e;
    begin(&m, &answers[0]);
    if ((e = check_size(&m)) != OK)
        return e;
    if (before)
        align_before(&m);
    make_curves(&m, &answers[0], &o_r->now);
    if (before)
        make_curves(&m, &answers[1], &o_r->before);
    return OK;
}
