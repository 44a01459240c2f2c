/* Property tests of builder, sorting and rollups: whatever order the points come in and however
 * small the buffers are, the rows say what a naive reckoning says. */
#include "etl/segment.h"

#include <stdlib.h>

#include "etl/infer.h"
#include "etl/timesort.h"
#include "tests/unit/etl/collect.h"
#include "tests/unit/etl/random.h"
#include "tests/unit/tap.h"

#define ARENA_CAP ((size_t)1 << 30)

enum order { RISING, FALLING, SHUFFLED, NEARLY, TIES, ORDERS };
static const char *const order_names[] = { "rising", "falling", "shuffled", "nearly sorted",
                                           "ties" };

static int by_time_and_line(const void *a, const void *b)
{
    const struct point *x = a, *y = b;

    if (x->t != y->t)
        return x->t < y->t ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

/* n points about `step` microseconds apart, beginning before 1970. */
static struct point *make_points(struct arena *a, size_t n, enum order order, int64_t step,
                                 unsigned *x)
{
    struct point *p = arena_array(a, struct point, n + 1);
    const int64_t start = -(int64_t)(n / 3) * step;

    for (size_t i = 0; i < n; i++) {
        int64_t at = (int64_t)i;

        if (order == FALLING)
            at = (int64_t)(n - i);
        else if (order == SHUFFLED)
            at = random_next(x) % (n + 1);
        else if (order == NEARLY)
            at += random_next(x) % 7;
        else if (order == TIES)
            at = random_next(x) % 5;
        p[i] = (struct point){ start + at * step, (double)(random_next(x) % 2000) / 8 - 100,
                               (int64_t)i + 2 };
    }
    return p;
}

static void check_segments(struct collect *c)
{
    int bad = 0;

    for (size_t i = 0; i < c->segments.len; i++) {
        const struct collected_segment *s = &c->segments.data[i];
        double sum = 0, min = s->points[0].v, max = min;

        for (size_t k = 0; k < (size_t)s->n; k++) {
            sum += s->points[k].v;
            min = fmin(min, s->points[k].v);
            max = fmax(max, s->points[k].v);
            bad += k && s->points[k].t < s->points[k - 1].t;
        }
        bad += s->t0 != s->points[0].t || s->t1 != s->points[s->n - 1].t;
        bad += fabs(s->sum - sum) > 1e-9 || s->min < min || s->min > min || s->max < max ||
               s->max > max;
        bad += s->first < s->points[0].v || s->first > s->points[0].v;
        bad += s->last < s->points[s->n - 1].v || s->last > s->points[s->n - 1].v;
        bad += s->n > SEGMENT_POINTS * 3 / 2;
    }
    is_int(bad, 0, "%zu segments are summed up rightly and sorted", c->segments.len);
}

static bool same(double a, double b)
{
    return !(a < b || a > b);
}

/* All chunks of a level, merged as a reader would, against the points in order. */
static void check_level(struct collect *c, const struct ingest_series *s, enum rollup_level level,
                        const struct point *p, size_t n)
{
    const int64_t unit = rollup_unit(level);
    size_t bad = 0, seen = 0, buckets = 0;
    int next_seq = 0;

    for (size_t i = 0; i < c->chunks.len; i++) {
        const struct collected_chunk *k = &c->chunks.data[i];

        if (k->series != s->id || k->level != (int)level)
            continue;
        bad += k->seq != next_seq++ || k->t0 != k->buckets[0].t || k->t1 != k->buckets[k->n - 1].t;
        for (size_t b = 0; b < k->n; b++) {
            bad += b && k->buckets[b].t <= k->buckets[b - 1].t;
            bad += k->buckets[b].t % unit != 0;
            seen += (size_t)k->buckets[b].n;
        }
    }
    if (!(s->levels & 1u << level)) {
        is_int(next_seq, 0, "level %d is not there at all", level);
        return;
    }
    is_int(seen, n, "level %d holds all points", level);
    for (size_t i = 0; i < n; buckets++) {
        int64_t rest = p[i].t % unit, start = p[i].t - rest - (rest < 0 ? unit : 0);
        struct bucket want = {
            .t = start,
            .first = p[i].v,
            .first_t = p[i].t,
            .first_line = p[i].line,
            .min = p[i].v,
            .max = p[i].v,
        };
        struct bucket got = { 0 };

        for (; i < n && p[i].t < start + unit; i++) {
            want.n++;
            want.sum += p[i].v;
            want.min = fmin(want.min, p[i].v);
            want.max = fmax(want.max, p[i].v);
            want.last = p[i].v;
            want.last_t = p[i].t;
            want.last_line = p[i].line;
        }
        for (size_t k = 0; k < c->chunks.len; k++) {
            const struct collected_chunk *chunk = &c->chunks.data[k];

            if (chunk->series != s->id || chunk->level != (int)level || chunk->t0 > start ||
                chunk->t1 < start)
                continue;
            for (size_t b = 0; b < chunk->n; b++)
                if (chunk->buckets[b].t == start && got.n)
                    bucket_merge(&got, &chunk->buckets[b]);
                else if (chunk->buckets[b].t == start)
                    got = chunk->buckets[b];
        }
        bad += got.n != want.n || fabs(got.sum - want.sum) > 1e-6 || !same(got.min, want.min) ||
               !same(got.max, want.max) || !same(got.first, want.first) ||
               !same(got.last, want.last) || got.first_t != want.first_t ||
               got.last_t != want.last_t || got.first_line != want.first_line ||
               got.last_line != want.last_line;
    }
    is_int(bad, 0, "and the right %zu buckets", buckets);
}

static void check_series(struct collect *c, const struct ingest_series *s, struct point *p,
                         size_t n)
{
    size_t got_n, bad = 0;
    const struct point *got = collect_points(c, s->id, &got_n);

    qsort(p, n, sizeof(*p), by_time_and_line);
    is_int(got_n, n, "series %lld has its points", (long long)s->id);
    for (size_t i = 0; i < n && i < got_n; i++)
        bad += got[i].t != p[i].t || !same(got[i].v, p[i].v) || got[i].line != p[i].line;
    is_int(bad, 0, "in order of time, then line");
    ok(s->n == (int64_t)n && s->first_at == p[0].t && s->last_at == p[n - 1].t, "and its facts");
    for (enum rollup_level level = LEVEL_MINUTE; level <= LEVEL_DAY; level++)
        check_level(c, s, level, p, n);
}

static bool build(struct collect *c, struct series_table *table, struct point **p, size_t n_series,
                  size_t n, size_t *peak_r)
{
    struct ingest_job job = collect_job(c);
    struct ingest_limits limits = ingest_limits_full(&c->limits);
    struct builder b;
    bool good = true;

    series_table_init(table, c->arena, &c->limits, NULL, 0);
    builder_init(&b, &job, &limits, table);
    *peak_r = 0;
    for (size_t i = 0; i < n && good; i++)
        for (size_t k = 0; k < n_series && good; k++) {
            char name[16];
            size_t len = (size_t)snprintf(name, sizeof(name), "m%zu", k);
            struct series *s = series_get(table, series_metric(table, name, len), 0);

            good = builder_add(&b, s, p[k][i]);
            size_t held = b.bytes + b.rollup.bytes + b.sort_points * sizeof(struct point);
            *peak_r = held > *peak_r ? held : *peak_r;
        }
    good = good && builder_finish(&b);
    builder_release(&b);
    return good;
}

static void test_order(enum order order, size_t n_series, size_t n, int64_t step, size_t buffer)
{
    struct arena *a = arena_new(ARENA_CAP);
    struct collect *c = arena_one(a, struct collect);
    struct series_table *table = arena_one(a, struct series_table);
    struct point **p = arena_array(a, struct point *, n_series);
    unsigned x = 7 + order;
    size_t peak;

    diag("%s: %zu series of %zu points, %lld s apart, %zu bytes", order_names[order], n_series, n,
         (long long)(step / 1000000), buffer);
    collect_init(c, a);
    c->limits = (struct ingest_limits){ .buffer_bytes = buffer, .series = 10000 };
    for (size_t k = 0; k < n_series; k++)
        p[k] = make_points(a, n, order, step, &x);
    ok(build(c, table, p, n_series, n, &peak), "it is built");
    ok(peak <= (buffer < 65536 ? 65536 : buffer) * 3 / 2 + n_series * 2048,
       "in %zu bytes of buffers", peak);
    check_segments(c);
    for (size_t k = 0; k < n_series && k < 3; k++)
        check_series(c, &table->list[k]->facts, p[k], n);
    arena_free(a);
}

/* The points of a metric of many series, in the order of the file. */
static struct point *make_file(struct arena *a, size_t n, enum order order, int64_t step,
                               unsigned *x)
{
    struct point *p = make_points(a, n, order, step, x);

    for (size_t i = 0; i < n; i++)
        p[i].line = (int64_t)i * 3;
    return p;
}

/* One metric, a label with n_series values; the points go round, or come a series at a time. */
static void test_total(enum order order, size_t n_series, size_t n, int64_t step, size_t buffer,
                       bool by_series, unsigned levels)
{
    static const char *const names[] = { "k" };
    struct arena *a = arena_new(ARENA_CAP);
    struct collect *c = arena_one(a, struct collect);
    struct series_table *table = arena_one(a, struct series_table);
    unsigned x = 99 + order;
    struct point *p = make_file(a, n, order, step, &x);
    struct builder b;
    bool good = true;
    size_t peak = 0;

    collect_init(c, a);
    c->limits = (struct ingest_limits){ .buffer_bytes = buffer };
    c->limits = ingest_limits_full(&c->limits);
    struct ingest_job job = collect_job(c);
    diag("%s: a total of %zu series, %zu points, %lld s apart, %zu bytes", order_names[order],
         n_series, n, (long long)(step / 1000000), buffer);
    series_table_init(table, a, &c->limits, names, 1);
    builder_init(&b, &job, &c->limits, table);
    for (size_t i = 0; i < n && good; i++) {
        char value[16];
        size_t number = by_series ? i * n_series / n : i % n_series;
        size_t len = (size_t)snprintf(value, sizeof(value), "v%zu", number);
        int metric = series_metric(table, "m", 1);
        uint32_t set = series_label_set(table, &(struct label_value){ value, len });

        good = builder_add(&b, series_get(table, metric, set), p[i]);
        size_t held = b.bytes + b.rollup.bytes + b.totals.bytes;
        peak = held > peak ? held : peak;
    }
    ok(good && builder_finish(&b), "it is built");
    ok(peak <= buffer * 3 / 2 + n_series * 2048, "in %zu bytes of buffers", peak);
    const struct ingest_series *total = totals_of(&b.totals, 0);
    is_int(total ? total->levels : 0, levels, "levels of the total");
    qsort(p, n, sizeof(*p), by_time_and_line);
    for (enum rollup_level level = LEVEL_MINUTE; total && level <= LEVEL_DAY; level++)
        check_level(c, total, level, p, n);
    builder_release(&b);
    arena_free(a);
}

static void test_totals(void)
{
    const size_t much = 0x2000000, little = 0x10000;

    test_total(RISING, 8, 20000, 1000000, much, false, 0);
    test_total(RISING, 9, 20000, 1000000, much, false, 0x1e);
    test_total(RISING, 500, 60000, 1000000, much, false, 0x1e);
    test_total(RISING, 500, 60000, 1000000, much, true, 0x1e);
    test_total(SHUFFLED, 500, 60000, 1000000, much, false, 0x1e);
    test_total(FALLING, 20, 60000, 1000000, little, false, 0x1e);
    test_total(TIES, 50, 20000, 1000000, much, false, 0x1e);
    /* a point each four minutes: from the hour on; the table is too small for that in the end */
    test_total(RISING, 300, 30000, INT64_C(240000000), much, false, 0x18);
    test_total(SHUFFLED, 300, 30000, INT64_C(240000000), much, true, 0x18);
    test_total(SHUFFLED, 300, 30000, INT64_C(240000000), 4 * little, true, 0x10);
    /* two a week */
    test_total(RISING, 20, 3000, INT64_C(302400000000), much, false, 0);
    test_total(RISING, 20, 3000, INT64_C(302400000000), little, false, 0);
}

static void test_sort(void)
{
    struct arena *a = arena_new(ARENA_CAP);
    unsigned x = 3;
    int bad = 0;

    for (int round = 0; round < 300; round++) {
        size_t n = 1 + random_next(&x) % (round < 290 ? 300 : 20000);
        struct point *want = arena_array(a, struct point, n);
        struct point *p = arena_array(a, struct point, n), *room = arena_array(a, struct point, n);
        unsigned spread = random_next(&x) % 40;

        for (size_t i = 0; i < n; i++) {
            int64_t t = (int64_t)((uint64_t)random_next(&x) << 32 | random_next(&x)) >> spread;

            p[i] = (struct point){ round % 2 ? -t : t % 3, (double)i, (int64_t)i };
            want[i] = p[i];
        }
        qsort(want, n, sizeof(*want), by_time_and_line);
        timesort(p, room, n);
        for (size_t i = 0; i < n; i++)
            bad += p[i].t != want[i].t || !same(p[i].v, want[i].v);
    }
    is_int(bad, 0, "300 lists are sorted, ties in order");
    arena_free(a);
}

/* Which levels a part gets depends on how many points there are in a bucket. */
static void test_levels(void)
{
    static const struct {
        int64_t step;
        unsigned levels;
    } expected[] = {
        { 1000000, 0x1e },                 /* a second: all four */
        { INT64_C(60) * 1000000, 0x1c },   /* a minute: quarter, hour, day */
        { INT64_C(600) * 1000000, 0x10 },  /* ten minutes: day */
        { INT64_C(7200) * 1000000, 0x10 }, /* two hours: twelve a day */
        { INT64_C(86400) * 1000000, 0 },   /* a day: none */
    };

    for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
        struct arena *a = arena_new(ARENA_CAP);
        struct collect *c = arena_one(a, struct collect);
        struct series_table *table = arena_one(a, struct series_table);
        unsigned x = 1;
        size_t peak;
        struct point *p = make_points(a, 20000, RISING, expected[i].step, &x);

        collect_init(c, a);
        c->limits.series = 10;
        ok(build(c, table, &p, 1, 20000, &peak), "20,000 points");
        is_int(table->list[0]->facts.levels, expected[i].levels, "levels at %lld s",
               (long long)(expected[i].step / 1000000));
        arena_free(a);
    }
}

static void test_sink_that_gives_up(void)
{
    struct arena *a = arena_new(ARENA_CAP);
    struct collect *c = arena_one(a, struct collect);
    struct series_table *table = arena_one(a, struct series_table);
    unsigned x = 1;
    size_t peak;
    struct point *p = make_points(a, 300000, RISING, 1000000, &x);

    collect_init(c, a);
    c->limits.series = 10;
    c->refuse_after = 1;
    ok(!build(c, table, &p, 1, 300000, &peak), "the builder stops when the sink does");
    is_int(c->buffers, 2, "and does not ask again");
    arena_free(a);
}

int main(void)
{
    for (enum order order = RISING; order < ORDERS; order++) {
        test_order(order, 1, 1, 1000000, 0x100000);
        test_order(order, 1, 30000, 1000000, 0x2000000);
        test_order(order, 1, 60000, 20000000, 0x10000);
        test_order(order, 3, 9000, 1000000, 0x20000);
        test_order(order, 100, 900, INT64_C(300000000), 0x40000);
    }
    test_totals();
    test_sort();
    test_levels();
    test_sink_that_gives_up();
    return done_testing();
}
