/* Versions of a dataset are added, listed, read again, canceled and gone back to here. */
#include "model/version.h"

#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/object.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "base/uuid.h"
#include "model/dataset.h"
#include "model/idempotency.h"
#include "model/job.h"
#include "model/mapping.h"
#include "model/topic.h"
#include "sql/registry.h"

static const char *const modes[] = { "replace", "append", NULL };

const struct field version_fields[] = {
    FIELD(struct version, id, "id", FIELD_STR, FIELD_HIDDEN),
    FIELD(struct version, version, "version", FIELD_INT, 0),
    FIELD(struct version, mode, "mode", FIELD_STR, 0),
    FIELD(struct version, status, "status", FIELD_STR, 0),
    FIELD(struct version, current, "current", FIELD_BOOL, 0),
    FIELD(struct version, restorable, "restorable", FIELD_BOOL, 0),
    FIELD(struct version, file_type, "fileType", FIELD_STR, 0),
    FIELD(struct version, row_count, "rowCount", FIELD_INT, 0),
    FIELD(struct version, reject_count, "rejectCount", FIELD_INT, 0),
    FIELD(struct version, bytes, "bytes", FIELD_INT, 0),
    FIELD(struct version, mapping, "mapping", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct version, plan, "plan", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct version, error, "error", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct version, created_at, "createdAt", FIELD_TIME, 0),
    FIELD(struct version, ready_at, "readyAt", FIELD_TIME, FIELD_NULLABLE),
    FIELD(struct version, created_by, "createdBy", FIELD_UUID, FIELD_NULLABLE),
    FIELD_END,
};

const struct field version_input_fields[] = {
    FIELD(struct version_input, mode, "mode", FIELD_STR, FIELD_REQUIRED, .choices = modes),
    FIELD(struct version_input, file_type, "fileType", FIELD_STR, 0, .choices = dataset_file_types),
    FIELD(struct version_input, mapping, "mapping", FIELD_JSON, FIELD_NULLABLE),
    FIELD_END,
};

const struct field reingest_input_fields[] = {
    FIELD(struct reingest_input, mapping, "mapping", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct reingest_input, version, "version", FIELD_INT, 0, .min = 1, .max = INT64_MAX),
    FIELD_END,
};

static const struct field file_fields[] = {
    FIELD(struct version_file, version, "version", FIELD_INT, 0),
    FIELD(struct version_file, file_type, "fileType", FIELD_STR, 0),
    FIELD(struct version_file, mapping, "mapping", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct version_file, arrived, "arrived", FIELD_BOOL, 0),
    FIELD(struct version_file, removed, "removed", FIELD_BOOL, 0),
    FIELD_END,
};

static int64_t number(const struct db_rows *rows, const char *column)
{
    const char *text = db_value(rows, 0, column);
    int64_t n;

    if (!text || !str_to_int64(text, &n))
        BUG("column %s holds no number", column);
    return n;
}

/* The batch of a change was run: reads the dataset that statement `shown` gave and tells. */
static enum err changed(struct ctx *c, struct db_batch *b, int shown, int bump, enum err e,
                        const char *id, struct dataset *d_r)
{
    if (e != OK)
        return dataset_missing(c, e, id);
    dataset_read(c, b, shown, d_r);
    topic_tell(c, b, bump, topic_of_tenant(c), "dataset.updated", dataset_json(c, d_r));
    return OK;
}

static enum err conflict(struct ctx *c, enum err e)
{
    switch (e) {
    case ERR_VERSION_PENDING:
        return ctx_fail(c, e, "another version is on its way: wait for it or cancel it");
    case ERR_VERSION_GONE:
        return ctx_fail(c, e, "the points of this version were removed with its file");
    case ERR_FILE_GONE:
        return ctx_fail(c, e, "the raw file is not there: upload it again");
    default:
        return e;
    }
}

