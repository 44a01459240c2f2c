/* Deltas are taken, and all that they say is added, in one transaction. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/rowmap.h"
#include "base/timeutil.h"
#include "model/event_fold_work.h"
#include "sql/registry.h"

/* A fold takes as much as it can add in a fraction of a second: deltas of a tenant, tenants, deltas. */
#define TENANT_DELTAS 3000
#define TENANTS 500
#define DELTAS 20000
#define TENANT_PAUSE_MS 190
/* Sums beyond it are infinite: PostgreSQL refuses to add finite numbers to an infinite one. */
#define SUM_MAX 1e300

enum taken {
    T_TENANT,
    T_TYPE,
    T_LABELS,
    T_MINUTE,
    T_N,
    T_SUM,
    T_MIN,
    T_MAX,
    T_FIRST,
    T_LAST,
    T_FIRST_T,
    T_LAST_T,
    T_REALS,
    T_USERS,
    T_INVALID
};

int64_t fold_floor(int64_t t, int64_t unit)
{
    int64_t rest = t % unit;

    return t - rest - (rest < 0 ? unit : 0);
}

int64_t fold_int(const struct db_rows *rows, int row, int column)
{
    int len;
    const void *p = db_bytes(rows, row, column, &len);

    if (!p)
        return 0;
    return len == 4 ? (int32_t)points_be32(p) : (int64_t)points_be64(p);
}

int64_t fold_time(const struct db_rows *rows, int row, int column)
{
    const void *p = db_bytes(rows, row, column, NULL);

    return p ? (int64_t)points_be64(p) + POINTS_EPOCH : FIELD_TIME_NONE;
}

double fold_real(const struct db_rows *rows, int row, int column)
{
    int64_t bits = fold_int(rows, row, column);
    double v;

    memcpy(&v, &bits, sizeof(v));
    return v;
}

static const char *text_of(struct fold *f, const struct db_rows *rows, int row, int column)
{
    int len;
    const char *p = db_bytes(rows, row, column, &len);

    return p ? arena_strndup(f->c->arena, p, (size_t)len) : NULL;
}

static struct points array_of(const struct db_rows *rows, int row, int column)
{
    int len = 0;
    const void *p = db_bytes(rows, row, column, &len);

    return points_open(p, p ? len : 0);
}

static double sum_of(const struct db_rows *rows, int row)
{
    double sum = fold_real(rows, row, T_SUM);

    return fabs(sum) > SUM_MAX ? copysign(INFINITY, sum) : sum;
}

static void read_deltas(struct fold *f, const struct db_rows *rows)
{
    f->n_deltas = (size_t)db_count(rows);
    f->deltas = arena_array(f->c->arena, struct fold_delta, f->n_deltas + 1);
    for (int i = 0; i < db_count(rows); i++)
        f->deltas[i] = (struct fold_delta){
            .tenant = db_bytes(rows, i, T_TENANT, NULL),
            .type = text_of(f, rows, i, T_TYPE),
            .labels = text_of(f, rows, i, T_LABELS),
            .minute = fold_time(rows, i, T_MINUTE),
            .n = fold_int(rows, i, T_N),
            .sum = sum_of(rows, i),
            .min = fold_real(rows, i, T_MIN),
            .max = fold_real(rows, i, T_MAX),
            .first = fold_real(rows, i, T_FIRST),
            .last = fold_real(rows, i, T_LAST),
            .first_t = fold_time(rows, i, T_FIRST_T),
            .last_t = fold_time(rows, i, T_LAST_T),
            .reals = array_of(rows, i, T_REALS),
            .users = array_of(rows, i, T_USERS),
            .invalid = fold_int(rows, i, T_INVALID),
        };
}

struct pending {
    bool deltas, closing;
};

static const struct field pending_fields[] = {
    FIELD(struct pending, deltas, "deltas", FIELD_BOOL, 0),
    FIELD(struct pending, closing, "closing", FIELD_BOOL, 0),
    FIELD_END,
};

static void read_pending(struct fold *f, const struct db_rows *rows)
{
    struct pending p;

    row_read(f->c->arena, rows, 0, pending_fields, &p);
    f->deltas_left = p.deltas;
    f->closing_due = p.closing;
}

enum err fold_look(struct fold *f)
{
    const struct db_rows *rows;
    enum err e = db_query0(f->c, &Q_EVENT_FOLD_PENDING, &rows);

    if (e == OK)
        read_pending(f, rows);
    return e;
}

static enum err take(struct fold *f)
{
    struct db_batch *b = db_batch(f->c);
    int taken = db_add_binary(b, &Q_EVENT_FOLD_TAKE, db_int(TENANT_DELTAS), db_int(TENANTS),
                              db_int(DELTAS), db_int(TENANT_PAUSE_MS));
    int pending = db_add0(b, &Q_EVENT_FOLD_PENDING);
    enum err e = db_run(b);

    if (e != OK)
        return e;
    read_deltas(f, db_rows(b, taken));
    read_pending(f, db_rows(b, pending));
    return OK;
}

static void count_delta(struct fold_tenant *t, const struct fold_delta *d)
{
    t->count++;
    t->invalid += d->invalid;
    if (!d->type)
        return;
    t->n += d->n;
    if (t->first_at == FIELD_TIME_NONE || d->first_t < t->first_at)
        t->first_at = d->first_t;
    if (t->last_at == FIELD_TIME_NONE || d->last_t > t->last_at)
        t->last_at = d->last_t;
}

