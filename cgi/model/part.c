/* The life of a part is here: begun, filled by COPY, made current or dead, swept. */
#include "model/part.h"

#include <inttypes.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/json.h"
#include "base/live.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "base/uuid.h"
#include "model/job.h"
#include "model/topic.h"
#include "sql/registry.h"

#define JSON_MAX ((size_t)64 << 10)

static const struct field part_fields[] = {
    FIELD(struct part, id, "id", FIELD_INT, 0),
    FIELD(struct part, dataset_id, "datasetId", FIELD_UUID, 0),
    FIELD(struct part, file_type, "fileType", FIELD_STR, 0),
    FIELD(struct part, mapping, "mapping", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct part, version, "version", FIELD_INT, 0),
    FIELD(struct part, file_version, "fileVersion", FIELD_INT, 0),
    FIELD(struct part, bytes, "bytes", FIELD_INT, 0),
    FIELD_END,
};

static int64_t number(const struct db_rows *rows, int row, const char *column)
{
    const char *text = db_value(rows, row, column);
    int64_t n;

    if (!text || !str_to_int64(text, &n))
        BUG("column %s holds no number", column);
    return n;
}

enum err part_start(struct ctx *c, const char *dataset_id, int64_t version, struct part **list_r,
                    size_t *n_r)
{
    struct db_batch *b = db_batch(c);
    int source;
    enum err e;

    db_add(b, &Q_DATASET_MUST_MOVE, db_uuid(dataset_id), db_int(version), db_text("processing"));
    db_add(b, &Q_PART_KILL_LOADING, db_uuid(dataset_id), db_int(version));
    source = db_add(b, &Q_PART_SOURCE, db_uuid(dataset_id), db_int(version));
    if ((e = db_run(b)) == ERR_BAD_STATE)
        return ctx_fail(c, ERR_NOT_FOUND, "dataset %s does not wait to be read", dataset_id);
    if (e == OK)
        *list_r = row_read_all(c->arena, db_rows(b, source), part_fields, sizeof(**list_r), n_r);
    return e;
}

enum err part_begin(struct ctx *c, const struct job *j, struct part *p)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_PART_BEGIN, &rows, db_uuid(p->dataset_id), db_int(p->version),
                          db_uuid(j->id));

    if (e == OK)
        p->id = number(rows, 0, "id");
    return e;
}

enum err part_series(struct ctx *c, const struct part *p, const struct field_strs *metrics,
                     const struct field_strs *labels, int64_t *ids_r)
{
    struct db_batch *b = db_batch(c);
    int ids;
    enum err e;

    db_add(b, &Q_PART_ADD_SERIES, db_uuid(p->dataset_id), db_list(metrics), db_list(labels));
    ids = db_add(b, &Q_PART_SERIES_IDS, db_uuid(p->dataset_id), db_list(metrics), db_list(labels));
    if ((e = db_run(b)) != OK)
        return e;
    if ((size_t)db_count(db_rows(b, ids)) != metrics->len)
        BUG("%d ids for %zu series", db_count(db_rows(b, ids)), metrics->len);
    for (int i = 0; i < db_count(db_rows(b, ids)); i++)
        ids_r[i] = number(db_rows(b, ids), i, "id");
    return OK;
}

enum err part_progress(struct ctx *c, const struct part *p, const char *json)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_PART_PROGRESS, &rows, db_uuid(p->dataset_id), db_int(p->version),
                          db_int(p->id), db_text(json));

    if (e != OK)
        return e;
    if (!db_count(rows))
        return ctx_fail(c, ERR_BAD_STATE, "nobody needs part %" PRId64 " any more", p->id);
    live_queue(c, topic_of_tenant(c), 0, "dataset.progress",
               arena_printf(c->arena, "{\"datasetId\":\"%s\",\"version\":%" PRId64 ",%s",
                            p->dataset_id, p->version, json + 1));
    return OK;
}

enum err part_stored_bytes(struct ctx *c, const struct part *p, int64_t *bytes_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_PART_STORED_BYTES, &rows, db_int(p->id));

    if (e == OK)
        *bytes_r = number(rows, 0, "bytes");
    return e;
}

/* A member of each part as an array's elements. */
static struct field_strs members(struct ctx *c, const struct part *list, size_t n, size_t offset)
{
    struct field_strs out = { arena_array(c->arena, const char *, n), n };