/* The first answer may have been lost on its way. */
static enum err add_again(struct ctx *c, const char *version_id, struct dataset *d_r,
                          int64_t *version_r, struct dataset_upload *up_r)
{
    const struct db_rows *rows;
    const char *id;
    enum err e;

    if ((e = db_query(c, &Q_DATASET_VERSION_BY_ID, &rows, db_uuid(version_id))) != OK)
        return e;
    id = db_value(rows, 0, "dataset_id");
    *version_r = number(rows, "version");
    if ((e = dataset_by_id(c, id, d_r)) != OK ||
        strcmp(db_value(rows, 0, "status"), "created") != 0)
        return e;
    up_r->expires_at = dataset_upload_end();
    dataset_sign_upload(c, id, *version_r, up_r);
    return db_query(c, &Q_DATASET_RENEW_UPLOAD, NULL, db_uuid(id), db_int(*version_r),
                    db_time(up_r->expires_at));
}

enum err version_add(struct ctx *c, const char *dataset_id, const struct version_input *in,
                     bool mapping_sent, struct dataset *d_r, int64_t *version_r,
                     struct dataset_upload *up_r)
{
    char version_id[UUID_TEXT];
    const char *first;
    struct db_batch *b;
    int made, shown, bump;
    enum err e;

    if ((e = dataset_check_id(c, dataset_id)) != OK || (e = mapping_check(c, in->mapping)) != OK)
        return e;
    uuid_v7(version_id);
    up_r->expires_at = dataset_upload_end();
    b = db_batch(c);
    idempotency_claim(b, c, version_id);
    made = db_add(b, &Q_DATASET_ADD_VERSION, db_uuid(dataset_id), db_uuid(version_id),
                  db_text(in->mode), db_text(in->file_type), db_flag(mapping_sent),
                  db_text(in->mapping), db_uuid(c->who.user_id), db_time(up_r->expires_at));
    shown = db_add(b, &Q_DATASET_BY_ID, db_uuid(dataset_id));
    bump = topic_bump(b, topic_of_tenant(c));
    e = db_run(b);
    if (idempotency_repeated(c, e, &first))
        return add_again(c, first, d_r, version_r, up_r);
    if ((e = changed(c, b, shown, bump, conflict(c, e), dataset_id, d_r)) != OK)
        return e;
    *version_r = number(db_rows(b, made), "version");
    dataset_sign_upload(c, dataset_id, *version_r, up_r);
    return OK;
}

enum err version_list(struct ctx *c, const char *dataset_id, int64_t before, int64_t limit,
                      struct version **list_r, size_t *n_r)
{
    struct db_batch *b;
    int list;
    enum err e;

    if ((e = dataset_check_id(c, dataset_id)) != OK)
        return e;
    b = db_batch(c);
    db_add(b, &Q_DATASET_BY_ID, db_uuid(dataset_id));
    list = db_add(b, &Q_DATASET_VERSIONS, db_uuid(dataset_id), db_int(before ? before : INT64_MAX),
                  db_int(limit + 1));
    if ((e = db_run(b)) != OK)
        return dataset_missing(c, e, dataset_id);
    *list_r = row_read_all(c->arena, db_rows(b, list), version_fields, sizeof(**list_r), n_r);
    return OK;
}

enum err version_files(struct ctx *c, const char *dataset_id, struct version_file **list_r,
                       size_t *n_r)
{
    const struct db_rows *rows;
    enum err e;

    if ((e = dataset_check_id(c, dataset_id)) != OK ||
        (e = db_query(c, &Q_DATASET_FILES, &rows, db_uuid(dataset_id))) != OK)
        return e;
    *list_r = row_read_all(c->arena, rows, file_fields, sizeof(**list_r), n_r);
    return *n_r ? OK : dataset_missing(c, ERR_NOT_FOUND, dataset_id);
}

enum err version_file_here(struct ctx *c, const struct version_file *f)
{
    if (!f->arrived)
        return ctx_fail(c, ERR_NOT_FOUND, "the file has not arrived");
    return f->removed ? ctx_fail(c, ERR_FILE_GONE, "the raw file was removed") : OK;
}

enum err version_restore(struct ctx *c, const char *dataset_id, int64_t version,
                         struct dataset *d_r)
{
    struct db_batch *b;
    int shown, bump;
    enum err e;

