/* A file's bytes are led through reader, plan, mapper and builder here. */
#include "etl/ingest.h"

#include <string.h>

#include "base/arena.h"
#include "etl/decide.h"
#include "etl/infer.h"
#include "etl/mapper.h"

#define SCRATCH_CAP ((size_t)256 << 20)
#define BUFFER_BYTES_MIN ((size_t)64 << 10)

#define INGEST_CODE(name, code, text) [name] = code,
static const char *const codes[] = { [INGEST_OK] = "ok", INGEST_ERRORS(INGEST_CODE) };
#undef INGEST_CODE
#define INGEST_TEXT(name, code, text) [name] = text,
static const char *const sentences[] = { [INGEST_OK] = "", INGEST_ERRORS(INGEST_TEXT) };
#undef INGEST_TEXT

const char *ingest_code(enum ingest_error e)
{
    return codes[e];
}

const char *ingest_sentence(enum ingest_error e)
{
    return sentences[e];
}

static size_t or_default(size_t n, size_t otherwise)
{
    return n ? n : otherwise;
}

struct ingest_limits ingest_limits_full(const struct ingest_limits *given)
{
    struct ingest_limits l = given ? *given : (struct ingest_limits){ 0 };
    l.field_bytes = or_default(l.field_bytes, (size_t)1 << 20);
    l.record_bytes = or_default(l.record_bytes, (size_t)16 << 20);
    l.columns = or_default(l.columns, 1000);
    l.label_values = or_default(l.label_values, 1000);
    l.series = or_default(l.series, 10000);
    l.rejects_kept = or_default(l.rejects_kept, 10000);
    l.inflated_bytes = l.inflated_bytes ? l.inflated_bytes : (uint64_t)10 << 30;
    l.buffer_bytes = or_default(l.buffer_bytes, (size_t)32 << 20);
    if (l.buffer_bytes < BUFFER_BYTES_MIN)
        l.buffer_bytes = BUFFER_BYTES_MIN;
    return l;
}

/* All that a run owns; lives in the job's arena. */
struct run {
    const struct ingest_job *job;
    struct ingest_result *res;
    struct ingest_limits limits;
    struct input input;
    struct rejects rejects;
    struct mapper mapper;
    struct builder builder;
    bool built; /* the builder was made */
};

static bool on_block(void *arg)
{
    struct run *run = arg;
    const struct ingest_job *job = run->job;
    struct ingest_progress p = { .bytes = run->input.total,
                                 .rows = run->mapper.rows,
                                 .rejects = run->rejects.count,
                                 .points = run->builder.points };
    if (job->progress)
        job->progress(job->progress_arg, &p);
    return !job->cancel || !atomic_load(job->cancel);
}

static enum ingest_error fail(struct run *run, enum ingest_error e, const char *detail)
{
    run->res->error = e;
    run->res->detail = detail;
    return e;
}

/* Why the input ended before its end; INGEST_OK when it did not. */
static enum ingest_error input_error(struct run *run)
{
    const char *detail = NULL;
    enum ingest_error e = input_problem(&run->input, &detail);
    return e ? fail(run, e, detail) : INGEST_OK;
}

static enum ingest_error make_plan(struct run *run)
{
    struct sample given = { .type = run->job->type,
                            .mapping = run->job->mapping,
                            .limits = &run->limits };
    return run->res->error = plan_of_input(run->job->arena, &run->input, &given, &run->res->plan,
                                           &run->res->detail);
}

static struct reader *make_reader(struct run *run)
{
    return infer_reader(run->job->arena, run->job->type, &run->res->plan, run->job->mapping,
                        &run->input, &run->rejects, &run->limits);
}

/* Where the sample left something open, the whole file decides, and is begun again. */
static enum ingest_error decide(struct run *run)
{
    const struct ingest_job *job = run->job;
    struct ingest_plan *plan = &run->res->plan;
    if (!job->rewind || run->input.eof || !decide_is_needed(plan))
        return INGEST_OK;
    struct arena *scratch = arena_new(SCRATCH_CAP);
    struct rejects none;
    rejects_init(&none, scratch, 0);
    decide_by_rows(plan, infer_reader(scratch, job->type, plan, job->mapping, &run->input, &none,
                                      &run->limits));
    arena_free(scratch);
    enum ingest_error e = input_error(run);
    if (e)
        return e;
    if (!job->rewind(job->read_arg))
        return fail(run, INGEST_READ_FAILED, ingest_sentence(INGEST_READ_FAILED));
    input_rewind(&run->input, job->arena);
    return INGEST_OK;
}

/* A file without a readable row: reads it again for its rejects. */
static enum ingest_error collect_rejects(struct run *run)
{
    struct reader *r = make_reader(run);
    while (!r->error && reader_next(r))
        continue;
    return run->res->error;
}