static void find_tenants(struct fold *f)
{
    struct fold_tenant *t = NULL;

    f->tenants = arena_array(f->c->arena, struct fold_tenant, f->n_deltas);
    for (size_t i = 0; i < f->n_deltas; i++) {
        const struct fold_delta *d = &f->deltas[i];

        if (!t || memcmp(t->id, d->tenant, UUID_BYTES) != 0) {
            t = &f->tenants[f->n_tenants++];
            *t = (struct fold_tenant){ .id = d->tenant,
                                       .from = i,
                                       .first_at = FIELD_TIME_NONE,
                                       .last_at = FIELD_TIME_NONE,
                                       .audience_rows = -1 };
        }
        count_delta(t, d);
    }
}

/* The series of every delta, and the users' sketches as they are. */
static enum err find_series(struct fold *f)
{
    struct db_array tenants = db_array(f->c->arena, DB_UUID, f->n_deltas);
    struct db_array types = db_array(f->c->arena, DB_TEXT, f->n_deltas);
    struct db_array labels = db_array(f->c->arena, DB_JSONB, f->n_deltas);
    struct db_batch *b = db_batch(f->c);
    const struct db_rows *rows;
    int series, users;
    enum err e;

    for (size_t i = 0; i < f->n_deltas; i++) {
        const struct fold_delta *d = &f->deltas[i];

        db_array_bytes(&tenants, d->tenant, UUID_BYTES);
        db_array_text(&types, d->type);
        db_array_json(&labels, d->labels, strlen(d->labels));
    }
    series = db_add_binary(b, &Q_EVENT_FOLD_SERIES, db_array_arg(&tenants), db_array_arg(&types),
                           db_array_arg(&labels));
    users = fold_read_users(f, b);
    if ((e = db_run(b)) != OK)
        return e;
    rows = db_rows(b, series);
    for (int i = 0; i < db_count(rows); i++) {
        struct fold_delta *d = &f->deltas[fold_int(rows, i, 0) - 1];

        d->series = fold_int(rows, i, 1);
        d->total = fold_int(rows, i, 2);
    }
    if (users >= 0)
        fold_grow_users(f, db_rows(b, users));
    return OK;
}

static enum err find_digests(struct fold *f)
{
    struct db_batch *b = db_batch(f->c);
    int digests = fold_read_digests(f, b);
    enum err e;

    if (digests < 0)
        return OK;
    if ((e = db_run(b)) == OK)
        fold_grow_digests(f, db_rows(b, digests));
    return e;
}

static int add_tenants(struct fold *f, struct db_batch *b)
{
    struct arena *a = f->c->arena;
    struct db_array ids = db_array(a, DB_UUID, f->n_tenants);
    struct db_array n = db_array(a, DB_BIGINT, f->n_tenants);
    struct db_array invalid = db_array(a, DB_BIGINT, f->n_tenants);
    struct db_array first = db_array(a, DB_TIMESTAMPTZ, f->n_tenants);
    struct db_array last = db_array(a, DB_TIMESTAMPTZ, f->n_tenants);

    for (size_t i = 0; i < f->n_tenants; i++) {
        const struct fold_tenant *t = &f->tenants[i];

        db_array_bytes(&ids, t->id, UUID_BYTES);
        db_array_int(&n, t->n);
        db_array_int(&invalid, t->invalid);
        db_array_time(&first, t->first_at);
        db_array_time(&last, t->last_at);
    }
    return db_add_binary(b, &Q_EVENT_FOLD_TENANTS, db_array_arg(&ids), db_array_arg(&n),
                         db_array_arg(&invalid), db_array_arg(&first), db_array_arg(&last));
}

static void read_tenants(struct fold *f, const struct db_rows *rows)
{
    for (int i = 0; i < db_count(rows); i++) {
        struct fold_tenant *t = &f->tenants[fold_int(rows, i, 0) - 1];

        t->events = fold_int(rows, i, 1);
        t->all_invalid = fold_int(rows, i, 2);
        t->seq = fold_int(rows, i, 3);
    }
}

/* The counters of the topics are raised last: their rows stay locked until the commit. */
static enum err store(struct fold *f)
{
    struct db_batch *b = db_batch(f->c);
    int feed, tenants;
    enum err e;

    fold_add_points(f, b);
    fold_set_users(f, b);
    feed = audiences_read(f, b);
    tenants = add_tenants(f, b);
    if ((e = db_run(b)) != OK || (e = db_commit(f->c)) != OK)
        return e;
    read_tenants(f, db_rows(b, tenants));
    audiences_tell(f, b, feed);
    return OK;
}

enum err fold_deltas(struct fold *f)
{
    enum err e;

    if ((e = db_begin(f->c)) != OK || (e = take(f)) != OK)
        return e;
    if (!f->n_deltas) {
        db_rollback(f->c);
        return OK;
    }
    find_tenants(f);
    fold_find_users(f);
    if ((e = find_series(f)) != OK)
        return e;
    fold_make_points(f);
    if ((e = find_digests(f)) != OK)
        return e;
    return store(f);
}