    if ((e = dataset_check_id(c, dataset_id)) != OK)
        return e;
    b = db_batch(c);
    db_add(b, &Q_DATASET_GO_BACK, db_uuid(dataset_id), db_int(version));
    shown = db_add(b, &Q_DATASET_BY_ID, db_uuid(dataset_id));
    bump = topic_bump(b, topic_of_tenant(c));
    if ((e = db_run(b)) == ERR_BAD_STATE)
        return ctx_fail(c, e, "this version never became ready");
    if (e == ERR_NOT_FOUND)
        return ctx_fail(c, e, "there is no such dataset or version");
    return changed(c, b, shown, bump, conflict(c, e), dataset_id, d_r);
}

/* The version and the job that reads it, which needs the version's number. */
static enum err queue_reingest(struct ctx *c, const char *dataset_id,
                               const struct reingest_input *in)
{
    char version_id[UUID_TEXT];
    struct db_batch *b = db_batch(c);
    int64_t version;
    int made;
    enum err e;

    uuid_v7(version_id);
    idempotency_claim(b, c, version_id);
    made = db_add(b, &Q_DATASET_REINGEST, db_uuid(dataset_id), db_uuid(version_id),
                  in->version ? db_int(in->version) : db_null(), db_text(in->mapping),
                  db_uuid(c->who.user_id));
    if ((e = db_run(b)) != OK)
        return e;
    version = number(db_rows(b, made), "version");
    b = db_batch(c);
    job_add(c, b, JOB_DATASET_INGEST, dataset_ingest_payload(c, dataset_id, version), 0);
    return db_run(b);
}

static enum err reingest(struct ctx *c, const char *dataset_id, const struct reingest_input *in,
                         struct dataset *d_r)
{
    struct db_batch *b;
    int shown, bump;
    enum err e;

    if ((e = db_begin(c)) != OK || (e = queue_reingest(c, dataset_id, in)) != OK)
        return e;
    b = db_batch(c);
    shown = db_add(b, &Q_DATASET_BY_ID, db_uuid(dataset_id));
    bump = topic_bump(b, topic_of_tenant(c));
    if ((e = db_run(b)) != OK || (e = db_commit(c)) != OK)
        return e;
    job_wake();
    return changed(c, b, shown, bump, OK, dataset_id, d_r);
}

enum err version_reingest(struct ctx *c, const char *dataset_id, const struct reingest_input *in,
                          struct dataset *d_r)
{
    const char *first;
    enum err e;

    if ((e = dataset_check_id(c, dataset_id)) != OK || (e = mapping_check(c, in->mapping)) != OK)
        return e;
    if ((e = reingest(c, dataset_id, in, d_r)) == OK)
        return OK;
    db_rollback(c);
    if (idempotency_repeated(c, e, &first))
        return dataset_by_id(c, dataset_id, d_r);
    if (e == ERR_NOT_FOUND)
        return ctx_fail(c, e, "there is no such dataset or version");
    return conflict(c, e);
}

enum err version_cancel(struct ctx *c, const char *dataset_id, struct dataset *d_r)
{
    struct db_batch *b;
    int ended, shown, bump;
    enum err e;

    if ((e = dataset_check_id(c, dataset_id)) != OK)
        return e;
    b = db_batch(c);
    ended = db_add(b, &Q_DATASET_CANCEL, db_uuid(dataset_id));
    shown = db_add(b, &Q_DATASET_BY_ID, db_uuid(dataset_id));
    bump = topic_bump(b, topic_of_tenant(c));
    if ((e = db_run(b)) == ERR_BAD_STATE)
        return ctx_fail(c, e, "nothing of this dataset is on its way");
    if ((e = changed(c, b, shown, bump, e, dataset_id, d_r)) != OK)
        return e;
    /* what stays behind is swept */
    if (object_forget(c, dataset_object(c, dataset_id, number(db_rows(b, ended), "version"))) != OK)
        memset(&c->problem, 0, sizeof(c->problem));
    return OK;
}
