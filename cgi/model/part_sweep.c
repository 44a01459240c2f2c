/* What dead parts and deleted datasets left behind is removed here, in batches short enough that no
 * transaction lasts. */
#include <inttypes.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "model/part.h"
#include "sql/registry.h"

/* Rows that one transaction removes. */
#define ROWS 5000

struct waste {
    const char *tenant_id, *dataset_id;
    int64_t id;
};

static const struct field waste_fields[] = {
    FIELD(struct waste, tenant_id, "tenantId", FIELD_UUID, 0),
    FIELD(struct waste, dataset_id, "datasetId", FIELD_UUID, 0),
    FIELD(struct waste, id, "id", FIELD_INT, 0),
    FIELD_END,
};

struct slice {
    int64_t id;
};

static const struct field slice_fields[] = {
    FIELD(struct slice, id, "id", FIELD_INT, 0),
    FIELD_END,
};

/* The ids of the next series of a dataset; *first_r > *last_r when there are no more. */
static enum err next_slice(struct ctx *c, const char *dataset_id, int64_t after, int64_t *first_r,
                           int64_t *last_r)
{
    const struct db_rows *rows;
    struct slice *s;
    size_t n;
    enum err e = db_query(c, &Q_PART_SERIES_AFTER, &rows, db_uuid(dataset_id), db_int(after));

    if (e != OK)
        return e;
    s = row_read_all(c->arena, rows, slice_fields, sizeof(*s), &n);
    *first_r = n ? s[0].id : 1;
    *last_r = n ? s[n - 1].id : 0;
    return OK;
}

/* Removes the rows of one table in slices of rows, for a few series may have very many. */
static enum err sweep_table(struct ctx *c, const struct query *q, const struct waste *w,
                            int64_t first, int64_t last)
{
    const struct db_rows *rows;
    enum err e;

    do
        e = db_query(c, q, &rows, db_uuid(w->dataset_id), db_int(w->id), db_int(first),
                     db_int(last), db_int(ROWS));
    while (e == OK && db_affected(rows) == ROWS);
    return e;
}

static enum err sweep_slice(struct ctx *c, const struct waste *w, int64_t first, int64_t last)
{
    static const struct query *const tables[] = { &Q_PART_SWEEP_SEGMENTS, &Q_PART_SWEEP_DIGESTS,
                                                  &Q_PART_SWEEP_ROLLUPS };
    enum err e = OK;

    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]) && e == OK; i++)
        e = sweep_table(c, tables[i], w, first, last);
    return e;
}

static enum err sweep_points(struct ctx *c, const struct waste *w)
{
    int64_t first, last = 0;
    enum err e;

    for (;;) {
        if ((e = next_slice(c, w->dataset_id, last, &first, &last)) != OK || first > last)
            return e;
        if ((e = sweep_slice(c, w, first, last)) != OK)
            return e;
    }
}

static enum err sweep_one(struct ctx *c, const struct waste *w)
{
    struct db_batch *b;
    enum err e;

    if ((e = sweep_points(c, w)) != OK)
        return e;
    b = db_batch(c);
    db_add(b, &Q_PART_SWEEP_PART_SERIES, db_int(w->id));
    db_add(b, &Q_PART_SWEEP_METRICS, db_int(w->id));
    db_add(b, &Q_PART_SWEEP_REJECTS, db_uuid(w->dataset_id), db_int(w->id));
    db_add(b, &Q_PART_ERASE, db_uuid(w->dataset_id), db_int(w->id));
    return db_run(b);
}

enum err part_sweep(struct ctx *c, size_t *n_r)
{
    const struct db_rows *rows;
    struct waste *list;
    enum err e;

    if ((e = db_query0(c, &Q_PART_ABANDONED, NULL)) != OK ||
        (e = db_query0(c, &Q_PART_DEAD, &rows)) != OK)
        return e;
    list = row_read_all(c->arena, rows, waste_fields, sizeof(*list), n_r);
    for (size_t i = 0; i < *n_r; i++) {
        c->who.tenant_id = list[i].tenant_id;
        if ((e = sweep_one(c, &list[i])) != OK)
            break;
    }
    c->who.tenant_id = NULL;
    return e;
}

enum err part_purge(struct ctx *c, const char *dataset_id)
{
    const struct db_rows *rows;
    struct waste *list;
    size_t n;
    struct db_batch *b;
    enum err e;

    if ((e = db_query(c, &Q_PART_KILL_ALL, NULL, db_uuid(dataset_id))) != OK ||
        (e = db_query(c, &Q_PART_OF_DATASET, &rows, db_uuid(dataset_id))) != OK)
        return e;
    list = row_read_all(c->arena, rows, waste_fields, sizeof(*list), &n);
    for (size_t i = 0; i < n; i++)
        if ((e = sweep_one(c, &list[i])) != OK)
            return e;
    b = db_batch(c);
    db_add(b, &Q_PART_ERASE_REJECTS, db_uuid(dataset_id));
    db_add(b, &Q_PART_ERASE_SERIES, db_uuid(dataset_id));
    return db_run(b);
}
