/* Percentiles are taken here: of all values of a bucket when they were sent, else of digests. */
#include <math.h>

#include "base/arena.h"
#include "base/db.h"
#include "base/digest.h"
#include "model/answer_rows.h"

static const double quantiles[PERCENTILES] = { 0.50, 0.95, 0.99 };

/* What the buckets hold, one behind the other: `at` is where a bucket's next entry goes. */
struct cells {
    const struct merge *m;
    size_t *at;                 /* of series × buckets */
    struct centroid *centroids; /* when by digests; NULL while they are counted */
    double *values;             /* else */
};

static size_t cell_of(const struct cells *c, const struct answer_series *s, size_t bucket)
{
    return (size_t)(s - c->m->answer->series) * c->m->answer->n_buckets + bucket;
}

static void take_value(struct cells *c, size_t cell, double v)
{
    size_t at = c->at[cell]++;

    if (c->values)
        c->values[at] = v;
    else if (c->centroids)
        c->centroids[at] = (struct centroid){ v, 1 };
}

static void take_values(struct cells *c, int row)
{
    const struct answer_series *s = read_series(c->m, row);
    struct points t = read_array(c->m, row, C_T), v = read_array(c->m, row, C_SUM);
    struct clip clip = read_clip(c->m, row);

    for (size_t i = 0; i < t.n; i++)
        if (clip_find(c->m->answer, &clip, points_time(&t, i)))
            take_value(c, cell_of(c, s, clip.bucket), points_real(&v, i));
}

static void take_digests(struct cells *c, int row)
{
    const struct answer_series *s = read_series(c->m, row);
    struct points t = read_array(c->m, row, C_T);
    struct clip clip = read_clip(c->m, row);
    int len;
    const uint8_t *p = read_bytes(c->m, row, C_FIRST_LINES, &len), *end = p + len;
    struct centroid skipped[DIGEST_MAX];

    for (size_t i = 0; i < t.n; i++) {
        if (!clip_find(c->m->answer, &clip, points_time(&t, i))) {
            digest_unpack(&p, end, skipped);
            continue;
        }
        size_t *at = &c->at[cell_of(c, s, clip.bucket)];

        *at += digest_unpack(&p, end, c->centroids ? &c->centroids[*at] : NULL);
    }
}

static void take_rows(struct cells *c)
{
    const struct merge *m = c->m;
    const int values = m->by_digests ? ROW_VALUES : ROW_SEGMENT;

    for (int row = m->data; row < m->end; row++) {
        int kind = read_kind(m, row);

        if (kind == values)
            take_values(c, row);
        else if (kind == ROW_DIGESTS)
            take_digests(c, row);
    }
}

/* Counts become places; their sum. */
static size_t places(size_t *at, size_t n)
{
    size_t sum = 0;

    for (size_t i = 0; i < n; i++) {
        size_t count = at[i];

        at[i] = sum;
        sum += count;
    }
    return sum;
}

static void ask_cell(const struct cells *c, const struct question *q, size_t from, size_t to,
                     struct percentiles *p)
{
    /* points without values: events that carried none */
    for (unsigned i = 0; i < PERCENTILES && from == to; i++)
        p->at[i] = NAN;
    if (from == to)
        return;
    if (c->centroids)
        digest_sort(c->centroids + from, to - from);
    for (unsigned i = 0; i < PERCENTILES; i++)
        if (q->aggs & (unsigned)AGG_P50 << i)
            p->at[i] = c->centroids ? digest_quantile(c->centroids + from, to - from, quantiles[i])
                                    : values_quantile(c->values + from, to - from, quantiles[i]);
}

void percentiles_read(const struct merge *m, const struct question *q)
{
    struct answer *a = m->answer;
    const size_t n = a->n_series * a->n_buckets;
    struct cells c = { .m = m, .at = arena_array(m->c->arena, size_t, n + 1) };
    size_t sum, from = 0;

    for (size_t i = 0; i < a->n_series; i++)
        a->series[i].percentiles = arena_array(m->c->arena, struct percentiles, a->n_buckets + 1);
    take_rows(&c);
    sum = places(c.at, n);
    if (m->by_digests)
        c.centroids = arena_array(m->c->arena, struct centroid, sum + 1);
    else
        c.values = arena_array(m->c->arena, double, sum + 1);
    take_rows(&c);
    for (size_t i = 0; i < n; from = c.at[i++])
        ask_cell(&c, q, from, c.at[i], &a->series[i / a->n_buckets].percentiles[i % a->n_buckets]);
}
