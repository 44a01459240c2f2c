/* Datasets are made, listed, changed, completed and deleted here. */
#include "model/dataset.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/filter.h"
#include "base/json.h"
#include "base/object.h"
#include "base/rowmap.h"
#include "base/settings.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "base/uuid.h"
#include "model/idempotency.h"
#include "model/job.h"
#include "model/mapping.h"
#include "model/topic.h"
#include "model/upload.h"
#include "sql/registry.h"

#define JSON_MAX ((size_t)4 << 20)
#define PLAN_TOLD_MAX 100000

const char *const dataset_file_types[] = { "csv", "json", "ndjson", NULL };

const struct field dataset_fields[] = {
    FIELD(struct dataset, id, "id", FIELD_UUID, 0),
    FIELD(struct dataset, name, "name", FIELD_STR, 0),
    FIELD(struct dataset, description, "description", FIELD_STR, FIELD_NULLABLE),
    FIELD(struct dataset, kind, "kind", FIELD_STR, 0),
    FIELD(struct dataset, file_type, "fileType", FIELD_STR, FIELD_NULLABLE),
    FIELD(struct dataset, status, "status", FIELD_STR, 0),
    FIELD(struct dataset, version, "version", FIELD_INT, 0),
    FIELD(struct dataset, data_version, "dataVersion", FIELD_INT, FIELD_HIDDEN),
    FIELD(struct dataset, row_count, "rowCount", FIELD_INT, 0),
    FIELD(struct dataset, reject_count, "rejectCount", FIELD_INT, 0),
    FIELD(struct dataset, bytes, "bytes", FIELD_INT, 0),
    FIELD(struct dataset, progress, "progress", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct dataset, error, "error", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct dataset, mapping, "mapping", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct dataset, plan, "plan", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct dataset, notes, "notes", FIELD_JSON, 0),
    FIELD(struct dataset, pending, "pending", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct dataset, uploadable, "uploadable", FIELD_BOOL, 0),
    FIELD(struct dataset, first_at, "firstAt", FIELD_TIME, FIELD_NULLABLE),
    FIELD(struct dataset, last_at, "lastAt", FIELD_TIME, FIELD_NULLABLE),
    FIELD(struct dataset, created_at, "createdAt", FIELD_TIME, 0),
    FIELD(struct dataset, ready_at, "readyAt", FIELD_TIME, FIELD_NULLABLE),
    FIELD(struct dataset, deleted_at, "deletedAt", FIELD_TIME, FIELD_NULLABLE),
    FIELD_END,
};

const struct field dataset_input_fields[] = {
    FIELD(struct dataset_input, name, "name", FIELD_STR, FIELD_REQUIRED, .min = 1, .max = 200),
    FIELD(struct dataset_input, description, "description", FIELD_STR, FIELD_NULLABLE, .max = 2000),
    FIELD(struct dataset_input, file_type, "fileType", FIELD_STR, FIELD_REQUIRED,
          .choices = dataset_file_types),
    FIELD(struct dataset_input, mapping, "mapping", FIELD_JSON, FIELD_NULLABLE),
    FIELD_END,
};

const struct field dataset_patch_fields[] = {
    FIELD(struct dataset_input, name, "name", FIELD_STR, 0, .min = 1, .max = 200),
    FIELD(struct dataset_input, description, "description", FIELD_STR, FIELD_NULLABLE, .max = 2000),
    FIELD(struct dataset_input, mapping, "mapping", FIELD_JSON, FIELD_NULLABLE),
    FIELD_END,
};

const struct field dataset_reject_fields[] = {
    FIELD(struct dataset_reject, part_id, "part", FIELD_INT, FIELD_HIDDEN),
    FIELD(struct dataset_reject, n, "n", FIELD_INT, FIELD_HIDDEN),
    FIELD(struct dataset_reject, line, "line", FIELD_INT, 0),
    FIELD(struct dataset_reject, column_name, "column", FIELD_STR, 0),
    FIELD(struct dataset_reject, value, "value", FIELD_STR, 0),
    FIELD(struct dataset_reject, reason, "reason", FIELD_STR, 0),
    FIELD(struct dataset_reject, raw, "raw", FIELD_STR, 0),
    FIELD_END,
};

const struct field dataset_storage_fields[] = {
    FIELD(struct dataset_storage, bytes_files, "bytesFiles", FIELD_INT, 0),
    FIELD(struct dataset_storage, bytes_points, "bytesPoints", FIELD_INT, 0),
    FIELD(struct dataset_storage, datasets, "datasets", FIELD_INT, 0),
    FIELD(struct dataset_storage, running, "running", FIELD_INT, 0),
    FIELD_END,
};

