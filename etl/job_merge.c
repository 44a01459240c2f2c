/* The job that makes one part of a dataset's many: appended files stay as quick to read as one. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/db.h"
#include "base/lines.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "base/uuid.h"
#include "etl/etl.h"
#include "etl/infer.h"
#include "etl/ingest_facts.h"
#include "etl/keeper.h"
#include "etl/segment.h"
#include "etl/writer.h"
#include "model/part.h"
#include "model/points.h"
#include "sql/registry.h"

#define PAGE 256 /* segments read at once, about six megabytes */
#define PAGE_MEMORY ((size_t)64 << 20)

/* A part to be merged. */
struct source {
    int64_t id, points, last_line, version;
    int64_t before; /* lines of the parts before it */
};

static const struct field source_fields[] = {
    FIELD(struct source, id, "id", FIELD_INT, 0),
    FIELD(struct source, points, "points", FIELD_INT, 0),
    FIELD(struct source, last_line, "lastLine", FIELD_INT, 0),
    FIELD(struct source, version, "version", FIELD_INT, 0),
    FIELD_END,
};

struct merged_series {
    int64_t id, segments;
    const char *metric;
    struct series *into;
};

static const struct field series_fields[] = {
    FIELD(struct merged_series, id, "id", FIELD_INT, 0),
    FIELD(struct merged_series, metric, "metric", FIELD_STR, 0),
    FIELD(struct merged_series, segments, "segments", FIELD_INT, 0),
    FIELD_END,
};

struct merging {
    struct ctx *c;
    const struct etl *etl;
    struct job *job;
    struct part part;
    struct source *sources;
    size_t n_sources;
    struct field_strs source_ids;
    struct merged_series *series; /* sorted by id */
    size_t n_series;
    struct series_table table;
    struct builder builder;
    struct ingest_limits limits;
    struct ingest_result result;
    const atomic_bool *cancel;
};

static const char *number_text(struct arena *a, int64_t n)
{
    return arena_printf(a, "%" PRId64, n);
}

static enum err find_sources(struct merging *m)
{
    const struct db_rows *rows;
    int64_t lines = 0;
    enum err e = db_query(m->c, &Q_PART_MERGE_SOURCES, &rows, db_uuid(m->part.dataset_id));

    if (e != OK)
        return e;
    m->sources = row_read_all(m->c->arena, rows, source_fields, sizeof(*m->sources), &m->n_sources);
    m->source_ids.data = arena_array(m->c->arena, const char *, m->n_sources + 1);
    m->source_ids.len = m->n_sources;
    for (size_t i = 0; i < m->n_sources; i++) {
        m->source_ids.data[i] = number_text(m->c->arena, m->sources[i].id);
        m->sources[i].before = lines;
        lines += m->sources[i].last_line + 1;
        m->part.version = m->sources[i].version;
    }
    m->result.last_line = lines;
    return OK;
}

static enum err find_series(struct merging *m)
{
    static const char *const label = ""; /* stands for those there may be */
    const struct db_rows *rows;
    enum err e = db_query(m->c, &Q_PART_MERGE_SERIES, &rows, db_list(&m->source_ids));

    if (e != OK)
        return e;
    m->series = row_read_all(m->c->arena, rows, series_fields, sizeof(*m->series), &m->n_series);
    m->limits.series = m->n_series + 1;
    series_table_init(&m->table, m->c->arena, &m->limits, &label, 1);
    for (size_t i = 0; i < m->n_series; i++)
        m->series[i].into = series_add(&m->table, m->series[i].metric, m->series[i].id);
    return OK;
}

/* ---- Reading ---- */

enum { C_SERIES, C_PART, C_SEQ, C_T, C_V, C_LINES };

static int by_id(const void *key, const void *element)
{
    const int64_t id = *(const int64_t *)key;
    const struct merged_series *s = element;

    return (id > s->id) - (id < s->id);
}

static int64_t cell_int(const struct db_rows *rows, int row, int column)
{
    int len;
    const void *p = db_bytes(rows, row, column, &len);

    return len == 4 ? (int32_t)points_be32(p) : (int64_t)points_be64(p);
}

