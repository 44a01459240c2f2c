/* What analytics.read() sends is merged into buckets here. */
#include "model/answer.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/db.h"
#include "base/lines.h"
#include "base/str.h"
#include "model/answer_rows.h"
#include "model/grid.h"

#define CELLS_MAX 200000 /* series times buckets in one answer */
#define PERCENTILES_BY_DIGESTS 2

static void copy_edges(struct merge *m, int row)
{
    struct points t = read_array(m, row, C_T);
    int64_t *edges = arena_array(m->c->arena, int64_t, t.n + 1);

    for (size_t i = 0; i < t.n; i++)
        edges[i] = points_time(&t, i);
    m->answer->edges = edges;
    m->answer->n_buckets = t.n;
}

static enum err read_head(struct merge *m, const struct question *q)
{
    struct answer *a = m->answer;
    int64_t most = read_int(m, m->first, C_SERIES);

    a->zone = q->zone;
    a->from = read_time(m, m->first, C_FROM);
    a->to = read_time(m, m->first, C_TO);
    a->interval = read_text(m, m->first, C_NAME);
    if (a->from == FIELD_TIME_NONE || a->to == FIELD_TIME_NONE || a->from >= a->to)
        return OK;
    if (most > QUESTION_BUCKETS_MAX + 1) {
        ctx_invalid(m->c, "interval", "too_small",
                    "makes more than %d buckets: take a longer interval or a shorter range",
                    QUESTION_BUCKETS_MAX);
        return ctx_check(m->c);
    }
    if (read_int(m, m->first, C_FIRST_LINE)) {
        ctx_invalid(m->c, q->aggs & AGG_PERCENTILES ? "agg" : "interval", "too_many_points",
                    "more points than 2,000,000 would have to be read one by one: take a shorter "
                    "range, fewer series, or a longer interval");
        return ctx_check(m->c);
    }
    m->by_digests = read_int(m, m->first, C_SEQ) == PERCENTILES_BY_DIGESTS;
    if (strcmp(q->zone, "UTC") == 0 || strcmp(a->interval, "all") == 0)
        a->edges =
            grid_utc(m->c->arena, a->interval, a->from, a->to, (size_t)most + 1, &a->n_buckets);
    else
        copy_edges(m, m->first);
    return OK;
}

static int compare_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) : (a != NULL) - (b != NULL);
}

static int compare_names(const void *pa, const void *pb)
{
    const struct member *a = *(struct member *const *)pa, *b = *(struct member *const *)pb;
    int order = strcmp(a->metric, b->metric);

    return order ? order : compare_text(a->label, b->label);
}

static int read_members(struct merge *m)
{
    int end = m->first + 1;

    while (end < m->end && read_kind(m, end) == ROW_SERIES)
        end++;
    m->members = arena_array(m->c->arena, struct member, (size_t)(end - m->first));
    for (int row = m->first + 1; row < end; row++)
        m->members[m->n_members++] = (struct member){
            .id = read_int(m, row, C_SERIES),
            .metric = read_text(m, row, C_NAME),
            .label = read_text(m, row, C_LABEL),
        };
    return end;
}

/* Members with the same metric and label are one series of the answer. */
static enum err group_members(struct merge *m)
{
    struct answer *a = m->answer;
    struct member **sorted = arena_array(m->c->arena, struct member *, m->n_members + 1);

    for (size_t i = 0; i < m->n_members; i++)
        sorted[i] = &m->members[i];
    qsort(sorted, m->n_members, sizeof(struct member *), compare_names);
    a->series = arena_array(m->c->arena, struct answer_series, m->n_members + 1);
    for (size_t i = 0; i < m->n_members; i++) {
        if (i == 0 || compare_names(&sorted[i - 1], &sorted[i]) != 0)
            a->series[a->n_series++] =
                (struct answer_series){ .metric = sorted[i]->metric, .label = sorted[i]->label };
        sorted[i]->into = &a->series[a->n_series - 1];
    }
    if (a->n_series > QUESTION_SERIES_MAX || a->n_series * a->n_buckets > CELLS_MAX) {
        ctx_invalid(m->c, "groupBy", "too_large",
                    "makes %zu series of %zu buckets: narrow the labels or take a longer interval",
                    a->n_series, a->n_buckets);
        return ctx_check(m->c);
    }
    for (size_t i = 0; i < a->n_series; i++)
        a->series[i].buckets = arena_array(m->c->arena, struct bucket, a->n_buckets + 1);
    return OK;
}

/* Adds what a bucket of a chunk, or one point, knows. Where neither part nor line decides between
 * equal times, the earlier row's is the first and the later row's the last. */
