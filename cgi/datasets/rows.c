/* Rows of the raw file, as its reading saw them. */
#include "base/arena.h"
#include "base/crowd.h"
#include "base/ctx.h"
#include "base/json.h"
#include "base/object.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "datasets/datasets.h"
#include "etl/browse.h"
#include "etl/limits.h"
#include "model/dataset.h"
#include "model/version.h"
#include "web/bind.h"
#include "web/response.h"

#define ROWS_MAX 200
#define DEADLINE (3 * TIME_SECOND)

struct rows_query {
    int64_t offset, limit;
};

static const struct field rows_query_fields[] = {
    FIELD(struct rows_query, offset, "offset", FIELD_INT, 0, .max = INT64_MAX),
    FIELD(struct rows_query, limit, "limit", FIELD_INT, 0, .min = 1, .max = ROWS_MAX),
    FIELD_END,
};

static enum err read_query(struct request *r, struct rows_query *q)
{
    static const char *const allowed[] = { "offset", "limit", NULL };

    *q = (struct rows_query){ .offset = 0, .limit = 50 };
    if (request_only(r, allowed) != OK)
        return r->ctx.problem.err;
    for (const struct field *f = rows_query_fields; f->name; f++) {
        const char *text = request_query(r, f->name);

        /* mistakes add up in the problem */
        if (text && bind_text(&r->ctx, f->name, text, f, q) != OK)
            continue;
    }
    return ctx_check(&r->ctx);
}

static enum err open_file(struct request *r, const char *id, const struct version_file *f,
                          struct object_stream **stream_r)
{
    enum err e = version_file_here(&r->ctx, f);

    if (e != OK)
        return e;
    e = object_open(&r->ctx, dataset_object(&r->ctx, id, f->version), stream_r);
    return e == ERR_NOT_FOUND ? ctx_fail(&r->ctx, ERR_FILE_GONE, "the raw file is gone") : e;
}

static enum err browse_one(struct request *r, const char *id, const struct version_file *f,
                           struct browse *b)
{
    struct ingest_mapping mapping;
    struct object_stream *stream;
    const char *detail = NULL;
    enum ingest_error bad;
    enum err e = open_file(r, id, f, &stream);

    if (e != OK)
        return e;
    if (f->mapping && !ingest_mapping_parse(r->ctx.arena, f->mapping, &mapping))
        return ctx_fail(&r->ctx, ERR_INTERNAL, "a mapping that is none was stored");
    bad = browse_file(b, file_type_by_name(f->file_type), f->mapping ? &mapping : NULL, object_read,
                      stream, &detail);
    if (b->late) {
        ctx_invalid(&r->ctx, "offset", "too_large", "is too far into the file to be shown");
        return ctx_check(&r->ctx);
    }
    if (bad && bad != INGEST_EMPTY_FILE && bad != INGEST_NO_ROWS && !b->rows.len)
        return ctx_fail(&r->ctx, ERR_BAD_STATE, "%s", detail ? detail : ingest_sentence(bad));
    return OK;
}

static void write_row(struct json_out *w, const struct browse_row *row, size_t columns)
{
    json_open(w, '{');
    json_key(w, "line");
    json_num(w, (int64_t)row->line);
    json_key(w, "cells");
    json_open(w, '[');
    for (size_t i = 0; i < columns; i++)
        json_str(w, i < row->n ? row->cells[i] : NULL);
    json_close(w, ']');
    json_close(w, '}');
}

static void write_rows(struct request *r, const struct browse *b, const struct rows_query *q)
{
    struct json_out *w = respond_json(r, 200);

    json_open(w, '{');
    json_key(w, "header");
    json_open(w, '[');
    for (size_t i = 0; i < b->header.n; i++)
        json_strn(w, b->header.list[i].text, b->header.list[i].len);
    json_close(w, ']');
    json_key(w, "items");
    json_open(w, '[');
    for (size_t i = 0; i < b->rows.len; i++)
        write_row(w, &b->rows.data[i], b->header.n);
    json_close(w, ']');
    json_key(w, "offset");
    json_num(w, q->offset);
    json_key(w, "nextOffset");
    if (b->more)
        json_num(w, q->offset + (int64_t)b->rows.len);
    else
        json_none(w);
    json_close(w, '}');
}

static struct crowd crowd;

static enum err browse_all(struct request *r, const struct rows_query *q, struct browse *b)
{
    const struct ingest_limits limits = limits_set();
    const char *id = request_param(r, "id");
    struct version_file *files;
    size_t n;
    enum err e;

    if ((e = version_files(&r->ctx, id, &files, &n)) != OK ||
        (e = crowd_enter(&r->ctx, &crowd, 1,
                         "Many files are being looked at. Try again in a moment.")) != OK)
        return e;
    browse_init(b, r->ctx.arena, &limits, (uint64_t)q->offset, (size_t)q->limit,
                time_mono() + DEADLINE);
    for (size_t i = 0; i < n && e == OK && browse_goes_on(b); i++)
        e = browse_one(r, id, &files[i], b);
    crowd_leave(&crowd);
    return e;
}

enum err row_index(struct request *r)
{
    struct rows_query q;
    struct browse b;
    enum err e;

    if ((e = read_query(r, &q)) != OK || (e = browse_all(r, &q, &b)) != OK)
        return e;
    write_rows(r, &b, &q);
    return OK;
}
