/* Series buffers become segments and rollups here. */
#include "etl/segment.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "etl/timesort.h"

#define FIRST_POINTS 32
#define SEGMENT_FIELDS 17
#define RESOLVE_BATCH 1000 /* bounds what the resolver must hold of labels */
#define DEFAULT_SHARES                                                                             \
    16 /* of buffer_bytes: 6 points, 4 rollups, 3 sorting, 2 totals, 1 the rest */

void builder_init(struct builder *b, const struct ingest_job *job,
                  const struct ingest_limits *limits, struct series_table *table)
{
    size_t share = limits->buffer_bytes / DEFAULT_SHARES;
    *b = (struct builder){ .job = job,
                           .table = table,
                           .max_bytes = 6 * share,
                           .max_bucket_bytes = 4 * share,
                           .max_points = 3 * share / sizeof(struct point) };
    b->out = copy_buffer_new(COPY_BUFFER_BYTES + COPY_BUFFER_BYTES / 4);
    rollup_writer_init(&b->rollup, job);
    sketch_writer_init(&b->sketch, job, share / 2);
    /* without labels each metric has one series */
    totals_init(&b->totals, table, &b->rollup, &b->sketch, table->n_columns ? 2 * share : 0);
}

/* Gives ids to the next series without one, up to RESOLVE_BATCH of them. */
static bool resolve_batch(struct builder *b)
{
    struct series_table *t = b->table;
    const struct ingest_series *list[RESOLVE_BATCH] = { 0 };
    int64_t ids[RESOLVE_BATCH] = { 0 };
    size_t n = t->n - b->resolved < RESOLVE_BATCH ? t->n - b->resolved : RESOLVE_BATCH;
    for (size_t i = 0; i < n; i++)
        list[i] = &t->list[b->resolved + i]->facts;
    if (!b->job->resolve(b->job->resolve_arg, list, n, ids))
        return false;
    for (size_t i = 0; i < n; i++)
        t->list[b->resolved + i]->facts.id = ids[i];
    b->resolved += n;
    return true;
}

static bool resolve(struct builder *b)
{
    while (b->resolved < b->table->n)
        if (!resolve_batch(b))
            return false;
    return true;
}

struct summary {
    double sum, min, max;
};

static struct summary summarize(const struct point *p, size_t n)
{
    struct summary s = { .min = p[0].v, .max = p[0].v };
    for (size_t i = 0; i < n; i++) {
        s.sum += p[i].v;
        s.min = p[i].v < s.min ? p[i].v : s.min;
        s.max = p[i].v > s.max ? p[i].v : s.max;
    }
    return s;
}

static void note_facts(struct ingest_series *s, const struct point *p, size_t n)
{
    if (!s->n || p[0].t < s->first_at)
        s->first_at = p[0].t;
    if (!s->n || p[n - 1].t > s->last_at)
        s->last_at = p[n - 1].t;
    if (p[n - 1].t - p[0].t > s->segment_span)
        s->segment_span = p[n - 1].t - p[0].t;
    s->n += (int64_t)n;
    s->n_segments++;
}

static void write_segment(struct builder *b, struct ingest_series *s, const struct point *p,
                          size_t n)
{
    struct copy_buffer *out = b->out;
    struct summary sum = summarize(p, n);
    copy_row(out, SEGMENT_FIELDS);
    copy_uuid(out, b->job->tenant_id);
    copy_int8(out, s->id);
    copy_int8(out, b->job->part_id);
    copy_int4(out, (int32_t)s->n_segments);
    copy_time(out, p[0].t);
    copy_time(out, p[n - 1].t);
    copy_int4(out, (int32_t)n);
    copy_float8(out, sum.sum);
    copy_float8(out, sum.min);
    copy_float8(out, sum.max);
    copy_float8(out, p[0].v);
    copy_float8(out, p[n - 1].v);
    copy_time_array(out, &p->t, sizeof(*p), n);
    copy_float8_array(out, &p->v, sizeof(*p), n);
    copy_lines(out, &p->line, sizeof(*p), n);
    copy_int8(out, p[0].line);
    copy_int8(out, p[n - 1].line);
    note_facts(s, p, n);
    if (out->len < COPY_BUFFER_BYTES)
        return;
    b->out = b->job->sink.write_segment_rows(b->job->sink.arg, out);
    b->failed |= !b->out;
    if (b->out)
        copy_clear(b->out);
}

/* ---- Order ---- */

static bool is_rising(const struct series *s)
{
    return s->falls == 0;
}

