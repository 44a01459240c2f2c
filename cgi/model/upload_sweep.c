/* Raw files that were kept long enough, and what lies in the store and belongs to nothing, are removed
 * here. */
#include <inttypes.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/field.h"
#include "base/log.h"
#include "base/rowmap.h"
#include "base/settings.h"
#include "base/str.h"
#include "model/dataset.h"
#include "model/upload.h"
#include "sql/registry.h"

/* An upload may still be running when its URL has expired, and a sample is put before it is known. */
#define GRACE_SECONDS 3600
#define ASKED 500

struct question {
    struct field_strs tenants, datasets, versions, taken;
};

static struct field_strs strs(struct ctx *c, size_t n)
{
    return (struct field_strs){ arena_array(c->arena, const char *, n), n };
}

static struct question ask_about(struct ctx *c, const struct object_found *list, size_t n)
{
    struct question q = { strs(c, n), strs(c, n), strs(c, n), strs(c, n) };

    for (size_t i = 0; i < n; i++) {
        q.tenants.data[i] = list[i].tenant_id;
        q.datasets.data[i] = list[i].dataset_id;
        q.versions.data[i] = arena_printf(c->arena, "%" PRId64, list[i].version);
        q.taken.data[i] = list[i].taken ? "t" : "f";
    }
    return q;
}

static enum err remove_one(struct ctx *c, const struct object_found *found)
{
    const char *object;
    enum err e;

    c->who.tenant_id = found->tenant_id;
    object = dataset_object(c, found->dataset_id, found->version);
    e = found->taken ? object_remove(c, object) : object_forget(c, object);
    if (e == OK)
        log_info("an object that belongs to nothing was removed", LOG_STR("object", object));
    c->who.tenant_id = NULL;
    return e;
}

/* Removes those of up to ASKED objects that the database does not know. */
static enum err sweep_some(struct ctx *c, const struct object_found *list, size_t n, size_t *n_r)
{
    struct question q = ask_about(c, list, n);
    const struct db_rows *rows;
    int64_t at;
    enum err e = db_query(c, &Q_UPLOAD_UNKNOWN, &rows, db_list(&q.tenants), db_list(&q.datasets),
                          db_list(&q.versions), db_list(&q.taken));

    for (int i = 0; e == OK && i < db_count(rows); i++) {
        if (!str_to_int64(db_value(rows, i, "n"), &at) || at < 1 || at > (int64_t)n)
            BUG("object %s of %zu", db_value(rows, i, "n"), n);
        if ((e = remove_one(c, &list[at - 1])) == OK)
            (*n_r)++;
    }
    return e;
}

enum err upload_sweep(struct ctx *c, size_t *n_r)
{
    struct object_found *list;
    size_t n;
    enum err e = object_list(c, settings.upload_minutes * 60 + GRACE_SECONDS, &list, &n);

    *n_r = 0;
    for (size_t i = 0; e == OK && i < n; i += ASKED)
        e = sweep_some(c, list + i, n - i < ASKED ? n - i : ASKED, n_r);
    return e;
}

static const struct field expired_fields[] = {
    FIELD(struct object_found, tenant_id, "tenantId", FIELD_UUID, 0),
    FIELD(struct object_found, dataset_id, "datasetId", FIELD_UUID, 0),
    FIELD(struct object_found, version, "version", FIELD_INT, 0),
    FIELD_END,
};

/* Noted first: a file that stays behind is then one that belongs to nothing, and is swept. */
static enum err expire_one(struct ctx *c, const struct object_found *file)
{
    enum err e;

    c->who.tenant_id = file->tenant_id;
    e = db_query(c, &Q_UPLOAD_REMOVED, NULL, db_uuid(file->dataset_id), db_int(file->version));
    if (e == OK)
        e = object_remove(c, dataset_object(c, file->dataset_id, file->version));
    c->who.tenant_id = NULL;
    return e;
}

enum err upload_expire(struct ctx *c, size_t *n_r)
{
    const struct db_rows *rows;
    struct object_found *list;
    size_t n;
    enum err e = db_query(c, &Q_UPLOAD_EXPIRED, &rows, db_int(settings.keep_files));

    *n_r = 0;
    if (e != OK)
        return e;
    list = row_read_all(c->arena, rows, expired_fields, sizeof(*list), &n);
    for (; *n_r < n && e == OK; (*n_r)++)
        e = expire_one(c, &list[*n_r]);
    if (n)
        log_info("raw files were kept long enough", LOG_INT("files", (int64_t)*n_r));
    return e;
}
