/* Query strings become questions here, and texts their answers. */
#include "analytics/ask.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "web/bind.h"
#include "web/response.h"

#define WHERE "where."
#define NAME_MAX_LENGTH 255

static const char *const common[] = { "datasetId", "metric", "expr",    "from",   "to", "groupBy",
                                      "tz",        "agg",    "compare", "format", WHERE };
#define COMMON (sizeof(common) / sizeof(common[0]))

static const char *const formats[] = { "json", "csv", NULL };

static void check_names(struct request *r, const char *const *others)
{
    const char *allowed[COMMON + 8];
    size_t n = 0;

    for (size_t i = 0; i < COMMON; i++)
        allowed[n++] = common[i];
    for (; *others; others++)
        allowed[n++] = *others;
    allowed[n] = NULL;
    if (request_only(r, allowed) != OK)
        return;
}

static bool push(struct ctx *c, struct field_strs *list, size_t most, const char *path,
                 const char *value)
{
    if (!list->data)
        list->data = arena_array(c->arena, const char *, most);
    if (list->len == most) {
        ctx_invalid(c, path, "too_long", "at most %zu may be given", most);
        return false;
    }
    list->data[list->len++] = value;
    return true;
}

static void push_condition(struct ctx *c, struct question *q, const char *label, const char *value)
{
    if (push(c, &q->where_names, QUESTION_CONDITIONS_MAX, WHERE, label) &&
        !push(c, &q->where_values, QUESTION_CONDITIONS_MAX, WHERE, value))
        BUG("a label without a value");
}

static void read_lists(struct request *r, struct analysis *a)
{
    struct question *q = &a->question;

    for (size_t i = 0; i < r->nquery; i++) {
        const struct pair *p = &r->query[i];

        if (strcmp(p->name, "metric") == 0) {
            push(&r->ctx, &a->shown, QUESTION_METRICS_MAX, "metric", p->value);
        } else if (strcmp(p->name, "expr") == 0) {
            analysis_express(&r->ctx, "expr", p->value, a);
        } else if (strncmp(p->name, WHERE, strlen(WHERE)) == 0) {
            push_condition(&r->ctx, q, p->name + strlen(WHERE), p->value);
        }
    }
}

/* Mistakes add up in the problem; the caller asks for them all at once. */
void ask_field(struct request *r, const struct field *f, void *thing)
{
    const char *text = request_query(r, f->name);

    if (text && bind_text(&r->ctx, f->name, text, f, thing) != OK)
        return;
    if (!text && (f->flags & FIELD_REQUIRED))
        ctx_invalid(&r->ctx, f->name, "required", "is required");
}

bool accepts_csv(const struct request *r)
{
    const char *accept = request_header(r, "accept");

    return accept && str_starts(accept, "text/csv");
}

/* What is no member of the question itself. */
struct words {
    const char *compare, *format;
};

static void read_words(struct request *r, struct inquiry *i)
{
    static const struct field fields[] = {
        FIELD(struct words, compare, "compare", FIELD_STR, 0, .choices = compare_names),
        FIELD(struct words, format, "format", FIELD_STR, 0, .choices = formats),
        FIELD_END,
    };
    const char *aggs = request_query(r, "agg");
    struct words words = { "", NULL };

    for (const struct field *f = fields; f->name; f++)
        ask_field(r, f, &words);
    i->analysis.compare = compare_by_name(words.compare);
    i->csv = words.format ? strcmp(words.format, "csv") == 0 : accepts_csv(r);
    if (aggs)
        i->analysis.question.aggs = aggs_read(&r->ctx, "agg", aggs);
}

void ask_read(struct request *r, const char *const *others, struct inquiry *i)
{
    static const struct field fields[] = {
        FIELD(struct question, dataset_id, "datasetId", FIELD_UUID, FIELD_REQUIRED),
        FIELD(struct question, from, "from", FIELD_TIME, 0),
        FIELD(struct question, to, "to", FIELD_TIME, 0),
        FIELD(struct question, group_by, "groupBy", FIELD_STR, 0, .min = 1, .max = NAME_MAX_LENGTH),
        FIELD(struct question, zone, "tz", FIELD_STR, 0),
        FIELD_END,
    };
    struct question *q = &i->analysis.question;

    check_names(r, others);
    *i = (struct inquiry){ 0 };
    analysis_init(&i->analysis);
    for (const struct field *f = fields; f->name; f++)
        ask_field(r, f, q);
    read_lists(r, &i->analysis);
    read_words(r, i);
    analysis_check(&r->ctx, "", &i->analysis);
}

enum err ask(struct request *r, struct inquiry *i)
{
    struct ctx *c = &r->ctx;
    const char *text;
    struct str *out;
    size_t n;
    enum err e;

    if ((e = analysis_finish(c, &i->analysis)) != OK || (e = inquiry_prepare(c, i, 1)) != OK)
        return e;
    if (!i->dataset_name)
        return ctx_fail(c, ERR_NOT_FOUND, "there is no such dataset in this workspace");
    if (i->key && respond_unchanged(r, i->key))
        return OK;
    if (i->csv)
        response_header(r, "Content-Disposition", inquiry_disposition(c, i));
    out = respond_text(r, 200, i->csv ? "text/csv; charset=utf-8" : "application/json");
    if (!(text = inquiry_recall(c, i, &n)))
        return inquiry_answer(c, i, out);
    str_add(out, text, n);
    return OK;
}