const char *dataset_json(struct ctx *c, const struct dataset *d)
{
    struct str s = str_new(c->arena, JSON_MAX);
    struct json_out w = json_out(&s);
    struct dataset told = *d;

    if (d->plan && strlen(d->plan) > PLAN_TOLD_MAX)
        told.plan = NULL;
    json_thing(&w, dataset_fields, &told);
    return str_c(&s);
}

const char *dataset_object(struct ctx *c, const char *id, int64_t version)
{
    return arena_printf(c->arena, "%s/%s/%" PRId64, c->who.tenant_id, id, version);
}

void dataset_read(struct ctx *c, const struct db_batch *b, int i, struct dataset *d_r)
{
    memset(d_r, 0, sizeof(*d_r));
    row_read(c->arena, db_rows(b, i), 0, dataset_fields, d_r);
}

int64_t dataset_upload_end(void)
{
    return time_now() + settings.upload_minutes * TIME_MINUTE;
}

void dataset_sign_upload(struct ctx *c, const char *id, int64_t version, struct dataset_upload *up)
{
    up->url = object_upload_url(c, dataset_object(c, id, version), up->expires_at / TIME_SECOND);
}

const char *dataset_ingest_payload(struct ctx *c, const char *id, int64_t version)
{
    return arena_printf(c->arena, "{\"datasetId\":\"%s\",\"version\":%" PRId64 "}", id, version);
}

int dataset_add(struct db_batch *b, const struct ctx *c, const char *id,
                const struct dataset_input *in, int64_t upload_until)
{
    db_add(b, &Q_DATASET_INSERT, db_uuid(id), db_text(in->name), db_text(in->description),
           db_uuid(c->who.user_id));
    db_add(b, &Q_DATASET_INSERT_VERSION, db_uuid(id), db_text(in->file_type), db_text(in->mapping),
           db_uuid(c->who.user_id));
    db_add(b, &Q_DATASET_INSERT_UPLOAD, db_uuid(id), db_int(1), db_time(upload_until));
    return db_add(b, &Q_DATASET_BY_ID, db_uuid(id));
}

/* The first answer may have been lost on its way: the dataset is the same, the URL is fresh while
 * it is still of use. */
static enum err create_again(struct ctx *c, const char *id, struct dataset *d_r,
                             struct dataset_upload *up_r)
{
    enum err e = dataset_by_id(c, id, d_r);

    if (e != OK || strcmp(d_r->status, "created") != 0)
        return e;
    up_r->expires_at = dataset_upload_end();
    dataset_sign_upload(c, d_r->id, d_r->version, up_r);
    return db_query(c, &Q_DATASET_RENEW_UPLOAD, NULL, db_uuid(id), db_int(d_r->version),
                    db_time(up_r->expires_at));
}

enum err dataset_create(struct ctx *c, const struct dataset_input *in, struct dataset *d_r,
                        struct dataset_upload *up_r)
{
    const char *topic = topic_of_tenant(c), *first;
    char id[UUID_TEXT];
    struct db_batch *b;
    int made, bump;
    enum err e;

    if ((e = mapping_check(c, in->mapping)) != OK)
        return e;
    uuid_v7(id);
    up_r->expires_at = dataset_upload_end();
    b = db_batch(c);
    idempotency_claim(b, c, id);
    made = dataset_add(b, c, id, in, up_r->expires_at);
    bump = topic_bump(b, topic);
    e = db_run(b);
    if (idempotency_repeated(c, e, &first))
        return create_again(c, first, d_r, up_r);
    if (e != OK)
        return e;
    dataset_read(c, b, made, d_r);
    dataset_sign_upload(c, d_r->id, d_r->version, up_r);
    topic_tell(c, b, bump, topic, "dataset.created", dataset_json(c, d_r));
    return OK;
}

enum err dataset_check_id(struct ctx *c, const char *id)
{
    return uuid_valid(id) ? OK : ctx_fail(c, ERR_NOT_FOUND, "there is no dataset %s", id);
}

enum err dataset_missing(struct ctx *c, enum err e, const char *id)
{
    return e == ERR_NOT_FOUND ? ctx_fail(c, e, "there is no dataset %s", id) : e;
}

enum err dataset_by_id(struct ctx *c, const char *id, struct dataset *d_r)
{
    const struct db_rows *rows;
    enum err e;

    if ((e = dataset_check_id(c, id)) != OK)
        return e;
    if ((e = db_query(c, &Q_DATASET_BY_ID, &rows, db_uuid(id))) != OK)
        return dataset_missing(c, e, id);
    memset(d_r, 0, sizeof(*d_r));
    row_read(c->arena, rows, 0, dataset_fields, d_r);
    return OK;
}