static enum ingest_error nothing_readable(struct run *run)
{
    struct arena *a = run->job->arena;
    const struct rejects *r = &run->rejects;
    if (!r->count)
        return fail(run, INGEST_NOTHING_READABLE, "No row of the file holds a number.");
    if (!r->list.len)
        return fail(run, INGEST_NOTHING_READABLE, ingest_sentence(INGEST_NOTHING_READABLE));
    return fail(run, INGEST_NOTHING_READABLE,
                arena_printf(a, "No row of the file could be read; %s.",
                             reject_sentence(a, &r->list.data[0])));
}

static enum ingest_error take_rows(struct run *run)
{
    struct reader *r = make_reader(run);
    struct mapper *m = &run->mapper;
    const struct ingest_mapping *mapping = run->job->mapping;
    if (r->error)
        return fail(run, r->error, r->detail);
    mapper_init(m, run->job->arena, &run->res->plan, r, run->job->ingest_time,
                !mapping || !mapping->metrics);
    builder_init(&run->builder, run->job, &run->limits, &m->table);
    run->built = true;
    m->builder = &run->builder;
    while (reader_next(r))
        if (!mapper_take(m))
            return fail(run, INGEST_WRITE_FAILED, ingest_sentence(INGEST_WRITE_FAILED));
    reader_notes(r, run->job->arena, &run->res->plan);
    if (input_error(run))
        return run->res->error;
    if (r->error)
        return fail(run, r->error, r->detail);
    if (!builder_finish(&run->builder))
        return fail(run, INGEST_WRITE_FAILED, ingest_sentence(INGEST_WRITE_FAILED));
    return run->builder.points ? INGEST_OK : nothing_readable(run);
}

/* What was put together because there was too much of it. */
static void note_folds(struct run *run)
{
    struct ingest_result *res = run->res;
    const struct series_table *t = &run->mapper.table;
    for (size_t i = 0; i < t->n_columns; i++) {
        if (!t->columns[i].folded)
            continue;
        res->folded_labels++;
        plan_note(
            run->job->arena, &res->plan, "labels_folded", t->columns[i].name,
            "Column %s has more values than the %zu that a label may have, or very long ones; "
            "the others are together in " OTHER_VALUE ".",
            t->columns[i].name, run->limits.label_values);
    }
    res->folded_series = t->folded;
    if (t->folded)
        plan_note(run->job->arena, &res->plan, "series_folded", NULL,
                  "There are more series than the %zu allowed; the labels of the others are "
                  "together in " OTHER_VALUE ".",
                  run->limits.series);
}

static void fill_result(struct run *run)
{
    struct ingest_result *res = run->res;
    plan_encoding(run->job->arena, &res->plan, run->input.gzip, run->input.encoding);
    res->bytes = run->input.total;
    res->rows = run->mapper.rows;
    res->rejects = run->rejects.count;
    res->points = run->builder.points;
    res->last_line = run->mapper.line;
    res->reject_list = run->rejects.list.data;
    res->n_reject_list = run->rejects.list.len;
    if (run->built)
        builder_list(&run->builder, run->job->arena, res), note_folds(run);
}

enum ingest_error ingest_run(const struct ingest_job *job, struct ingest_result *res)
{
    struct run *run = arena_one(job->arena, struct run);
    memset(res, 0, sizeof(*res));
    run->job = job;
    run->res = res;
    run->limits = ingest_limits_full(job->limits);
    rejects_init(&run->rejects, job->arena, run->limits.rejects_kept);
    input_init(&run->input, job->arena, run->limits.record_bytes, job->read, job->read_arg);
    run->input.inflated_most = run->limits.inflated_bytes;
    run->input.on_block = on_block;
    run->input.on_block_arg = run;
    enum ingest_error e = make_plan(run);
    if (e == INGEST_NOTHING_READABLE)
        collect_rejects(run), nothing_readable(run);
    else if (e == INGEST_OK && decide(run) == INGEST_OK)
        take_rows(run);
    fill_result(run);
    if (run->built)
        builder_release(&run->builder);
    return res->error;
}

enum ingest_error ingest_infer(struct arena *a, enum file_type type, const char *p, size_t n,
                               bool whole, const struct ingest_mapping *mapping,
                               const struct ingest_limits *given, struct ingest_plan *plan_r,
                               const char **detail_r)
{
    struct ingest_limits limits = ingest_limits_full(given);
    struct arena *scratch = arena_new(SCRATCH_CAP);
    struct sample sample = {
        .type = type, .p = p, .n = n, .whole = whole, .mapping = mapping, .limits = &limits
    };
    enum ingest_error e = INGEST_EMPTY_FILE;
    *detail_r = ingest_sentence(e);
    if (n)
        e = sample_decode(scratch, &sample, detail_r);
    if (n && !e)
        e = infer_sample(a, scratch, &sample, plan_r, detail_r);
    arena_free(scratch);
    return e;
}
