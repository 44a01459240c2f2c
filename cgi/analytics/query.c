/* POST /api/analytics/query: many questions in one request, each answered or refused by itself. */
#include <string.h>

#include "analytics/ask.h"
#include "analytics/routes.h"
#include "base/arena.h"
#include "base/db.h"
#include "base/problem.h"
#include "model/analysis_json.h"
#include "web/bind.h"
#include "web/response.h"

#define QUERIES_MAX 50
#define TEXT_MAX ((size_t)48 << 20) /* of all results */
#define SCRATCH_MEMORY ((size_t)256 << 20)

/* One of the queries: what it asks, and what is known of it so far. */
struct part {
    struct inquiry inquiry;
    struct ctx ctx; /* the request's, with a problem of its own */
    enum err err;
    const char *text;       /* of the answer, when it is remembered; else … */
    struct db_batch *batch; /* … what asks for it */
    struct analysis_rows rows;
};

struct part_reading {
    struct reading r;
    struct analysis *a;
};

static void read_aggs(const struct reading *r, const struct json *v, struct analysis *a)
{
    struct field_strs names = reading_texts(r, "agg", v, AGG_KINDS, 20);

    a->question.aggs = 0;
    for (size_t i = 0; i < names.len; i++)
        a->question.aggs |= aggs_read(r->c, "agg", names.data[i]);
    if (json_type(v) == JSON_ARRAY && json_len(v) == 0)
        reading_refuse(r, "agg", "too_short", "must not be empty");
}

/* What widgets do not have, or spell otherwise. */
static bool read_own_member(struct part_reading *at, const char *name, const struct json *v)
{
    static const struct field fields[] = {
        FIELD(struct question, from, "from", FIELD_TIME, 0),
        FIELD(struct question, to, "to", FIELD_TIME, 0),
        FIELD(struct question, zone, "tz", FIELD_STR, 0),
        FIELD_END,
    };
    const char *text = json_string(v);

    if (strcmp(name, "agg") == 0) {
        read_aggs(&at->r, v, at->a);
        return true;
    }
    for (const struct field *f = fields; f->name; f++) {
        if (strcmp(f->name, name) != 0)
            continue;
        if (!text && json_type(v) != JSON_NULL)
            reading_refuse(&at->r, name, "type", "must be a string");
        else if (!text)
            return true;
        else if (bind_text(at->r.c, name, text, f, &at->a->question) != OK)
            return true;
        return true;
    }
    return false;
}

static bool read_member(void *arg, const char *name, const struct json *v)
{
    struct part_reading *at = arg;

    if (!read_own_member(at, name, v) && !analysis_json_member(&at->r, name, v, at->a))
        reading_refuse(&at->r, name, "unknown", "is not a member of a query");
    return true;
}

static void read_part(struct request *r, const struct json *v, struct part *p)
{
    struct analysis *a = &p->inquiry.analysis;
    struct part_reading at = { { &p->ctx, "" }, a };

    p->ctx = r->ctx;
    analysis_init(a);
    json_each(v, read_member, &at);
    if (!a->question.dataset_id && !json_get(v, "datasetId"))
        reading_refuse(&at.r, "datasetId", "required", "is required");
    analysis_check(&p->ctx, "", a);
    p->err = analysis_finish(&p->ctx, a);
    if (p->err != OK)
        a->question.dataset_id = NULL;
}

static enum err read_parts(struct request *r, struct part **parts_r, size_t *n_r)
{
    const struct json *list = json_get(r->json, "queries");
    size_t n = json_len(list);

    if (json_type(list) != JSON_ARRAY || n == 0 || n > QUERIES_MAX)
        ctx_invalid(&r->ctx, "queries", "type", "must be an array of 1 to %d queries", QUERIES_MAX);
    for (size_t i = 0; i < n && n <= QUERIES_MAX; i++)
        if (json_type(json_at(list, i)) != JSON_OBJECT)
            ctx_invalid(&r->ctx, arena_printf(r->ctx.arena, "queries[%zu]", i), "type",
                        "must be an object");
    if (json_len(r->json) > 1 || (json_len(r->json) == 1 && !list))
        ctx_invalid(&r->ctx, "", "unknown", "the body has the one member queries");
    if (ctx_check(&r->ctx) != OK)
        return ERR_INVALID;
    *parts_r = arena_array(r->ctx.arena, struct part, n);
    *n_r = n;
    for (size_t i = 0; i < n; i++)
        read_part(r, json_at(list, i), &(*parts_r)[i]);
    return OK;
}