enum err dataset_list(struct ctx *c, int64_t limit, const char *after, struct dataset **list_r,
                      size_t *n_r)
{
    struct filter f = filter_new(c->arena, &Q_DATASET_LIST);
    struct db_batch *b = db_batch(c);
    int list;
    enum err e;

    filter_arg(&f, db_uuid(c->who.tenant_id));
    if (after)
        filter_where(&f, "d.id < $::uuid", db_uuid(after));
    filter_end(&f, "order by d.id desc limit $::integer", db_int(limit + 1));
    list = db_add_filter(b, &f);
    if ((e = db_run(b)) == OK)
        *list_r = row_read_all(c->arena, db_rows(b, list), dataset_fields, sizeof(**list_r), n_r);
    return e;
}

enum err dataset_update(struct ctx *c, const char *id, const struct dataset_input *in,
                        unsigned sent, struct dataset *d_r)
{
    const char *topic = topic_of_tenant(c);
    struct db_batch *b;
    int changed, bump;
    enum err e;

    if ((e = dataset_check_id(c, id)) != OK || (e = mapping_check(c, in->mapping)) != OK)
        return e;
    b = db_batch(c);
    db_add(b, &Q_DATASET_HOLD, db_uuid(id));
    if (sent & DATASET_SENT_MAPPING)
        db_add(b, &Q_DATASET_SET_MAPPING, db_uuid(id), db_text(in->mapping));
    db_add(b, &Q_DATASET_UPDATE, db_uuid(id), db_flag(sent & DATASET_SENT_NAME), db_text(in->name),
           db_flag(sent & DATASET_SENT_DESCRIPTION), db_text(in->description));
    changed = db_add(b, &Q_DATASET_BY_ID, db_uuid(id));
    bump = topic_bump(b, topic);
    if ((e = db_run(b)) == ERR_BAD_STATE)
        return ctx_fail(c, e, "the mapping cannot change after the upload");
    if (e != OK)
        return dataset_missing(c, e, id);
    dataset_read(c, b, changed, d_r);
    topic_tell(c, b, bump, topic, "dataset.updated", dataset_json(c, d_r));
    return OK;
}

static const char *id_payload(struct ctx *c, const char *name, const char *id)
{
    return arena_printf(c->arena, "{\"%s\":\"%s\"}", name, id);
}

enum err dataset_delete(struct ctx *c, const char *id)
{
    const char *topic = topic_of_tenant(c);
    struct db_batch *b;
    int bump;
    enum err e;

    if ((e = dataset_check_id(c, id)) != OK)
        return e;
    b = db_batch(c);
    db_add(b, &Q_DATASET_HOLD, db_uuid(id));
    db_add(b, &Q_DATASET_DELETE, db_uuid(id));
    job_add(c, b, JOB_DATASET_PURGE, id_payload(c, "datasetId", id),
            settings.keep_delete_minutes * 60000 + 1);
    bump = topic_bump(b, topic);
    if ((e = db_run(b)) != OK)
        return dataset_missing(c, e, id);
    topic_tell(c, b, bump, topic, "dataset.deleted", id_payload(c, "id", id));
    return OK;
}

/* A file whose reading the deletion stopped is read again. */
static enum err read_again(struct ctx *c, const char *id)
{
    const struct db_rows *rows;
    struct db_batch *b;
    int64_t version;
    enum err e;

    if ((e = db_query(c, &Q_DATASET_REQUEUE, &rows, db_uuid(id))) != OK || !db_count(rows))
        return e;
    if (!str_to_int64(db_value(rows, 0, "version"), &version))
        BUG("a version that is no number");
    b = db_batch(c);
    job_add(c, b, JOB_DATASET_INGEST, dataset_ingest_payload(c, id, version), 0);
    if ((e = db_run(b)) == OK)
        job_wake();
    return e;
}

enum err dataset_restore(struct ctx *c, const char *id, struct dataset *d_r)
{
    const char *topic = topic_of_tenant(c);
    struct db_batch *b;
    int restored, bump;
    enum err e;

    if ((e = dataset_check_id(c, id)) != OK || (e = db_begin(c)) != OK)
        return e;
    b = db_batch(c);
    db_add(b, &Q_DATASET_HOLD_DELETED, db_uuid(id), db_int(settings.keep_delete_minutes));
    db_add(b, &Q_DATASET_RESTORE, db_uuid(id));
    if ((e = db_run(b)) != OK)
        return e == ERR_NOT_FOUND ? ctx_fail(c, e, "there is no deleted dataset %s", id) : e;
    if ((e = read_again(c, id)) != OK)
        return e;
    b = db_batch(c);
    restored = db_add(b, &Q_DATASET_BY_ID, db_uuid(id));
    bump = topic_bump(b, topic);
    if ((e = db_run(b)) != OK || (e = db_commit(c)) != OK)
        return e;
    dataset_read(c, b, restored, d_r);
    topic_tell(c, b, bump, topic, "dataset.updated", dataset_json(c, d_r));
    return OK;
}