static struct points cell_array(const struct db_rows *rows, int row, int column)
{
    int len;
    const void *p = db_bytes(rows, row, column, &len);

    return points_open(p, len);
}

/* A part without lines has its points in the order of series and seq: they are counted instead. */
static bool take_segment(struct merging *m, const struct db_rows *rows, int row)
{
    const int64_t id = cell_int(rows, row, C_SERIES);
    struct source *source = &m->sources[cell_int(rows, row, C_PART)];
    const struct merged_series *s = bsearch(&id, m->series, m->n_series, sizeof(*m->series), by_id);
    struct points t = cell_array(rows, row, C_T), v = cell_array(rows, row, C_V);
    int len;
    const void *packed = db_bytes(rows, row, C_LINES, &len);
    struct lines lines = lines_open(packed, packed ? len : 0);

    if (!s)
        BUG("segments of series %" PRId64 ", which is not among those to merge", id);
    for (size_t i = 0; i < t.n; i++) {
        int64_t line = source->before + (packed ? lines_next(&lines) : source->points++);

        if (!builder_add(&m->builder, s->into,
                         (struct point){ points_time(&t, i), points_real(&v, i), line }))
            return false;
    }
    return true;
}

static enum err take_rows(struct merging *m, struct db_batch *b, int query, int *n_r)
{
    const struct db_rows *rows;
    enum err e = db_run(b);

    if (e != OK)
        return e;
    rows = db_rows(b, query);
    *n_r = db_count(rows);
    for (int row = 0; row < *n_r; row++)
        if (!take_segment(m, rows, row))
            return ctx_fail(m->c, ERR_UNAVAILABLE, "the merged part could not be written");
    return OK;
}

/* Series with few segments, all at once. */
static enum err read_few(struct merging *m, struct ctx *c, size_t first, size_t end)
{
    struct field_strs ids = { arena_array(c->arena, const char *, end - first), end - first };
    struct db_batch *b = db_batch(c);
    int n;

    for (size_t i = first; i < end; i++)
        ids.data[i - first] = number_text(c->arena, m->series[i].id);
    return take_rows(
        m, b, db_add_binary(b, &Q_PART_MERGE_READ, db_list(&ids), db_list(&m->source_ids)), &n);
}

/* A page of a series with many; *last_r is the seq of its last segment. */
static enum err read_page(struct merging *m, int64_t series, size_t source, int64_t *last_r,
                          int *n_r)
{
    struct arena *a = arena_new(PAGE_MEMORY);
    struct ctx c = etl_ctx(m->etl, a);
    struct db_batch *b;
    int query;
    enum err e;

    c.who = m->c->who;
    c.request_id = m->c->request_id;
    b = db_batch(&c);
    query = db_add_binary(b, &Q_PART_MERGE_READ_ON, db_int(series), db_int(m->sources[source].id),
                          db_int((int64_t)source), db_int(*last_r));
    if ((e = take_rows(m, b, query, n_r)) == OK && *n_r)
        *last_r = cell_int(db_rows(b, query), *n_r - 1, C_SEQ);
    arena_free(a);
    return e;
}

static enum err read_many(struct merging *m, int64_t series)
{
    enum err e = OK;

    for (size_t i = 0; i < m->n_sources && e == OK; i++) {
        int64_t last = -1;
        int n = PAGE;

        while (e == OK && n == PAGE && !atomic_load(m->cancel))
            e = read_page(m, series, i, &last, &n);
    }
    return e;
}

/* The series from `first` on that are read at once; *end_r is behind them. */
static enum err read_next(struct merging *m, size_t first, size_t *end_r)
{
    struct arena *a;
    struct ctx c;
    int64_t segments = 0;
    enum err e;

    *end_r = first;
    while (*end_r < m->n_series && segments + m->series[*end_r].segments <= PAGE)
        segments += m->series[(*end_r)++].segments;
    if (*end_r == first)
        return read_many(m, m->series[(*end_r)++].id);
    a = arena_new(PAGE_MEMORY);
    c = etl_ctx(m->etl, a);
    c.who = m->c->who;
    c.request_id = m->c->request_id;
    e = read_few(m, &c, first, *end_r);
    arena_free(a);
    return e;
}

