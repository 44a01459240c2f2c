/* Fuzz target: a question, as a query string or (behind a brace) as JSON. It is refused with mistakes
 * that name their parameters, or keeps within its bounds; and whatever its values are, the statement
 * that the filter builder makes of them has the same text. */
#include <stdint.h>
#include <string.h>

#include "analytics/ask.h"
#include "base/arena.h"
#include "base/err.h"
#include "base/filter.h"
#include "base/metrics.h"
#include "model/analysis_json.h"
#include "tests/unit/web/fake_fcgi.h"
#include "web/router.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_names(const struct field_strs *list, size_t most)
{
    if (list->len > most)
        BUG("%zu of at most %zu", list->len, most);
    for (size_t i = 0; i < list->len; i++)
        if (!list->data[i] ||
            str_utf8_valid(list->data[i], strlen(list->data[i])) != strlen(list->data[i]))
            BUG("a name that is no text");
}

static void check_filter(struct arena *a, const struct question *q)
{
    static const struct query frame = { .name = "fuzz",
                                        .sql = "select 1 from t where a = $1 /*filter*/" };
    struct filter f = filter_new(a, &frame), plain = filter_new(a, &frame);

    filter_arg(&f, db_text(q->zone));
    filter_arg(&plain, db_text(""));
    for (size_t i = 0; i < q->where_values.len; i++) {
        filter_where(&f, "v = $", db_text(q->where_values.data[i]));
        filter_where(&plain, "v = $", db_text(""));
    }
    if (f.nargs != q->where_values.len + 1 || strcmp(filter_sql(&f), filter_sql(&plain)) != 0)
        BUG("a value changed the statement: %s", filter_sql(&f));
}

static void check_analysis(struct ctx *c, struct analysis *a)
{
    const struct question *q = &a->question;

    if (analysis_finish(c, a) != OK) {
        for (const struct field_error *e = c->problem.errors; e; e = e->next)
            if (!e->path || !e->code[0] || !e->message[0])
                BUG("a mistake without a name");
        return;
    }
    check_names(&a->shown, QUESTION_METRICS_MAX);
    check_names(&q->metrics,
                QUESTION_METRICS_MAX + EXPRESSION_STEPS_MAX * ANALYSIS_EXPRESSIONS_MAX);
    check_names(&q->where_names, QUESTION_CONDITIONS_MAX);
    check_names(&q->where_values, QUESTION_CONDITIONS_MAX);
    if (q->where_names.len != q->where_values.len)
        BUG("labels without values");
    if (q->from != FIELD_TIME_NONE && q->to != FIELD_TIME_NONE && q->from >= q->to)
        BUG("a range that ends before it begins");
    if (!q->aggs || q->aggs >> AGG_KINDS || !q->interval || !q->zone)
        BUG("a question with holes");
    check_filter(c->arena, q);
}

static void try_query(struct arena *a, const char *text)
{
    static const struct program program = { .name = "fuzz" };
    static const struct services none;
    static const char *const others[] = { "interval", NULL };
    const char *params[] = { arena_printf(a, "QUERY_STRING=%s", text), "REQUEST_METHOD=GET",
                             "DOCUMENT_URI=/api/analytics/timeseries", NULL };
    struct fcgi f = { .params = params };
    struct request *r = request_read(a, &f, &program, &none);
    const char *after;
    struct inquiry i;

    if (r->ctx.problem.err)
        return;
    ask_read(r, others, &i);
    check_analysis(&r->ctx, &i.analysis);
    if (request_query(r, "cursor") &&
        cursor_decode(&r->ctx, request_query(r, "cursor"), &after) == OK && !after[0])
        BUG("an empty cursor");
}

struct json_case {
    struct reading r;
    struct analysis *a;
};

static bool take_member(void *arg, const char *name, const struct json *v)
{
    const struct json_case *at = arg;

    if (!analysis_json_member(&at->r, name, v, at->a))
        reading_refuse(&at->r, name, "unknown", "is not known");
    return true;
}

static void try_json(struct arena *a, const char *text, size_t n)
{
    struct ctx c = { .arena = a };
    struct analysis analysis;
    struct json_case at = { { &c, "q." }, &analysis };
    const struct json *v;

    if (json_parse(&c, text, n, &v) != OK)
        return;
    analysis_init(&analysis);
    json_each(v, take_member, &at);
    check_analysis(&c, &analysis);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *a;
    const char *text;

    if (!a) {
        a = arena_new((size_t)64 << 20);
        metrics_init("fuzz", NULL, 0);
    }
    text = arena_strndup(a, (const char *)data, size);
    if (*text == '{')
        try_json(a, text, size);
    else
        try_query(a, text);
    arena_reset(a);
    return 0;
}
