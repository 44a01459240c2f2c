/* The job that turns a version's uploaded files into points. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/db.h"
#include "base/json.h"
#include "base/object.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "base/uuid.h"
#include "base/vec.h"
#include "etl/etl.h"
#include "etl/ingest.h"
#include "etl/ingest_facts.h"
#include "etl/keeper.h"
#include "etl/limits.h"
#include "etl/writer.h"
#include "model/dataset.h"
#include "model/part.h"

#define JSON_MAX ((size_t)4 << 20)
#define FILE_MEMORY ((size_t)256 << 20)

/* A version's files, read one after the other. */
struct reading {
    struct ctx *c;
    const struct etl *etl;
    struct job *job;
    struct part *parts;
    size_t n_parts;
    int64_t began, bytes_total;
    int64_t bytes_before, rows_before; /* of the files that are read already */
    struct part_result sum;
    /* the file at hand */
    struct part *part;
    struct arena *arena;
    struct object_stream *file;
    /* written by the reading thread, told by the keeper's */
    atomic_ullong bytes, rows;
    atomic_bool disk_full;
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
    int64_t bytes =
        r->bytes_before + (int64_t)atomic_load_explicit(&r->bytes, memory_order_relaxed);
    int64_t rows = r->rows_before + (int64_t)atomic_load_explicit(&r->rows, memory_order_relaxed);

    json_open(&w, '{');
    json_key(&w, "bytes");
    json_num(&w, bytes);
    json_key(&w, "bytesTotal");
    json_num(&w, r->bytes_total);
    json_key(&w, "rows");
    json_num(&w, rows);
    json_key(&w, "rowsPerSecond");
    json_num(&w, seconds > 0.1 ? (int64_t)((double)rows / seconds) : 0);
    json_key(&w, "secondsLeft");
    if (bytes > 0 && seconds > 0.1)
        json_num(&w, (int64_t)((double)(r->bytes_total - bytes) * seconds / (double)bytes));
    else
        json_none(&w);
    json_close(&w, '}');
    return str_c(&s);
}

/* On the keeper's thread. */
static enum err beat(struct ctx *c, void *arg)
{
    struct reading *r = arg;

    if (object_room(c, 0) == ERR_DISK_FULL) {
        atomic_store(&r->disk_full, true);
        return ERR_BAD_STATE;
    }
    return part_progress(c, r->part, progress_json(c, r));
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
    e = part_series(&c, r->part, &metrics, &labels, ids);
    arena_free(a);
    return e == OK;
}

static void fill_tenant(struct ingest_job *in, const struct ctx *c)
{
    if (!uuid_to_bytes(c->who.tenant_id, in->tenant_id))
        BUG("tenant %s", c->who.tenant_id);
}

/* Reads the file on this thread and writes on another; tells what the keeper had to say. */
static enum keeper_word read_all(struct reading *r, enum err *written_r, const char **why_r)
{
    struct keeper *k = keeper_start(r->etl, r->job, beat, r);
    struct ingest_mapping mapping;
    const struct ingest_limits caps = limits_set();
    struct ingest_job in = {
        .arena = r->arena,
        .limits = &caps,
        .type = file_type_by_name(r->part->file_type),
        .part_id = r->part->id,
        .ingest_time = time_now(),
        .read = object_read,
        .read_arg = r->file,
        .rewind = object_rewind,
        .resolve = resolve,
        .resolve_arg = r,
        .progress = note_progress,
        .progress_arg = r,
        .cancel = keeper_cancel(k),
    };
    enum ingest_error bad;

    if (r->part->mapping && ingest_mapping_parse(r->arena, r->part->mapping, &mapping))
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

    if (word == KEEPER_MOOT && (e = part_drop(r->c, r->job, r->part)) != ERR_BAD_STATE)
        return e;
    e = OK;
    for (size_t i = 0; i < r->n_parts && r->parts[i].id && e == OK; i++)
        e = part_kill(r->c, &r->parts[i]);
    if (e == OK && word == KEEPER_STOPPING)
        e = job_release(r->c, r->job, 1);
    r->job->settled = true;
    return e;
}

static enum err refuse(struct reading *r)
{
    const struct ingest_result *res = &r->result;
    struct part_failure f = {
        .code = ingest_code(res->error),
        .detail = res->detail ? res->detail : ingest_sentence(res->error),
        .plan = res->plan.n_columns ? plan_json(r->c, &res->plan) : NULL,
        .rejects = (int64_t)res->rejects,
    };
    enum err e = facts_copy_rejects(r->c, r->part, res);

    if (e != OK)
        return e;
    e = part_fail(r->c, r->job, r->part, &f);
    return e == ERR_BAD_STATE ? give_up(r, KEEPER_MOOT) : e;
}

/* What is known of a file at its end; the plan shown is the last file's. */
static enum err note_facts(struct reading *r)
{
    const struct ingest_result *in = &r->result;
    struct part_result *sum = &r->sum;
    enum err e;

    if ((e = facts_copy_series(r->c, r->part, in)) != OK ||
        (e = facts_copy_metrics(r->c, r->part, in)) != OK ||
        (e = facts_copy_rejects(r->c, r->part, in)) != OK ||
        (e = part_stored_bytes(r->c, r->part, &r->part->bytes_stored)) != OK)
        return e;
    r->part->points = (int64_t)in->points;
    r->bytes_before += r->part->bytes;
    r->rows_before += (int64_t)in->rows;
    sum->plan = plan_json(r->c, &in->plan);
    sum->rows += (int64_t)in->rows;
    sum->rejects += (int64_t)in->rejects;
    if (in->points && (sum->first_at == FIELD_TIME_NONE || in->first_at < sum->first_at))
        sum->first_at = in->first_at;
    if (in->points && (sum->last_at == FIELD_TIME_NONE || in->last_at > sum->last_at))
        sum->last_at = in->last_at;
    return OK;
}