/* Each point strictly before the one that came before it. */
static bool is_falling(const struct series *s)
{
    return s->n && s->falls == s->n - 1;
}

static void reverse(struct point *p, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        struct point x = p[i];
        p[i] = p[n - 1 - i];
        p[n - 1 - i] = x;
    }
}

static void put_in_order(struct builder *b, struct series *s)
{
    if (is_rising(s))
        return;
    if (is_falling(s)) {
        reverse(s->points, s->n);
        return;
    }
    if (b->sort_points < s->n) {
        free(b->sort_room);
        b->sort_room = malloc(s->n * sizeof(*b->sort_room));
        if (!b->sort_room)
            BUG("out of memory for sorting %zu points", s->n);
        b->sort_points = s->n;
    }
    timesort(s->points, b->sort_room, s->n);
}

/* Writes the series' points as segments of about equal size and adds them to its rollup. */
static void flush_points(struct builder *b, struct series *s)
{
    if (!s->n || b->failed)
        return;
    if (s->ordinal >= b->resolved && !resolve(b)) {
        b->failed = true;
        return;
    }
    put_in_order(b, s);
    size_t pieces = s->n / SEGMENT_POINTS + (s->n % SEGMENT_POINTS * 2 > SEGMENT_POINTS);
    pieces = pieces ? pieces : 1;
    for (size_t i = 0; i < pieces && !b->failed; i++) {
        size_t from = s->n * i / pieces, to = s->n * (i + 1) / pieces;
        write_segment(b, &s->facts, s->points + from, to - from);
        rollup_add(&b->rollup, &s->rollup, &s->facts, s->points + from, to - from);
        totals_add(&b->totals, s, s->points + from, to - from);
        b->failed |= b->rollup.failed;
    }
    sketch_add(&b->sketch, &s->sketch, &s->facts, s->points, s->n);
    b->failed |= b->sketch.failed;
    s->n = 0;
    s->falls = 0;
    s->latest_t = INT64_MIN;
}

static void free_points(struct builder *b, struct series *s)
{
    b->bytes -= s->room * sizeof(*s->points);
    free(s->points);
    s->points = NULL;
    s->room = 0;
}

/* ---- Keeping below the caps ---- */

static size_t point_bytes(const struct series *s)
{
    return s->room * sizeof(*s->points);
}

static size_t bucket_bytes(const struct series *s)
{
    return rollup_bytes(&s->rollup);
}

/* Writes the largest series until only half of the room is taken. */
static void evict(struct builder *b, size_t (*size)(const struct series *),
                  void (*write)(struct builder *, struct series *), const size_t *bytes, size_t max)
{
    while (*bytes > max / 2 && !b->failed) {
        size_t largest = 0;
        for (size_t i = 0; i < b->table->n; i++) {
            size_t n = size(b->table->list[i]);
            largest = n > largest ? n : largest;
        }
        for (size_t i = 0; i<b->table->n && * bytes> max / 2 && !b->failed; i++)
            if (size(b->table->list[i]) * 2 > largest)
                write(b, b->table->list[i]);
    }
}

static void evict_buckets(struct builder *b, struct series *s)
{
    rollup_flush(&b->rollup, &s->rollup, &s->facts);
    b->failed |= b->rollup.failed;
}

/* What rollups may hold: while nothing had to be sorted, the room for sorting too. */
static size_t bucket_cap(const struct builder *b)
{
    return b->sort_points ? b->max_bucket_bytes : 2 * b->max_bucket_bytes;
}

static void keep_buckets_below_cap(struct builder *b)
{
    const size_t cap = bucket_cap(b);
    if (b->rollup.bytes <= cap)
        return;
    for (size_t i = 0; i < b->table->n; i++)
        rollup_drop_sparse(&b->rollup, &b->table->list[i]->rollup);
    if (b->rollup.bytes > cap / 4 * 3)
        evict(b, bucket_bytes, evict_buckets, &b->rollup.bytes, cap);
}

static void evict_points(struct builder *b, struct series *s)
{
    flush_points(b, s);
    free_points(b, s);
    keep_buckets_below_cap(b);
}

static void set_room(struct builder *b, struct series *s, size_t room)
{
    struct point *points = realloc(s->points, room * sizeof(*points));
    if (!points)
        BUG("out of memory for %zu points", room);
    b->bytes += (room - s->room) * sizeof(*points);
    s->points = points;
    s->room = room;
}

