/* What analytics.read() sends is merged into buckets here. */
#include "model/answer.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/db.h"
#include "base/str.h"
#include "model/grid.h"
#include "model/points.h"

#define CELLS_MAX 200000 /* series times buckets in one answer */

/* Columns of analytics.read(). */
enum column {
    C_LEVEL,
    C_SERIES,
    C_PART,
    C_SEQ,
    C_FROM,
    C_TO,
    C_T,
    C_N,
    C_SUM,
    C_MIN,
    C_MAX,
    C_FIRST,
    C_LAST,
    C_FIRST_T,
    C_LAST_T,
    C_NAME,
    C_LABEL,
};

enum row_kind { ROW_HEAD = -2, ROW_SERIES = -1, ROW_SEGMENT = 0 };

/* A series of the database and the series of the answer that it is merged into. */
struct member {
    int64_t id;
    const char *metric, *label;
    struct answer_series *into;
};

struct merge {
    struct ctx *c;
    const struct db_rows *rows;
    int first, end; /* the rows of this question */
    int column;     /* where analytics.read()'s columns begin */
    struct answer *answer;
    struct member *members; /* sorted by id */
    size_t n_members;
};

static const void *bytes_of(const struct merge *m, int row, enum column column, int *len_r)
{
    return db_bytes(m->rows, row, m->column + (int)column, len_r);
}

static int level_of(const struct merge *m, int row)
{
    const uint8_t *p = bytes_of(m, row, C_LEVEL, NULL);

    return (int16_t)(p[0] << 8 | p[1]);
}

static int64_t int_of(const struct merge *m, int row, enum column column)
{
    const void *p = bytes_of(m, row, column, NULL);

    return p ? (int64_t)points_be64(p) : 0;
}

static int64_t time_of(const struct merge *m, int row, enum column column)
{
    const void *p = bytes_of(m, row, column, NULL);

    return p ? (int64_t)points_be64(p) + POINTS_EPOCH : FIELD_TIME_NONE;
}

static const char *text_of(const struct merge *m, int row, enum column column)
{
    int len;
    const char *p = bytes_of(m, row, column, &len);

    return p ? arena_strndup(m->c->arena, p, (size_t)len) : NULL;
}

static struct points array_of(const struct merge *m, int row, enum column column)
{
    int len;
    const void *p = bytes_of(m, row, column, &len);

    return points_open(p, p ? len : 0);
}

static void copy_edges(struct merge *m, int row)
{
    struct points t = array_of(m, row, C_T);
    int64_t *edges = arena_array(m->c->arena, int64_t, t.n + 1);

    for (size_t i = 0; i < t.n; i++)
        edges[i] = points_time(&t, i);
    m->answer->edges = edges;
    m->answer->n_buckets = t.n;
}

static enum err read_head(struct merge *m, const struct question *q)
{
    struct answer *a = m->answer;
    int64_t most = int_of(m, m->first, C_SERIES);

    a->zone = q->zone;
    a->from = time_of(m, m->first, C_FROM);
    a->to = time_of(m, m->first, C_TO);
    a->interval = text_of(m, m->first, C_NAME);
    if (a->from == FIELD_TIME_NONE || a->to == FIELD_TIME_NONE || a->from >= a->to)
        return OK;
    if (most > QUESTION_BUCKETS_MAX + 1) {
        ctx_invalid(m->c, "interval", "too_small",
                    "makes more than %d buckets: take a longer interval or a shorter range",
                    QUESTION_BUCKETS_MAX);
        return ctx_check(m->c);
    }
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