    for (size_t i = 0; i < n; i++) {
        const char *at = (const char *)&list[i] + offset;

        out.data[i] = arena_printf(c->arena, "%" PRId64, *(const int64_t *)(const void *)at);
    }
    return out;
}

static int add_publish(struct ctx *c, struct db_batch *b, const struct part *list, size_t n,
                       const struct part_result *res)
{
    struct field_strs ids = members(c, list, n, offsetof(struct part, id));
    struct field_strs points = members(c, list, n, offsetof(struct part, points));
    struct field_strs bytes = members(c, list, n, offsetof(struct part, bytes_stored));

    return db_add(b, &Q_PART_PUBLISH, db_uuid(list->dataset_id), db_int(list->version),
                  db_list(&ids), db_list(&points), db_list(&bytes), db_text(res->plan),
                  db_int(res->rows), db_int(res->rejects), db_time(res->first_at),
                  db_time(res->last_at));
}

static void add_merge(struct ctx *c, struct db_batch *b, const struct part *p)
{
    char id[UUID_TEXT];

    uuid_v7(id);
    db_add(b, &Q_PART_MERGE_LATER, db_uuid(p->dataset_id), db_uuid(id),
           db_text(job_kind_name(JOB_DATASET_MERGE)), db_int(job_kind_lane(JOB_DATASET_MERGE)),
           db_text(c->request_id), db_int(PARTS_MAX));
}

enum err part_publish(struct ctx *c, struct job *j, const struct part *list, size_t n,
                      const struct part_result *res)
{
    const char *topic = topic_of_tenant(c);
    struct db_batch *b = db_batch(c);
    int ready, bump;
    enum err e;

    job_done(b, j);
    ready = add_publish(c, b, list, n, res);
    add_merge(c, b, list);
    bump = topic_bump(b, topic);
    if ((e = db_run(b)) != OK)
        return e;
    j->settled = true;
    topic_tell(c, b, bump, topic, "dataset.ready", db_value(db_rows(b, ready), 0, "ready"));
    return OK;
}

/* {"code":…,"detail":…}, or the same as the `error` of a message about the dataset of `p`. */
static const char *error_json(struct ctx *c, const struct part *p, const char *code,
                              const char *detail)
{
    struct str s = str_new(c->arena, JSON_MAX);
    struct json_out w = json_out(&s);

    json_open(&w, '{');
    if (p) {
        json_key(&w, "datasetId");
        json_str(&w, p->dataset_id);
        json_key(&w, "version");
        json_num(&w, p->version);
        json_key(&w, "error");
        json_open(&w, '{');
    }
    json_key(&w, "code");
    json_str(&w, code);
    json_key(&w, "detail");
    json_str(&w, detail);
    if (p)
        json_close(&w, '}');
    json_close(&w, '}');
    return str_c(&s);
}

enum err part_fail(struct ctx *c, struct job *j, const struct part *p, const struct part_failure *f)
{
    const char *topic = topic_of_tenant(c);
    struct db_batch *b = db_batch(c);
    int bump;
    enum err e;

    if (f->buried)
        job_bury(b, j, f->buried);
    else
        job_done(b, j);
    db_add(b, &Q_PART_FAIL, db_uuid(p->dataset_id), db_int(p->version),
           db_text(error_json(c, NULL, f->code, f->detail)), db_int(f->rejects), db_int(p->id));
    db_add(b, &Q_PART_SET_PLAN, db_uuid(p->dataset_id), db_int(p->version), db_text(f->plan));
    bump = topic_bump(b, topic);
    if ((e = db_run(b)) != OK)
        return e;
    j->settled = true;
    topic_tell(c, b, bump, topic, "dataset.error", error_json(c, p, f->code, f->detail));
    return OK;
}

enum err part_drop(struct ctx *c, struct job *j, const struct part *p)
{
    struct db_batch *b = db_batch(c);
    enum err e;

    job_done(b, j);
    db_add(b, &Q_PART_KILL_LOADING, db_uuid(p->dataset_id), db_int(p->version));
    if ((e = db_run(b)) == OK)
        j->settled = true;
    return e;
}

enum err part_kill(struct ctx *c, const struct part *p)
{
    return db_query(c, &Q_PART_KILL, NULL, db_uuid(p->dataset_id), db_int(p->id));
}