static void bucket_add(struct bucket *into, const struct bucket *b)
{
    if (into->n == 0) {
        *into = *b;
        return;
    }
    into->n += b->n;
    into->sum += b->sum;
    if (b->min < into->min)
        into->min = b->min;
    if (b->max > into->max)
        into->max = b->max;
    if (b->first_t < into->first_t ||
        (b->first_t == into->first_t && b->first_place < into->first_place)) {
        into->first_t = b->first_t;
        into->first_place = b->first_place;
        into->first = b->first;
    }
    if (b->last_t > into->last_t ||
        (b->last_t == into->last_t && b->last_place >= into->last_place)) {
        into->last_t = b->last_t;
        into->last_place = b->last_place;
        into->last = b->last;
    }
}

/* Lines are below 2^LINE_BITS, and the parts of one question far fewer than the rest can tell. */
#define LINE_BITS 44

static struct lines lines_of(const struct merge *m, int row, enum read_column column)
{
    int len;
    const void *p = read_bytes(m, row, column, &len);

    return lines_open(p, p ? len : 0);
}

static void merge_segment(const struct merge *m, int row, int64_t part)
{
    struct answer_series *s = read_series(m, row);
    struct points t = read_array(m, row, C_T), v = read_array(m, row, C_SUM);
    struct lines lines = lines_of(m, row, C_FIRST_LINES);
    struct clip clip = read_clip(m, row);

    for (size_t i = 0; i < t.n; i++) {
        int64_t at = points_time(&t, i), place = part + lines_next(&lines);
        double x = points_real(&v, i);
        struct bucket point = { 1, x, x, x, x, x, at, at, place, place };

        if (clip_find(m->answer, &clip, at))
            bucket_add(&s->buckets[clip.bucket], &point);
    }
}

static double real_or_zero(const struct points *a, size_t i)
{
    return a->n ? points_real(a, i) : 0;
}

/* A rollup chunk, or a segment's summary, whose lines stand in columns of their own. */
static void merge_chunk(const struct merge *m, int row, int64_t part)
{
    struct answer_series *s = read_series(m, row);
    struct points t = read_array(m, row, C_T), n = read_array(m, row, C_N);
    struct points sum = read_array(m, row, C_SUM), min = read_array(m, row, C_MIN);
    struct points max = read_array(m, row, C_MAX), first = read_array(m, row, C_FIRST);
    struct points last = read_array(m, row, C_LAST), first_t = read_array(m, row, C_FIRST_T);
    struct points last_t = read_array(m, row, C_LAST_T);
    struct lines first_lines = lines_of(m, row, C_FIRST_LINES);
    struct lines last_lines = lines_of(m, row, C_LAST_LINES);
    int64_t first_place = part + read_int(m, row, C_FIRST_LINE);
    int64_t last_place = part + read_int(m, row, C_LAST_LINE);
    struct clip clip = read_clip(m, row);

    for (size_t i = 0; i < t.n; i++) {
        struct bucket b = {
            .n = points_int(&n, i),
            .sum = real_or_zero(&sum, i),
            .min = real_or_zero(&min, i),
            .max = real_or_zero(&max, i),
            .first = real_or_zero(&first, i),
            .last = real_or_zero(&last, i),
            .first_t = first_t.n ? points_time(&first_t, i) : 0,
            .last_t = last_t.n ? points_time(&last_t, i) : 0,
            .first_place = first_place + lines_next(&first_lines),
            .last_place = last_place + lines_next(&last_lines),
        };

        if (clip_find(m->answer, &clip, points_time(&t, i)))
            bucket_add(&s->buckets[clip.bucket], &b);
    }
}

/* Rows come part by part. */
static void merge_rows(struct merge *m)
{
    int64_t part = 0, id = 0;

    for (int row = m->data; row < m->end; row++) {
        int kind = read_kind(m, row);

        if (read_int(m, row, C_PART) != id && row > m->data)
            part += INT64_C(1) << LINE_BITS;
        id = read_int(m, row, C_PART);
        if (kind == ROW_SEGMENT)
            merge_segment(m, row, part);
        else if (kind < ROW_DIGESTS)
            merge_chunk(m, row, part);
        m->answer->approximate |= kind == ROW_DIGESTS;
    }
}

enum err answer_read(struct ctx *c, const struct db_rows *rows, int first, int end, int column,
                     const struct question *q, struct answer *a)
{
    struct merge m = {
        .c = c, .rows = rows, .first = first, .end = end, .column = column, .answer = a
    };
    enum err e;

    memset(a, 0, sizeof(*a));
    if (first == end || read_kind(&m, first) != ROW_HEAD)
        BUG("an answer without a head");
    if ((e = read_head(&m, q)) != OK)
        return e;
    m.data = read_members(&m);
    if ((e = group_members(&m)) != OK)
        return e;
    if (!a->n_buckets)
        m.data = m.end;
    merge_rows(&m);
    if (q->aggs & AGG_PERCENTILES)
        percentiles_read(&m, q);
    return OK;
}
