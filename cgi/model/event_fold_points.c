/* Deltas become points of series and of totals, and the values that were sent go into digests. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/digest.h"
#include "model/event_fold_work.h"
#include "sql/registry.h"

struct part {
    const struct fold_delta *delta;
    int64_t series;
};

static int by_series(const void *pa, const void *pb)
{
    const struct part *a = pa, *b = pb;
    int order = memcmp(a->delta->tenant, b->delta->tenant, UUID_BYTES);

    if (order)
        return order;
    if (a->series != b->series)
        return a->series < b->series ? -1 : 1;
    if (a->delta->minute != b->delta->minute)
        return a->delta->minute < b->delta->minute ? -1 : 1;
    return a->delta < b->delta ? -1 : a->delta > b->delta;
}

static size_t list_parts(const struct fold *f, struct part *out)
{
    size_t n = 0;

    for (size_t i = 0; i < f->n_deltas; i++) {
        const struct fold_delta *d = &f->deltas[i];

        if (d->series)
            out[n++] = (struct part){ d, d->series };
        if (d->series && d->total)
            out[n++] = (struct part){ d, d->total };
    }
    qsort(out, n, sizeof(*out), by_series);
    return n;
}

static bool belongs(const struct fold_point *p, const struct part *part)
{
    return p->series == part->series && p->t == part->delta->minute &&
           memcmp(p->tenant, part->delta->tenant, UUID_BYTES) == 0;
}

static struct fold_point begin_point(const struct part *part, size_t from)
{
    const struct fold_delta *d = part->delta;

    return (struct fold_point){
        .tenant = d->tenant,
        .series = part->series,
        .t = d->minute,
        .n = d->n,
        .sum = d->sum,
        .min = d->min,
        .max = d->max,
        .first = d->first,
        .last = d->last,
        .first_t = d->first_t,
        .last_t = d->last_t,
        .from = from,
        .count = 1,
    };
}

static void add_part(struct fold_point *p, const struct fold_delta *d)
{
    p->count++;
    p->n += d->n;
    p->sum += d->sum;
    if (d->min < p->min)
        p->min = d->min;
    if (d->max > p->max)
        p->max = d->max;
    if (d->first_t < p->first_t) {
        p->first_t = d->first_t;
        p->first = d->first;
    }
    if (d->last_t >= p->last_t) {
        p->last_t = d->last_t;
        p->last = d->last;
    }
}

void fold_make_points(struct fold *f)
{
    struct part *parts = arena_array(f->c->arena, struct part, f->n_deltas * 2 + 1);
    size_t n = list_parts(f, parts);
    struct fold_point *p = NULL;

    f->parts = arena_array(f->c->arena, const struct fold_delta *, n + 1);
    f->points = arena_array(f->c->arena, struct fold_point, n + 1);
    for (size_t i = 0; i < n; i++) {
        f->parts[i] = parts[i].delta;
        if (p && belongs(p, &parts[i])) {
            add_part(p, parts[i].delta);
            continue;
        }
        p = &f->points[f->n_points++];
        *p = begin_point(&parts[i], i);
    }
}

static size_t count_reals(const struct fold *f, const struct fold_point *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->count; i++)
        n += f->parts[p->from + i]->reals.n;
    return n;
}

int fold_read_digests(struct fold *f, struct db_batch *b)
{
    struct db_array tenants = db_array(f->c->arena, DB_UUID, f->n_points);
    struct db_array series = db_array(f->c->arena, DB_BIGINT, f->n_points);
    struct db_array times = db_array(f->c->arena, DB_TIMESTAMPTZ, f->n_points);
    bool some = false;

    for (size_t i = 0; i < f->n_points; i++) {
        const struct fold_point *p = &f->points[i];
        bool grows = count_reals(f, p) > 0;

        some |= grows;
        db_array_bytes(&tenants, p->tenant, UUID_BYTES);
        db_array_int(&series, grows ? p->series : 0);
        db_array_time(&times, p->t);
    }
    if (!some)
        return -1;
    return db_add_binary(b, &Q_EVENT_FOLD_DIGESTS, db_array_arg(&tenants), db_array_arg(&series),
                         db_array_arg(&times));
}

/* The digest of `before` (NULL: none) and of all values that the point's parts were sent. */
static void grow(struct fold *f, struct fold_point *p, const uint8_t *before, size_t len)
{
    size_t n = count_reals(f, p);
    struct centroid *list = arena_array(f->c->arena, struct centroid, n + DIGEST_MAX);
    uint8_t *packed = arena_alloc(f->c->arena, DIGEST_ROOM);

    n = 0;
    if (before)
        n = digest_unpack(&before, before + len, list);
    for (size_t i = 0; i < p->count; i++) {
        const struct points *reals = &f->parts[p->from + i]->reals;

        for (size_t k = 0; k < reals->n; k++)
            list[n++] = (struct centroid){ points_real(reals, k), 1 };
    }
    digest_sort(list, n);
    n = digest_compress(list, n);
    p->digest = packed;
    p->digest_len = digest_pack(packed, list, n);
}