static void find_remembered(struct part *p)
{
    size_t n;

    if (p->err != OK)
        return;
    if (!p->inquiry.dataset_name) {
        p->err = ctx_fail(&p->ctx, ERR_NOT_FOUND, "there is no such dataset in this workspace");
    } else if (!(p->text = inquiry_recall(&p->ctx, &p->inquiry, &n))) {
        p->batch = db_batch(&p->ctx);
        p->rows = inquiry_add(p->batch, &p->inquiry, p->ctx.who.tenant_id);
    }
}

/* One round trip for all that are not remembered; each is a transaction of its own, so that none
 * sinks another. */
static void run_batches(struct ctx *c, struct part *parts, size_t n)
{
    struct db_batch *batches[QUERIES_MAX] = { 0 };
    struct part *owners[QUERIES_MAX];
    enum err results[QUERIES_MAX];
    size_t n_batches = 0;

    for (size_t i = 0; i < n; i++)
        if (parts[i].batch) {
            owners[n_batches] = &parts[i];
            batches[n_batches++] = parts[i].batch;
        }
    db_run_each(c, batches, n_batches, results);
    for (size_t i = 0; i < n_batches; i++) {
        owners[i]->err = inquiry_explain(&owners[i]->ctx, results[i]);
        if (results[i] == ERR_UNAVAILABLE && !owners[i]->ctx.problem.err)
            owners[i]->ctx.problem = c->problem;
    }
}

static void write_problem(struct json_out *w, struct ctx *c, enum err e)
{
    c->problem.err = e;
    json_open(w, '{');
    json_key(w, "problem");
    problem_json(w, c);
    json_close(w, '}');
}

/* An answer is made in memory of its own: fifty large ones would not fit beside each other. */
static void write_made(struct json_out *w, struct part *p)
{
    struct arena *scratch = arena_new(SCRATCH_MEMORY);
    struct ctx c = p->ctx;
    struct str text;

    c.arena = scratch;
    text = str_new(scratch, TEXT_MAX);
    if (p->err == OK)
        p->err = inquiry_write(&c, &p->inquiry, p->batch, p->rows, &text);
    if (p->err == OK && w->s->len + text.len > TEXT_MAX)
        p->err = ctx_fail(&c, ERR_TOO_LARGE, "the answers are too large together: ask for less");
    if (p->err == OK)
        json_raw(w, str_c(&text));
    else
        write_problem(w, &c, p->err);
    arena_free(scratch);
}

static void write_results(struct request *r, struct part *parts, size_t n)
{
    struct json_out *w = respond_json(r, 200);

    json_open(w, '{');
    json_key(w, "results");
    json_open(w, '[');
    for (size_t i = 0; i < n; i++)
        if (parts[i].batch)
            write_made(w, &parts[i]);
        else if (parts[i].text)
            json_raw(w, parts[i].text);
        else
            write_problem(w, &parts[i].ctx, parts[i].err);
    json_close(w, ']');
    json_close(w, '}');
}

static enum err prepare(struct request *r, struct part *parts, size_t n)
{
    struct inquiry *list = arena_array(r->ctx.arena, struct inquiry, n);
    enum err e;

    for (size_t i = 0; i < n; i++)
        list[i] = parts[i].inquiry;
    e = inquiry_prepare(&r->ctx, list, n);
    for (size_t i = 0; i < n; i++)
        parts[i].inquiry = list[i];
    return e;
}

static enum err wants_csv(struct request *r, bool *csv_r)
{
    static const char *const allowed[] = { "format", NULL };
    static const char *const formats[] = { "json", "csv", NULL };
    static const struct field field = { .name = "format", .type = FIELD_STR, .choices = formats };
    const char *format = NULL;
    enum err e = request_only(r, allowed);

    ask_field(r, &field, &format);
    *csv_r = format ? strcmp(format, "csv") == 0 : accepts_csv(r);
    return e != OK ? e : ctx_check(&r->ctx);
}

/* CSV has room for one table. */
static enum err answer_csv(struct request *r, struct part *parts, size_t n)
{
    parts[0].inquiry.csv = true;
    if (n > 1) {
        ctx_invalid(&r->ctx, "queries", "too_long", "CSV is made of one query");
        return ctx_check(&r->ctx);
    }
    r->ctx.problem = parts[0].ctx.problem;
    return parts[0].err != OK ? parts[0].err : ask(r, &parts[0].inquiry);
}

enum err query_answer(struct request *r)
{
    struct part *parts;
    bool csv;
    size_t n;
    enum err e;

    if ((e = wants_csv(r, &csv)) != OK || (e = read_parts(r, &parts, &n)) != OK)
        return e;
    if (csv)
        return answer_csv(r, parts, n);
    if ((e = prepare(r, parts, n)) != OK)
        return e;
    for (size_t i = 0; i < n; i++)
        find_remembered(&parts[i]);
    run_batches(&r->ctx, parts, n);
    write_results(r, parts, n);
    return OK;
}
