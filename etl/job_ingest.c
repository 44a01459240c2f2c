/* The job that turns an uploaded file into points. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/db.h"
#include "base/json.h"
#include "base/object.h"
#include "base/settings.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "base/uuid.h"
#include "base/vec.h"
#include "etl/etl.h"
#include "etl/ingest.h"
#include "etl/ingest_facts.h"
#include "etl/keeper.h"
#include "etl/writer.h"
#include "model/dataset.h"
#include "model/part.h"

#define JSON_MAX ((size_t)4 << 20)

struct reading {
    struct ctx *c;
    const struct etl *etl;
    struct job *job;
    struct part part;
    struct object_stream *file;
    int64_t began;
    /* written by the reading thread, told by the keeper's */
    atomic_ullong bytes, rows;
    struct writer *writer;
    struct ingest_result result;
};

static void note_progress(void *arg, const struct ingest_progress *p)
{
    struct reading *r = arg;

    atomic_store_explicit(&r->bytes, p->bytes, memory_order_relaxed);
    atomic_store_explicit(&r->rows, p->rows, memory_order_relaxed);
}

/* {bytes,bytesTotal,rows,rowsPerSecond,secondsLeft} */
static const char *progress_json(struct ctx *c, const struct reading *r)
{
    struct str s = str_new(c->arena, 1024);
    struct json_out w = json_out(&s);
    double seconds = (double)(time_mono() - r->began) / TIME_SECOND;
    int64_t bytes = (int64_t)atomic_load_explicit(&r->bytes, memory_order_relaxed);
    int64_t rows = (int64_t)atomic_load_explicit(&r->rows, memory_order_relaxed);

    json_open(&w, '{');
    json_key(&w, "bytes");
    json_num(&w, bytes);
    json_key(&w, "bytesTotal");
    json_num(&w, r->part.bytes);
    json_key(&w, "rows");
    json_num(&w, rows);
    json_key(&w, "rowsPerSecond");
    json_num(&w, seconds > 0.1 ? (int64_t)((double)rows / seconds) : 0);
    json_key(&w, "secondsLeft");
    if (bytes > 0 && seconds > 0.1)
        json_num(&w, (int64_t)((double)(r->part.bytes - bytes) * seconds / (double)bytes));
    else
        json_none(&w);
    json_close(&w, '}');
    return str_c(&s);
}

/* On the keeper's thread. */
static enum err beat(struct ctx *c, void *arg)
{
    const struct reading *r = arg;

    return part_progress(c, &r->part, progress_json(c, r));
}

static const char *labels_json(struct arena *a, const struct ingest_series *s)
{
    struct str text = str_new(a, JSON_MAX);
    struct json_out w = json_out(&text);

    json_open(&w, '{');
    for (size_t i = 0; i < s->n_labels; i++) {
        json_key(&w, s->labels[i].name);
        json_str(&w, s->labels[i].value);
    }
    json_close(&w, '}');
    return str_c(&text);
}

static bool resolve(void *arg, const struct ingest_series *const *list, size_t n, int64_t *ids)
{
    struct reading *r = arg;
    struct arena *a = arena_new((size_t)64 << 20);
    struct ctx c = etl_ctx(r->etl, a);
    struct field_strs metrics = { arena_array(a, const char *, n), n };
    struct field_strs labels = { arena_array(a, const char *, n), n };
    enum err e;

    for (size_t i = 0; i < n; i++) {
        metrics.data[i] = list[i]->metric;
        labels.data[i] = labels_json(a, list[i]);
    }
    c.who = r->c->who;
    c.request_id = r->c->request_id;
    e = part_series(&c, &r->part, &metrics, &labels, ids);
    arena_free(a);
    return e == OK;
}

static enum file_type type_of(const char *name)
{
    if (str_eq(name, "csv"))
        return FILE_CSV;
    return str_eq(name, "json") ? FILE_JSON : FILE_NDJSON;
}

static void fill_tenant(struct ingest_job *in, const struct ctx *c)
{
    if (!uuid_to_bytes(c->who.tenant_id, in->tenant_id))
        BUG("tenant %s", c->who.tenant_id);
}

static struct ingest_limits limits(void)
{
    return (struct ingest_limits){
        .field_bytes = (size_t)settings.ingest_field_max,
        .record_bytes = (size_t)settings.ingest_record_max,
        .columns = (size_t)settings.ingest_columns_max,
        .label_values = (size_t)settings.ingest_label_values_max,
        .series = (size_t)settings.ingest_series_max,
        .rejects_kept = (size_t)settings.ingest_rejects_max,
    };
}

/* Reads the file on this thread and writes on another; tells what the keeper had to say. */
static enum keeper_word read_all(struct reading *r, enum err *written_r, const char **why_r)
{
    struct keeper *k = keeper_start(r->etl, r->job, beat, r);
    struct ingest_mapping mapping;
    const struct ingest_limits caps = limits();
    struct ingest_job in = {
        .arena = r->c->arena,
        .limits = &caps,
        .type = type_of(r->part.file_type),
        .part_id = r->part.id,
        .ingest_time = time_now(),
        .read = object_read,
        .read_arg = r->file,
        .resolve = resolve,
        .resolve_arg = r,
        .progress = note_progress,
        .progress_arg = r,
        .cancel = keeper_cancel(k),
    };
    enum ingest_error bad;