void fold_grow_digests(struct fold *f, const struct db_rows *rows)
{
    for (int i = 0; i < db_count(rows); i++) {
        int len;
        const uint8_t *before = db_bytes(rows, i, 1, &len);

        grow(f, &f->points[fold_int(rows, i, 0) - 1], before, (size_t)len);
    }
    for (size_t i = 0; i < f->n_points; i++)
        if (!f->points[i].digest && count_reals(f, &f->points[i]))
            grow(f, &f->points[i], NULL, 0);
}

enum column {
    TENANT,
    SERIES,
    TIME,
    N,
    SUM,
    MIN,
    MAX,
    FIRST,
    LAST,
    FIRST_T,
    LAST_T,
    DIGEST,
    COLUMNS
};

static const enum db_type types[COLUMNS] = {
    [TENANT] = DB_UUID, [SERIES] = DB_BIGINT,       [TIME] = DB_TIMESTAMPTZ,   [N] = DB_BIGINT,
    [SUM] = DB_FLOAT8,  [MIN] = DB_FLOAT8,          [MAX] = DB_FLOAT8,         [FIRST] = DB_FLOAT8,
    [LAST] = DB_FLOAT8, [FIRST_T] = DB_TIMESTAMPTZ, [LAST_T] = DB_TIMESTAMPTZ, [DIGEST] = DB_BYTEA,
};

static void add_point(struct db_array col[COLUMNS], const struct fold_point *p)
{
    db_array_bytes(&col[TENANT], p->tenant, UUID_BYTES);
    db_array_int(&col[SERIES], p->series);
    db_array_time(&col[TIME], p->t);
    db_array_int(&col[N], p->n);
    db_array_real(&col[SUM], p->sum);
    db_array_real(&col[MIN], p->min);
    db_array_real(&col[MAX], p->max);
    db_array_real(&col[FIRST], p->first);
    db_array_real(&col[LAST], p->last);
    db_array_time(&col[FIRST_T], p->first_t);
    db_array_time(&col[LAST_T], p->last_t);
    if (p->digest)
        db_array_bytes(&col[DIGEST], p->digest, p->digest_len);
    else
        db_array_null(&col[DIGEST]);
}

void fold_add_points(struct fold *f, struct db_batch *b)
{
    struct db_array col[COLUMNS];
    struct db_arg args[COLUMNS];

    if (!f->n_points)
        return;
    for (int k = 0; k < COLUMNS; k++)
        col[k] = db_array(f->c->arena, types[k], f->n_points);
    for (size_t i = 0; i < f->n_points; i++)
        add_point(col, &f->points[i]);
    for (int k = 0; k < COLUMNS; k++)
        args[k] = db_array_arg(&col[k]);
    db_add_(b, &Q_EVENT_FOLD_ADD_POINTS, args, COLUMNS);
}