static enum err publish(struct reading *r)
{
    enum err e = part_publish(r->c, r->job, r->parts, r->n_parts, &r->sum);

    return e == ERR_BAD_STATE || e == ERR_NOT_FOUND ? give_up(r, KEEPER_MOOT) : e;
}

/* Points would use what is to stay free. */
static enum err fail_full(struct reading *r)
{
    static const struct part_failure full = {
        .code = "disk_full",
        .detail = "The disk is too full to read this file: make room, then read it again.",
    };
    enum err e = part_fail(r->c, r->job, r->part, &full);

    return e == ERR_BAD_STATE ? give_up(r, KEEPER_MOOT) : e;
}

/* What has become of the file at hand. Settled, or an error: nothing more is to be read. */
static enum err conclude(struct reading *r, enum keeper_word word, enum err written,
                         const char *why)
{
    enum ingest_error bad = r->result.error;

    if (atomic_load(&r->disk_full) || written == ERR_DISK_FULL)
        return fail_full(r);
    if (word != KEEP_GOING)
        return give_up(r, word);
    if (written != OK)
        return ctx_fail(r->c, written, "writing failed: %s", why);
    if (bad == INGEST_READ_FAILED || bad == INGEST_WRITE_FAILED || bad == INGEST_CANCELED)
        return ctx_fail(r->c, ERR_UNAVAILABLE, "%s", ingest_sentence(bad));
    return bad == INGEST_OK ? note_facts(r) : refuse(r);
}

/* Less than was completed is no file of it: a part of it was lost. */
static enum err open_file(struct reading *r)
{
    const char *object = dataset_object(r->c, r->part->dataset_id, r->part->file_version);
    struct ctx c = *r->c;
    enum err e;

    c.arena = r->arena; /* closed with it, before the next one is opened */
    e = object_open(&c, object, &r->file);
    if (e != OK)
        return ctx_fail(r->c, e, "%s", c.problem.detail ? c.problem.detail : err_title(e));
    if (object_stream_bytes(r->file) != r->part->bytes)
        return ctx_fail(r->c, ERR_NOT_FOUND, "the file is not whole");
    return e;
}

static enum err read_one(struct reading *r)
{
    static const struct part_failure missing = { .code = "file_missing",
                                                 .detail = "The uploaded file is gone." };
    const char *why;
    enum keeper_word word;
    enum err e, written;

    atomic_store(&r->bytes, 0);
    atomic_store(&r->rows, 0);
    if ((e = part_begin(r->c, r->job, r->part)) != OK)
        return e;
    if ((e = open_file(r)) == ERR_NOT_FOUND)
        return part_fail(r->c, r->job, r->part, &missing);
    if (e != OK)
        return e;
    /* points take about a third of a file's bytes */
    if (object_room(r->c, r->part->bytes / 2) == ERR_DISK_FULL)
        return fail_full(r);
    word = read_all(r, &written, &why);
    return conclude(r, word, written, why);
}

static enum err read_files(struct reading *r)
{
    enum err e = OK;

    for (size_t i = 0; i < r->n_parts && e == OK && !r->job->settled; i++) {
        r->part = &r->parts[i];
        r->arena = arena_new(FILE_MEMORY);
        e = read_one(r);
        arena_free(r->arena);
    }
    return e;
}

static enum err payload_version(struct ctx *c, const struct job *j, int64_t *version_r)
{
    const struct json *v;
    enum err e = json_parse(c, j->payload, strlen(j->payload), &v);

    if (e != OK)
        return e;
    *version_r = json_int(json_get(v, "version"));
    return *version_r > 0 ? OK : ctx_fail(c, ERR_INVALID, "the payload names no version");
}

enum err job_ingest(struct ctx *c, const struct etl *etl, struct job *j)
{
    struct reading *r = arena_one(c->arena, struct reading);
    const char *dataset_id;
    int64_t version;
    enum err e;

    r->c = c;
    r->etl = etl;
    r->job = j;
    r->began = time_mono();
    r->sum.first_at = r->sum.last_at = FIELD_TIME_NONE;
    if ((e = job_payload_text(c, j, "datasetId", &dataset_id)) != OK ||
        (e = payload_version(c, j, &version)) != OK)
        return e;
    /* deleted, canceled, or read already by an attempt whose answer got lost: nothing to do */
    if ((e = part_start(c, dataset_id, version, &r->parts, &r->n_parts)) != OK)
        return e == ERR_NOT_FOUND ? OK : e;
    for (size_t i = 0; i < r->n_parts; i++)
        r->bytes_total += r->parts[i].bytes;
    if ((e = read_files(r)) != OK || j->settled)
        return e;
    return publish(r);
}

enum err job_ingest_died(struct ctx *c, struct job *j, const char *error)
{
    const struct part_failure f = {
        .code = "failed",
        .detail = "Reading failed five times; the administrator finds the reason in the log.",
        .buried = error,
    };
    struct part none = { 0 };

    if (job_payload_text(c, j, "datasetId", &none.dataset_id) != OK ||
        payload_version(c, j, &none.version) != OK)
        return ERR_BAD_STATE;
    return part_fail(c, j, &none, &f);
}
