/* The life of a part is here: begun, filled by COPY, made current or dead, swept. */
#include "model/part.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/json.h"
#include "base/live.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "model/job.h"
#include "model/topic.h"
#include "sql/registry.h"

#define JSON_MAX ((size_t)64 << 10)

static const struct field part_fields[] = {
    FIELD(struct part, id, "id", FIELD_INT, 0),
    FIELD(struct part, dataset_id, "datasetId", FIELD_UUID, 0),
    FIELD(struct part, name, "name", FIELD_STR, 0),
    FIELD(struct part, file_type, "fileType", FIELD_STR, 0),
    FIELD(struct part, mapping, "mapping", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct part, version, "version", FIELD_INT, 0),
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

enum err part_begin(struct ctx *c, const struct job *j, const char *dataset_id, struct part *p_r)
{
    struct db_batch *b = db_batch(c);
    int source, begun;
    enum err e;

    db_add(b, &Q_DATASET_MUST_MOVE, db_uuid(dataset_id), db_text("processing"));
    db_add(b, &Q_PART_KILL_LOADING, db_uuid(dataset_id));
    source = db_add(b, &Q_PART_SOURCE, db_uuid(dataset_id));
    begun = db_add(b, &Q_PART_BEGIN, db_uuid(dataset_id), db_uuid(j->id));
    if ((e = db_run(b)) == ERR_BAD_STATE)
        return ctx_fail(c, ERR_NOT_FOUND, "dataset %s does not wait to be read", dataset_id);
    if (e != OK)
        return e;
    row_read(c->arena, db_rows(b, source), 0, part_fields, p_r);
    p_r->id = number(db_rows(b, begun), 0, "id");
    return OK;
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
    enum err e =
        db_query(c, &Q_PART_PROGRESS, &rows, db_uuid(p->dataset_id), db_int(p->id), db_text(json));

    if (e != OK)
        return e;
    if (!db_count(rows))
        return ctx_fail(c, ERR_BAD_STATE, "nobody needs part %" PRId64 " any more", p->id);
    live_queue(c, topic_of_tenant(c), 0, "dataset.progress",
               arena_printf(c->arena, "{\"datasetId\":\"%s\",%s", p->dataset_id, json + 1));
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

static const char *ready_data(struct ctx *c, const struct part *p, const struct part_result *res)
{
    return arena_printf(c->arena,
                        "{\"datasetId\":\"%s\",\"version\":%" PRId64 ",\"rowCount\":%" PRId64
                        ",\"rejectCount\":%" PRId64 "}",
                        p->dataset_id, p->version, res->rows, res->rejects);
}

enum err part_publish(struct ctx *c, struct job *j, const struct part *p,
                      const struct part_result *res)
{
    const char *topic = topic_of_tenant(c);
    struct db_batch *b = db_batch(c);
    int bump;
    enum err e;

    job_done(b, j);
    db_add(b, &Q_DATASET_MUST_MOVE, db_uuid(p->dataset_id), db_text("ready"));
    db_add(b, &Q_PART_PUBLISH, db_uuid(p->dataset_id), db_int(p->id), db_int(res->points),
           db_int(res->bytes_stored));
    db_add(b, &Q_PART_DATASET_READY, db_uuid(p->dataset_id), db_int(p->id), db_text(res->plan),
           db_int(res->rows), db_int(res->rejects), db_int(res->points), db_time(res->first_at),
           db_time(res->last_at));
    bump = topic_bump(b, topic);
    if ((e = db_run(b)) != OK)
        return e;
    j->settled = true;
    topic_tell(c, b, bump, topic, "dataset.ready", ready_data(c, p, res));
    return OK;
}

/* {"code":…,"detail":…}, or the same as the `error` of a message about a dataset. */
static const char *error_json(struct ctx *c, const char *dataset_id, const char *code,
                              const char *detail)
{
    struct str s = str_new(c->arena, JSON_MAX);
    struct json_out w = json_out(&s);

    json_open(&w, '{');
    if (dataset_id) {
        json_key(&w, "datasetId");
        json_str(&w, dataset_id);
        json_key(&w, "error");
        json_open(&w, '{');
    }
    json_key(&w, "code");
    json_str(&w, code);
    json_key(&w, "detail");
    json_str(&w, detail);
    if (dataset_id)
        json_close(&w, '}');
    json_close(&w, '}');
    return str_c(&s);
}

enum err part_fail(struct ctx *c, struct job *j, const struct part *p, const char *code,
                   const char *detail, int64_t rejects, const char *buried)
{
    const char *topic = topic_of_tenant(c);
    struct db_batch *b = db_batch(c);
    int bump;
    enum err e;

    if (buried)
        job_bury(b, j, buried);
    else
        job_done(b, j);
    db_add(b, &Q_DATASET_MUST_MOVE, db_uuid(p->dataset_id), db_text("error"));
    db_add(b, &Q_PART_KILL_LOADING, db_uuid(p->dataset_id));
    db_add(b, &Q_PART_DATASET_FAIL, db_uuid(p->dataset_id),
           db_text(error_json(c, NULL, code, detail)), db_int(rejects), db_int(p->id));
    bump = topic_bump(b, topic);
    if ((e = db_run(b)) != OK)
        return e;
    j->settled = true;
    topic_tell(c, b, bump, topic, "dataset.error", error_json(c, p->dataset_id, code, detail));
    return OK;
}

enum err part_drop(struct ctx *c, struct job *j, const struct part *p)
{
    struct db_batch *b = db_batch(c);
    enum err e;

    job_done(b, j);
    db_add(b, &Q_PART_KILL, db_uuid(p->dataset_id), db_int(p->id));
    if ((e = db_run(b)) == OK)
        j->settled = true;
    return e;
}

enum err part_kill(struct ctx *c, const struct part *p)
{
    return db_query(c, &Q_PART_KILL, NULL, db_uuid(p->dataset_id), db_int(p->id));
}