static size_t next_room(size_t room)
{
    if (room < SEGMENT_RUN)
        return room * 2 < SEGMENT_RUN ? (room ? room * 2 : FIRST_POINTS) : SEGMENT_RUN;
    return room * 2;
}

bool builder_make_room(struct builder *b, struct series *s)
{
    bool in_order = is_rising(s) || is_falling(s);
    if ((s->n >= SEGMENT_RUN && in_order) || s->n >= b->max_points)
        flush_points(b, s);
    size_t want = next_room(s->room);
    if (s->n == s->room && b->bytes + (want - s->room) * sizeof(struct point) > b->max_bytes)
        evict(b, point_bytes, evict_points, &b->bytes, b->max_bytes);
    keep_buckets_below_cap(b);
    if (s->n == s->room && !b->failed)
        set_room(b, s, next_room(s->room));
    return !b->failed;
}

/* ---- The end ---- */

static void hand_over_rest(struct builder *b)
{
    const struct segment_sink *sink = &b->job->sink;
    if (b->out->rows && !b->failed)
        b->failed |= !(b->out = sink->write_segment_rows(sink->arg, b->out));
    if (b->rollup.out->rows && !b->failed)
        b->failed |= !(b->rollup.out = sink->write_rollup_rows(sink->arg, b->rollup.out));
    if (b->sketch.out && b->sketch.out->rows && !b->failed)
        b->failed |= !(b->sketch.out = sink->write_digest_rows(sink->arg, b->sketch.out));
}

bool builder_finish(struct builder *b)
{
    for (size_t i = 0; i < b->table->n && !b->failed; i++) {
        struct series *s = b->table->list[i];
        flush_points(b, s);
        free_points(b, s);
        rollup_flush(&b->rollup, &s->rollup, &s->facts);
        b->failed |= b->rollup.failed;
        s->facts.levels = rollup_levels(&s->rollup);
        s->facts.digests = sketch_finish(&b->sketch, &s->sketch, &s->facts);
    }
    totals_finish(&b->totals);
    b->failed |= b->rollup.failed || b->sketch.failed;
    if (!b->failed)
        hand_over_rest(b);
    return !b->failed;
}

static void list_series(const struct builder *b, struct arena *a, struct ingest_result *res)
{
    const struct series_table *t = b->table;
    res->series = arena_array(a, struct ingest_series *, t->n);
    res->first_at = INT64_MAX;
    res->last_at = INT64_MIN;
    for (size_t i = 0; i < t->n; i++) {
        const struct ingest_series *s = res->series[i] = &t->list[i]->facts;
        if (s->n && s->first_at < res->first_at)
            res->first_at = s->first_at;
        if (s->n && s->last_at > res->last_at)
            res->last_at = s->last_at;
    }
    res->n_series = t->n;
}

static void count_metric(struct ingest_metric *m, const struct ingest_series *s)
{
    if (!s->n)
        return;
    if (m->n_series < METRIC_IDS)
        m->ids[m->n_series] = s->id;
    m->first_at = m->n_series && m->first_at < s->first_at ? m->first_at : s->first_at;
    m->last_at = m->n_series && m->last_at > s->last_at ? m->last_at : s->last_at;
    m->n += s->n;
    m->n_series++;
}

static void list_metrics(const struct builder *b, struct arena *a, struct ingest_result *res)
{
    const struct series_table *t = b->table;
    struct ingest_metric *list = arena_array(a, struct ingest_metric, t->metrics.n);
    for (size_t i = 0; i < t->n; i++)
        count_metric(&list[t->list[i]->metric], &t->list[i]->facts);
    for (size_t i = 0; i < t->metrics.n; i++) {
        list[i].name = t->metrics.list[i].text;
        list[i].total = totals_of(&b->totals, (uint32_t)i);
        if (list[i].n_series)
            list[res->n_metrics++] = list[i];
    }
    res->metrics = list;
}

void builder_list(const struct builder *b, struct arena *a, struct ingest_result *res)
{
    res->points = b->points;
    list_series(b, a, res);
    list_metrics(b, a, res);
}

void builder_release(struct builder *b)
{
    for (size_t i = 0; i < b->table->n; i++) {
        struct series *s = b->table->list[i];
        free(s->points);
        s->points = NULL;
        rollup_forget(&b->rollup, &s->rollup);
        sketch_release(&b->sketch, &s->sketch);
    }
    totals_release(&b->totals);
    sketch_writer_release(&b->sketch);
    free(b->sort_room);
    copy_buffer_free(b->out);
    rollup_writer_release(&b->rollup);
}
