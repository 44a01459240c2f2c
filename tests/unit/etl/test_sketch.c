/* Property tests of the digests that come with points: each bucket of a level holds all its values,
 * and the percentiles read from them are within the bound, however the points come. */
#include "etl/sketch.h"

#include <math.h>
#include <stdlib.h>

#include "etl/infer.h"
#include "etl/segment.h"
#include "tests/unit/etl/collect.h"
#include "tests/unit/etl/random.h"
#include "tests/unit/tap.h"

#define ARENA_CAP ((size_t)1 << 30)
#define SECOND INT64_C(1000000)

enum order { RISING, SHUFFLED };

struct setting {
    const char *name;
    size_t n_series, n;
    int64_t step; /* microseconds from point to point */
    enum order order;
    bool by_series; /* one after the other, instead of going round */
    size_t buffer;
};

static int by_time(const void *a, const void *b)
{
    const struct point *x = a, *y = b;

    return (x->t > y->t) - (x->t < y->t);
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* How far the rank of v is from q among n sorted values, as a share of them. */
static double off(const double *sorted, size_t n, double v, double q)
{
    size_t below = 0, upto = 0;

    while (below < n && sorted[below] < v)
        below++;
    for (upto = below; upto < n && sorted[upto] <= v;)
        upto++;
    double at = q * (double)(n - 1);
    return at < (double)below - 1 ? ((double)below - 1 - at) / (double)n
           : at > (double)upto    ? (at - (double)upto) / (double)n
                                  : 0;
}

/* The digests of one bucket, merged as a reader would; their weight. */
static double gather(const struct collect *c, int64_t series, int level, int64_t start,
                     struct centroid *list, size_t *n_r)
{
    double weight = 0;

    *n_r = 0;
    for (size_t i = 0; i < c->digests.len; i++) {
        const struct collected_digest *d = c->digests.data[i];

        if (d->series != series || d->level != level || d->t != start)
            continue;
        for (size_t k = 0; k < d->n; k++) {
            list[(*n_r)++] = d->list[k];
            weight += d->list[k].weight;
        }
    }
    digest_sort(list, *n_r);
    return weight;
}

static void check_level(struct collect *c, int64_t series, enum rollup_level level,
                        const struct point *p, size_t n)
{
    static const double quantiles[] = { 0, 0.5, 0.95, 0.99, 1 };
    struct centroid *list = arena_array(c->arena, struct centroid, c->digests.len * DIGEST_MAX + 1);
    double *values = arena_array(c->arena, double, n), worst = 0;
    size_t bad = 0, buckets = 0;

    for (size_t i = 0; i < n; buckets++) {
        int64_t start = rollup_start(p[i].t, level), end = start + rollup_unit(level);
        size_t held = 0, n_list;

        for (; i < n && p[i].t < end; i++)
            values[held++] = p[i].v;
        qsort(values, held, sizeof(*values), by_value);
        double weight = gather(c, series, (int)level, start, list, &n_list);
        bad += weight < (double)held || weight > (double)held;
        for (size_t k = 0; k < 5 && n_list; k++) {
            double q = quantiles[k], v = digest_quantile(list, n_list, q);
            /* twice the bound of one digest, for they were merged; and a place for rounding */
            double most = 2 * 3.1416 / DIGEST_DELTA * sqrt(q * (1 - q)) + 1.0 / (double)held;
            double far = off(values, held, v, q) / most;

            worst = far > worst ? far : worst;
        }
    }
    is_int(bad, 0, "level %d: each of %zu buckets has all its values", level, buckets);
    ok(worst <= 1, "percentiles are off by %.2f of the bound at most", worst);
}

static void check(struct collect *c, int64_t series, unsigned digests, unsigned want,
                  struct point *p, size_t n)
{
    is_int(digests, want, "the levels kept");
    qsort(p, n, sizeof(*p), by_time);
    for (enum rollup_level level = LEVEL_QUARTER; level <= LEVEL_DAY; level++)
        if (digests & 1u << level)
            check_level(c, series, level, p, n);
}

static struct point *make(struct arena *a, const struct setting *s)
{
    struct point *p = arena_array(a, struct point, s->n);
    unsigned x = 11;

    for (size_t i = 0; i < s->n; i++) {
        size_t at = s->order == SHUFFLED ? random_next(&x) % s->n : i;
        double u = (double)(random_next(&x) % 100000) / 100000;

        p[i] = (struct point){ (int64_t)at * s->step, u * u * 1000 - 300, (int64_t)i };
    }
    return p;
}

/* One metric, a label with n_series values. */
static void run(const struct setting *s, unsigned want_series, unsigned want_total)
{
    static const char *const names[] = { "k" };
    struct arena *a = arena_new(ARENA_CAP);
    struct collect *c = arena_one(a, struct collect);
    struct series_table *table = arena_one(a, struct series_table);
    struct point *p = make(a, s), *first = arena_array(a, struct point, s->n);
    size_t n_first = 0;
    struct builder b;
    bool good = true;

    diag("%s", s->name);
    collect_init(c, a);
    c->limits = (struct ingest_limits){ .buffer_bytes = s->buffer };
    c->limits = ingest_limits_full(&c->limits);
    struct ingest_job job = collect_job(c);
    series_table_init(table, a, &c->limits, names, 1);
    builder_init(&b, &job, &c->limits, table);
    for (size_t i = 0; i < s->n && good; i++) {
        char value[16];
        size_t number = s->by_series ? i * s->n_series / s->n : i % s->n_series;
        size_t len = (size_t)snprintf(value, sizeof(value), "v%zu", number);
        int metric = series_metric(table, "m", 1);
        uint32_t set = series_label_set(table, &(struct label_value){ value, len });

        if (number == 0)
            first[n_first++] = p[i];
        good = builder_add(&b, series_get(table, metric, set), p[i]);
    }
    ok(good && builder_finish(&b), "it is built");
    const struct ingest_series *one = &table->list[0]->facts, *total = totals_of(&b.totals, 0);
    check(c, one->id, one->digests, want_series, first, n_first);
    check(c, total ? total->id : 0, total ? total->digests : 0, want_total, p, s->n);
    is_int(b.sketch.bytes, 0, "nothing stays open");
    builder_release(&b);
    arena_free(a);
}

int main(void)
{
    const size_t much = 0x2000000;

    run(&(struct setting){ "a point a second", 1, 60000, SECOND, RISING, false, much }, 0x1c, 0);
    run(&(struct setting){ "a point in four seconds", 1, 60000, 4 * SECOND, RISING, false, much },
        0x18, 0);
    run(&(struct setting){ "a point a minute", 1, 60000, 60 * SECOND, RISING, false, much }, 0x10,
        0);
    run(&(struct setting){ "a point an hour", 1, 6000, 3600 * SECOND, RISING, false, much }, 0, 0);
    run(&(struct setting){ "shuffled", 1, 300000, SECOND, SHUFFLED, false, 0x400000 }, 0x18, 0);
    run(&(struct setting){ "12 dense series", 12, 200000, SECOND / 4, RISING, false, much }, 0x18,
        0x18);
    run(&(struct setting){ "400 sparse series", 400, 200000, SECOND, RISING, false, much }, 0,
        0x18);
    run(&(struct setting){ "400 series, one by one", 400, 200000, SECOND, RISING, true, much },
        0x1c, 0x18);
    run(&(struct setting){ "400 series, shuffled", 400, 200000, 20 * SECOND, SHUFFLED, false,
                           much },
        0, 0x10);
    run(&(struct setting){ "400 series in little room", 400, 300000, 10 * SECOND, SHUFFLED, false,
                           0x100000 },
        0, 0);
    return done_testing();
}
