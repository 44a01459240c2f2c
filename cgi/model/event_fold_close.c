/* Hours that are over are closed: rows of the tail become chunks, minutes become moments.
 *
 * One tenant at a time and a bounded number of rows, so that no fold has to wait long. */
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/digest.h"
#include "base/rowmap.h"
#include "base/timeutil.h"
#include "model/event_fold_work.h"
#include "sql/registry.h"

/* Events are mostly on time; who comes later makes a chunk more. */
#define GRACE (10 * TIME_MINUTE)
/* The overview's hour and the one before it are read from minutes. */
#define MINUTES_KEPT (2 * TIME_HOUR)
#define ROWS 10000
#define USER_MINUTES 500
#define LEVEL_DAY 4

struct due {
    const char *tenant_id;
    int64_t part_id, last_series, last_t, rows; /* rows 0: nothing in the tail */
};

static const struct field due_fields[] = {
    FIELD(struct due, tenant_id, "tenantId", FIELD_UUID, 0),
    FIELD(struct due, part_id, "partId", FIELD_INT, 0),
    FIELD(struct due, last_series, "lastSeries", FIELD_INT, FIELD_NULLABLE),
    FIELD(struct due, last_t, "lastT", FIELD_TIME, FIELD_NULLABLE),
    FIELD(struct due, rows, "rows", FIELD_INT, FIELD_NULLABLE),
    FIELD_END,
};

/* One closing in the making. */
struct closing {
    struct fold *f;
    struct due due;
    int64_t tail_end, minutes_end; /* rows before these are closed */
    const struct db_rows *digests, *users;
    int64_t last_minute; /* up to which users are known by the quarter; 0: none */
    size_t n_minutes;
};

static const int64_t units[LEVEL_DAY + 1] = { 0, TIME_MINUTE, 15 * TIME_MINUTE, TIME_HOUR,
                                              TIME_DAY };

static int64_t start_of(int64_t t, int level)
{
    return fold_floor(t, units[level]);
}

/* ---- Digests ---- */

struct digests {
    struct db_array series, levels, times, packed;
};

static void put_digest(struct digests *out, int64_t series, int level, int64_t t,
                       struct centroid *list, size_t n)
{
    uint8_t packed[DIGEST_ROOM];

    digest_sort(list, n);
    n = digest_compress(list, n);
    db_array_int(&out->series, series);
    db_array_int(&out->levels, level);
    db_array_time(&out->times, t);
    db_array_bytes(&out->packed, packed, digest_pack(packed, list, n));
}

/* The rows come by series and time: neighbours make a bucket. */
static void bucket_digests(struct closing *k, struct digests *out, int level)
{
    struct centroid *list = arena_array(k->f->c->arena, struct centroid, 2 * DIGEST_MAX);
    int64_t series = 0, t = 0;
    size_t n = 0;

    for (int i = 0; i < db_count(k->digests); i++) {
        int64_t row_series = fold_int(k->digests, i, 0);
        int64_t row_t = start_of(fold_time(k->digests, i, 1), level);
        int len;
        const uint8_t *p = db_bytes(k->digests, i, 2, &len), *end = p + len;

        if (n && (row_series != series || row_t != t)) {
            put_digest(out, series, level, t, list, n);
            n = 0;
        }
        series = row_series;
        t = row_t;
        if (n > DIGEST_MAX) {
            digest_sort(list, n);
            n = digest_compress(list, n);
        }
        n += digest_unpack(&p, end, list + n);
    }
    if (n)
        put_digest(out, series, level, t, list, n);
}

static void add_digests(struct closing *k, struct db_batch *b)
{
    struct arena *a = k->f->c->arena;
    size_t room = (size_t)db_count(k->digests) * LEVEL_DAY;
    struct digests out = { db_array(a, DB_BIGINT, room), db_array(a, DB_SMALLINT, room),
                           db_array(a, DB_TIMESTAMPTZ, room), db_array(a, DB_BYTEA, room) };

    if (!room)
        return;
    for (int level = 1; level <= LEVEL_DAY; level++)
        bucket_digests(k, &out, level);
    db_add(b, &Q_EVENT_FOLD_ADD_DIGESTS, db_uuid(k->due.tenant_id), db_int(k->due.part_id),
           db_array_arg(&out.series), db_array_arg(&out.levels), db_array_arg(&out.times),
           db_array_arg(&out.packed));
}

/* ---- Users ---- */

struct sketches {
    struct db_array levels, times, packed;
};

static void merge_row(struct hll *h, const struct db_rows *rows, int row)
{
    int len;
    const uint8_t *packed = db_bytes(rows, row, 2, &len);

    if (packed)
        hll_merge(h, packed, (size_t)len);
}

/* What a moment knows already. */
static void merge_before(const struct closing *k, struct hll *h, int level, int64_t t)
{
    for (int i = (int)k->n_minutes; i < db_count(k->users); i++)
        if (fold_int(k->users, i, 0) == level && fold_time(k->users, i, 1) == t)
            merge_row(h, k->users, i);
}