/* The version that waits for its file; 0: none does. */
static enum err waiting_version(struct ctx *c, const char *id, int64_t *version_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_DATASET_ON_ITS_WAY, &rows, db_uuid(id));

    *version_r = 0;
    if (e != OK || !db_count(rows) || strcmp(db_value(rows, 0, "status"), "created") != 0)
        return e;
    if (!str_to_int64(db_value(rows, 0, "version"), version_r))
        BUG("a version that is no number");
    return OK;
}

enum err dataset_complete(struct ctx *c, const char *id, int64_t parts, struct dataset *d_r)
{
    const char *topic = topic_of_tenant(c);
    struct db_batch *b;
    int64_t version, bytes;
    int done, bump;
    enum err e;

    if ((e = dataset_by_id(c, id, d_r)) != OK)
        return e;
    if (strcmp(d_r->kind, "file") != 0)
        return ctx_fail(c, ERR_BUILT_IN, "dataset %s is not made of files", id);
    if (!d_r->uploadable)
        return OK;
    if ((e = waiting_version(c, id, &version)) != OK || !version)
        return e;
    if ((e = upload_take(c, dataset_object(c, id, version), parts, &bytes)) != OK)
        return e;
    b = db_batch(c);
    db_add(b, &Q_DATASET_MUST_MOVE, db_uuid(id), db_int(version), db_text("queued"));
    db_add(b, &Q_DATASET_SET_BYTES, db_uuid(id), db_int(version), db_int(bytes));
    db_add(b, &Q_DATASET_COMPLETE_UPLOAD, db_uuid(id), db_int(version), db_int(bytes));
    job_add(c, b, JOB_DATASET_INGEST, dataset_ingest_payload(c, id, version), 0);
    done = db_add(b, &Q_DATASET_BY_ID, db_uuid(id));
    bump = topic_bump(b, topic);
    if ((e = db_run(b)) == ERR_BAD_STATE) {
        /* somebody else completed it, or deleted it, in this moment */
        memset(&c->problem, 0, sizeof(c->problem));
        return dataset_by_id(c, id, d_r);
    }
    if (e != OK)
        return e;
    job_wake();
    dataset_read(c, b, done, d_r);
    topic_tell(c, b, bump, topic, "dataset.updated", dataset_json(c, d_r));
    return OK;
}

enum err dataset_never_arrived(struct ctx *c, const char *id, int64_t version)
{
    static const char error[] =
        "{\"code\":\"not_uploaded\",\"detail\":\"The file never arrived.\"}";
    const char *topic = topic_of_tenant(c);
    struct db_batch *b = db_batch(c);
    int bump;
    enum err e;

    db_add(b, &Q_DATASET_MUST_MOVE, db_uuid(id), db_int(version), db_text("error"));
    db_add(b, &Q_ETL_DATASET_SET_ERROR, db_uuid(id), db_int(version), db_text(error));
    bump = topic_bump(b, topic);
    if ((e = db_run(b)) == OK)
        topic_tell(c, b, bump, topic, "dataset.error",
                   arena_printf(c->arena,
                                "{\"datasetId\":\"%s\",\"version\":%" PRId64 ",\"error\":%s}", id,
                                version, error));
    return e;
}

enum err dataset_rejects(struct ctx *c, const char *id, int64_t version,
                         struct dataset_reject_key after, int64_t limit,
                         struct dataset_reject **list_r, size_t *n_r)
{
    const struct db_rows *rows;
    struct dataset d;
    enum err e;

    if ((e = dataset_by_id(c, id, &d)) != OK ||
        (e = db_query(c, &Q_DATASET_REJECTS, &rows, db_uuid(id),
                      version ? db_int(version) : db_null(), db_int(after.part_id), db_int(after.n),
                      db_int(limit + 1))) != OK)
        return e;
    *list_r = row_read_all(c->arena, rows, dataset_reject_fields, sizeof(**list_r), n_r);
    for (size_t i = 0; i < *n_r; i++)
        (*list_r)[i].id =
            arena_printf(c->arena, "%" PRId64 ".%" PRId64, (*list_r)[i].part_id, (*list_r)[i].n);
    return OK;
}

enum err dataset_storage(struct ctx *c, struct dataset_storage *s_r)
{
    const struct db_rows *rows;
    enum err e = db_query0(c, &Q_DATASET_STORAGE, &rows);

    if (e == OK)
        row_read(c->arena, rows, 0, dataset_storage_fields, s_r);
    return e;
}