    while (end < m->end && level_of(m, end) == ROW_SERIES)
        end++;
    m->members = arena_array(m->c->arena, struct member, (size_t)(end - m->first));
    for (int row = m->first + 1; row < end; row++)
        m->members[m->n_members++] = (struct member){
            .id = int_of(m, row, C_SERIES),
            .metric = text_of(m, row, C_NAME),
            .label = text_of(m, row, C_LABEL),
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

static const struct member *member_of(const struct merge *m, int64_t id)
{
    size_t low = 0, high = m->n_members;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (m->members[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == m->n_members || m->members[low].id != id)
        BUG("rows of series %" PRId64 ", which was not announced", id);
    return &m->members[low];
}

/* Adds what a bucket of a chunk, or one point, knows. Of equal times the earlier row's is the first
 * and the later row's the last. */
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
    if (b->first_t < into->first_t) {
        into->first_t = b->first_t;
        into->first = b->first;
    }
    if (b->last_t >= into->last_t) {
        into->last_t = b->last_t;
        into->last = b->last;
    }
}

struct clip {
    int64_t from, to;
    size_t hint;
};

static struct bucket *bucket_at(const struct merge *m, struct answer_series *s, struct clip *clip,
                                int64_t t)
{
    if (t < clip->from || t >= clip->to)
        return NULL;
    clip->hint = grid_find(m->answer->edges, m->answer->n_buckets, t, clip->hint);
    return &s->buckets[clip->hint];
}

static void merge_segment(const struct merge *m, int row, struct answer_series *s,
                          struct clip *clip)
{
    struct points t = array_of(m, row, C_T), v = array_of(m, row, C_SUM);

    for (size_t i = 0; i < t.n; i++) {
        int64_t at = points_time(&t, i);
        double x = points_real(&v, i);
        struct bucket point = { 1, x, x, x, x, x, at, at };
        struct bucket *into = bucket_at(m, s, clip, at);

        if (into)
            bucket_add(into, &point);
    }
}

static double real_or_zero(const struct points *a, size_t i)
{
    return a->n ? points_real(a, i) : 0;
}

static void merge_chunk(const struct merge *m, int row, struct answer_series *s, struct clip *clip)
{
    struct points t = array_of(m, row, C_T), n = array_of(m, row, C_N);
    struct points sum = array_of(m, row, C_SUM), min = array_of(m, row, C_MIN);
    struct points max = array_of(m, row, C_MAX), first = array_of(m, row, C_FIRST);
    struct points last = array_of(m, row, C_LAST), first_t = array_of(m, row, C_FIRST_T);
    struct points last_t = array_of(m, row, C_LAST_T);

    for (size_t i = 0; i < t.n; i++) {
        struct bucket *into = bucket_at(m, s, clip, points_time(&t, i));
        struct bucket b = {
            .n = points_int(&n, i),
            .sum = real_or_zero(&sum, i),
            .min = real_or_zero(&min, i),
            .max = real_or_zero(&max, i),
            .first = real_or_zero(&first, i),
            .last = real_or_zero(&last, i),
            .first_t = first_t.n ? points_time(&first_t, i) : 0,
            .last_t = last_t.n ? points_time(&last_t, i) : 0,
        };

        if (into)
            bucket_add(into, &b);
    }
}

static void merge_row(const struct merge *m, int row)
{
    struct answer_series *s = member_of(m, int_of(m, row, C_SERIES))->into;
    struct clip clip = { .from = time_of(m, row, C_FROM), .to = time_of(m, row, C_TO) };

    if (level_of(m, row) == ROW_SEGMENT)
        merge_segment(m, row, s, &clip);
    else
        merge_chunk(m, row, s, &clip);
}

enum err answer_read(struct ctx *c, const struct db_rows *rows, int first, int end, int column,
                     const struct question *q, struct answer *a)
{
    struct merge m = {
        .c = c, .rows = rows, .first = first, .end = end, .column = column, .answer = a
    };
    int row;
    enum err e;

    memset(a, 0, sizeof(*a));
    if (first == end || level_of(&m, first) != ROW_HEAD)
        BUG("an answer without a head");
    if ((e = read_head(&m, q)) != OK)
        return e;
    row = read_members(&m);
    if ((e = group_members(&m)) != OK)
        return e;
    for (; a->n_buckets && row < end; row++)
        merge_row(&m, row);
    return OK;
}