    if (r->part.mapping && ingest_mapping_parse(r->c->arena, r->part.mapping, &mapping))
        in.mapping = &mapping;
    fill_tenant(&in, r->c);
    r->writer = writer_start(r->etl, r->c->who.tenant_id, r->c->request_id);
    in.sink = writer_sink(r->writer);
    bad = ingest_run(&in, &r->result);
    *written_r = writer_stop(r->writer, bad != INGEST_OK, why_r);
    return keeper_stop(k);
}

static const char *plan_json(struct ctx *c, const struct ingest_plan *plan)
{
    struct str s = str_new(c->arena, JSON_MAX);
    struct json_out w = json_out(&s);

    ingest_plan_json(&w, plan);
    return s.overflow ? NULL : str_c(&s);
}

/* The lease is gone, the dataset was deleted, or the process ends: nothing of this shall stay. */
static enum err give_up(struct reading *r, enum keeper_word word)
{
    enum err e = OK;

    if (word == KEEPER_MOOT && (e = part_drop(r->c, r->job, &r->part)) != ERR_BAD_STATE)
        return e;
    if ((e = part_kill(r->c, &r->part)) == OK && word == KEEPER_STOPPING)
        e = job_release(r->c, r->job, 1);
    r->job->settled = true;
    return e;
}

static enum err refuse(struct reading *r)
{
    const struct ingest_result *res = &r->result;
    enum err e = facts_copy_rejects(r->c, &r->part, res);

    if (e != OK)
        return e;
    e = part_fail(r->c, r->job, &r->part, ingest_code(res->error),
                  res->detail ? res->detail : ingest_sentence(res->error), (int64_t)res->rejects,
                  NULL);
    return e == ERR_BAD_STATE ? give_up(r, KEEPER_MOOT) : e;
}

static enum err publish(struct reading *r)
{
    const struct ingest_result *in = &r->result;
    struct part_result res = {
        .plan = plan_json(r->c, &in->plan),
        .rows = (int64_t)in->rows,
        .rejects = (int64_t)in->rejects,
        .points = (int64_t)in->points,
        .first_at = in->points ? in->first_at : FIELD_TIME_NONE,
        .last_at = in->points ? in->last_at : FIELD_TIME_NONE,
    };
    enum err e;

    if ((e = facts_copy_series(r->c, &r->part, in)) != OK ||
        (e = facts_copy_rejects(r->c, &r->part, in)) != OK ||
        (e = part_stored_bytes(r->c, &r->part, &res.bytes_stored)) != OK)
        return e;
    e = part_publish(r->c, r->job, &r->part, &res);
    return e == ERR_BAD_STATE ? give_up(r, KEEPER_MOOT) : e;
}

static enum err conclude(struct reading *r, enum keeper_word word, enum err written,
                         const char *why)
{
    enum ingest_error bad = r->result.error;

    if (word != KEEP_GOING)
        return give_up(r, word);
    if (written != OK)
        return ctx_fail(r->c, written, "writing failed: %s", why);
    if (bad == INGEST_READ_FAILED || bad == INGEST_WRITE_FAILED || bad == INGEST_CANCELED)
        return ctx_fail(r->c, ERR_UNAVAILABLE, "%s", ingest_sentence(bad));
    return bad == INGEST_OK ? publish(r) : refuse(r);
}

/* Less than was completed is no file of it: a part of it was lost. */
static enum err open_file(struct reading *r)
{
    const char *object = dataset_object(r->c, r->part.dataset_id, r->part.version);
    enum err e = object_open(r->c, object, &r->file);

    if (e == OK && object_stream_bytes(r->file) != r->part.bytes)
        return ctx_fail(r->c, ERR_NOT_FOUND, "the file is not whole");
    return e;
}

enum err job_ingest(struct ctx *c, const struct etl *etl, struct job *j)
{
    struct reading *r = arena_one(c->arena, struct reading);
    const char *dataset_id, *why;
    enum keeper_word word;
    enum err e, written;

    r->c = c;
    r->etl = etl;
    r->job = j;
    r->began = time_mono();
    if ((e = job_payload_text(c, j, "datasetId", &dataset_id)) != OK)
        return e;
    /* deleted, or read already by an attempt whose answer got lost: nothing to do */
    if ((e = part_begin(c, j, dataset_id, &r->part)) != OK)
        return e == ERR_NOT_FOUND ? OK : e;
    if ((e = open_file(r)) == ERR_NOT_FOUND)
        return part_fail(c, j, &r->part, "file_missing", "The uploaded file is gone.", 0, NULL);
    if (e != OK)
        return e;
    word = read_all(r, &written, &why);
    return conclude(r, word, written, why);
}

enum err job_ingest_died(struct ctx *c, struct job *j, const char *error)
{
    struct part none = { 0 };
    enum err e = job_payload_text(c, j, "datasetId", &none.dataset_id);

    if (e != OK)
        return ERR_BAD_STATE;
    return part_fail(c, j, &none, "failed",
                     "Reading failed five times; the administrator finds the reason in the log.", 0,
                     error);
}