static enum err read_all(struct merging *m)
{
    enum err e = OK;

    for (size_t i = 0, end; i < m->n_series && e == OK && !atomic_load(m->cancel); i = end)
        e = read_next(m, i, &end);
    if (e == OK && !atomic_load(m->cancel) && !builder_finish(&m->builder))
        e = ctx_fail(m->c, ERR_UNAVAILABLE, "the merged part could not be written");
    return e;
}

/* ---- Writing ---- */

static enum err rewrite(struct merging *m)
{
    struct writer *w = writer_start(m->etl, m->c->who.tenant_id, m->c->request_id);
    struct ingest_job in = { .arena = m->c->arena, .part_id = m->part.id, .sink = writer_sink(w) };
    const char *why;
    enum err e, written;

    if (!uuid_to_bytes(m->c->who.tenant_id, in.tenant_id))
        BUG("tenant %s", m->c->who.tenant_id);
    builder_init(&m->builder, &in, &m->limits, &m->table);
    m->builder.resolved = m->table.n;
    e = read_all(m);
    builder_list(&m->builder, m->c->arena, &m->result);
    written = writer_stop(w, e != OK, &why);
    builder_release(&m->builder);
    return e != OK ? e : written != OK ? ctx_fail(m->c, written, "writing failed: %s", why) : OK;
}

static enum err store_facts(struct merging *m)
{
    enum err e;

    if ((e = facts_copy_series(m->c, &m->part, &m->result)) != OK ||
        (e = facts_copy_metrics(m->c, &m->part, &m->result)) != OK)
        return e;
    return part_stored_bytes(m->c, &m->part, &m->part.bytes_stored);
}

/* The new part takes the place of the old ones, unless something else has become of them. */
static enum err publish(struct merging *m)
{
    struct db_batch *b = db_batch(m->c);
    int merged;
    enum err e;

    job_done(b, m->job);
    merged =
        db_add(b, &Q_PART_MERGE_PUBLISH, db_uuid(m->part.dataset_id), db_list(&m->source_ids),
               db_int(m->part.id), db_int((int64_t)m->result.points), db_int(m->part.bytes_stored));
    if ((e = db_run(b)) != OK)
        return e;
    m->job->settled = true;
    return str_eq(db_value(db_rows(b, merged), 0, "merged"), "t") ? OK : part_kill(m->c, &m->part);
}

static enum err merge(struct merging *m)
{
    struct keeper *k;
    enum keeper_word word;
    enum err e;

    if ((e = find_series(m)) != OK || (e = part_begin(m->c, m->job, &m->part)) != OK)
        return e;
    k = keeper_start(m->etl, m->job, NULL, NULL);
    m->cancel = keeper_cancel(k);
    e = rewrite(m);
    if (e == OK && !atomic_load(m->cancel))
        e = store_facts(m);
    word = keeper_stop(k);
    if (e == OK && word == KEEP_GOING)
        return publish(m);
    /* what was written goes; the parts that readers see were not touched */
    if (part_kill(m->c, &m->part) != OK || e != OK)
        return e;
    if (word == KEEPER_STOPPING)
        e = job_release(m->c, m->job, 1);
    m->job->settled = true;
    return e;
}

enum err job_merge(struct ctx *c, const struct etl *etl, struct job *j)
{
    struct merging *m = arena_one(c->arena, struct merging);
    enum err e;

    *m = (struct merging){ .c = c, .etl = etl, .job = j, .limits = ingest_limits_full(NULL) };
    if ((e = job_payload_text(c, j, "datasetId", &m->part.dataset_id)) != OK ||
        (e = find_sources(m)) != OK)
        return e;
    /* deleted, replaced, or merged by an attempt whose answer got lost: nothing to do */
    return m->n_sources > PARTS_MAX ? merge(m) : OK;
}