static void put_moment(const struct closing *k, struct sketches *out, struct hll *h, int level,
                       int64_t t)
{
    uint8_t packed[HLL_ROOM];

    merge_before(k, h, level, t);
    db_array_int(&out->levels, level);
    db_array_time(&out->times, t);
    db_array_bytes(&out->packed, packed, hll_pack(packed, h));
    memset(h, 0, sizeof(*h));
}

static void moments_of(const struct closing *k, struct sketches *out, int level)
{
    struct hll h = { 0 };
    int64_t t = 0;

    for (int i = 0; i < (int)k->n_minutes; i++) {
        int64_t start = start_of(fold_time(k->users, i, 1), level);

        if (i > 0 && start != t)
            put_moment(k, out, &h, level, t);
        t = start;
        merge_row(&h, k->users, i);
    }
    put_moment(k, out, &h, level, t);
}

static void count_minutes(struct closing *k)
{
    while ((int)k->n_minutes < db_count(k->users) && fold_int(k->users, (int)k->n_minutes, 0) == 1)
        k->n_minutes++;
    if (k->n_minutes)
        k->last_minute = fold_time(k->users, (int)k->n_minutes - 1, 1);
}

static void add_moments(struct closing *k, struct db_batch *b)
{
    struct arena *a = k->f->c->arena;
    struct sketches out = { db_array(a, DB_SMALLINT, k->n_minutes),
                            db_array(a, DB_TIMESTAMPTZ, k->n_minutes),
                            db_array(a, DB_BYTEA, k->n_minutes) };

    if (!k->n_minutes)
        return;
    for (int level = 2; level <= LEVEL_DAY; level++)
        moments_of(k, &out, level);
    db_add(b, &Q_EVENT_FOLD_SET_MOMENTS, db_uuid(k->due.tenant_id), db_array_arg(&out.levels),
           db_array_arg(&out.times), db_array_arg(&out.packed));
    db_add(b, &Q_EVENT_FOLD_DROP_MINUTES, db_uuid(k->due.tenant_id), db_time(k->last_minute));
}

/* ---- The transaction ---- */

static enum err find_due(struct closing *k, bool *found_r)
{
    const struct db_rows *rows;
    enum err e =
        db_query(k->f->c, &Q_EVENT_FOLD_CLOSE_DUE, &rows, db_time(k->tail_end), db_int(ROWS));

    *found_r = e == OK && db_count(rows) > 0;
    if (*found_r)
        row_read(k->f->c->arena, rows, 0, due_fields, &k->due);
    return e;
}

static enum err read_open(struct closing *k)
{
    struct db_batch *b = db_batch(k->f->c);
    int digests = db_add_binary(b, &Q_EVENT_FOLD_CLOSE_DIGESTS, db_uuid(k->due.tenant_id),
                                db_time(k->tail_end), db_int(k->due.last_series),
                                k->due.rows ? db_time(k->due.last_t) : db_null());
    int users = db_add_binary(b, &Q_EVENT_FOLD_CLOSE_USERS, db_uuid(k->due.tenant_id),
                              db_time(k->minutes_end), db_int(USER_MINUTES));
    enum err e = db_run(b);

    if (e != OK)
        return e;
    k->digests = db_rows(b, digests);
    k->users = db_rows(b, users);
    count_minutes(k);
    return OK;
}

static int add_closing(struct closing *k, struct db_batch *b)
{
    add_digests(k, b);
    if (k->due.rows)
        db_add(b, &Q_EVENT_FOLD_CLOSE_POINTS, db_uuid(k->due.tenant_id), db_int(k->due.part_id),
               db_time(k->tail_end), db_int(k->due.last_series), db_time(k->due.last_t));
    add_moments(k, b);
    return db_add_binary(b, &Q_EVENT_FOLD_CLOSE_MINUTES, db_uuid(k->due.tenant_id),
                         db_time(k->minutes_end), db_int(ROWS));
}

/* Whether there is more of this tenant to close at once. */
static enum err note_closed(struct closing *k, int64_t minutes)
{
    bool more = k->due.rows >= ROWS || minutes >= ROWS || k->n_minutes >= USER_MINUTES;

    return db_query(k->f->c, &Q_EVENT_FOLD_CLOSED, NULL, db_uuid(k->due.tenant_id), db_flag(more));
}

enum err fold_close(struct fold *f)
{
    struct closing k = { .f = f,
                         .tail_end = start_of(f->now - GRACE, 3),
                         .minutes_end = start_of(f->now - MINUTES_KEPT, 3) };
    struct db_batch *b;
    bool found;
    int minutes;
    enum err e;

    if ((e = db_begin(f->c)) != OK || (e = find_due(&k, &found)) != OK)
        return e;
    if (!found) {
        db_rollback(f->c);
        f->closing_due = false;
        return OK;
    }
    if ((e = read_open(&k)) != OK)
        return e;
    b = db_batch(f->c);
    minutes = add_closing(&k, b);
    if ((e = db_run(b)) != OK || (e = note_closed(&k, fold_int(db_rows(b, minutes), 0, 0))) != OK)
        return e;
    return db_commit(f->c);
}
