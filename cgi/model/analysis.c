/* Questions and what is made of them are put together here. */
#include "model/analysis.h"

#include <string.h>

#include "base/arena.h"
#include "base/db.h"
#include "sql/registry.h"

void analysis_init(struct analysis *a)
{
    *a = (struct analysis){ .question = { .from = FIELD_TIME_NONE,
                                          .to = FIELD_TIME_NONE,
                                          .interval = "auto",
                                          .zone = "UTC",
                                          .aggs = AGG_AVG } };
}

void analysis_express(struct ctx *c, const char *path, const char *text, struct analysis *a)
{
    const struct expression *e;

    if (a->n_expressions == ANALYSIS_EXPRESSIONS_MAX)
        ctx_invalid(c, path, "too_long", "at most %d may be given", ANALYSIS_EXPRESSIONS_MAX);
    else if ((e = expression_read(c, path, text)) != NULL)
        a->expressions[a->n_expressions++] = e;
}

static void add_name(struct field_strs *list, const char *name)
{
    for (size_t i = 0; i < list->len; i++)
        if (strcmp(list->data[i], name) == 0)
            return;
    list->data[list->len++] = name;
}

static void add_names(struct field_strs *list, const struct field_strs *names)
{
    for (size_t i = 0; i < names->len; i++)
        add_name(list, names->data[i]);
}

void analysis_check(struct ctx *c, const char *prefix, const struct analysis *a)
{
    const struct question *q = &a->question;

    zone_check(c, arena_printf(c->arena, "%stz", prefix), q->zone);
    if (q->from != FIELD_TIME_NONE && q->to != FIELD_TIME_NONE && q->from >= q->to)
        ctx_invalid(c, arena_printf(c->arena, "%sto", prefix), "too_small",
                    "must be later than from");
}

enum err analysis_finish(struct ctx *c, struct analysis *a)
{
    struct field_strs *metrics = &a->question.metrics;
    size_t room = a->shown.len;

    for (size_t i = 0; i < a->n_expressions; i++)
        room += a->expressions[i]->metrics.len;
    *metrics = (struct field_strs){ .data = arena_array(c->arena, const char *, room + 1) };
    add_names(metrics, &a->shown);
    for (size_t i = 0; i < a->n_expressions; i++)
        add_names(metrics, &a->expressions[i]->metrics);
    return ctx_check(c);
}

static int add_previous(struct db_batch *b, const struct analysis *a, const char *tenant_id)
{
    const struct question *q = &a->question;

    return db_add_binary(b, &Q_SERIES_PREVIOUS, db_uuid(tenant_id), db_uuid(q->dataset_id),
                         db_list(&q->metrics), db_list(&q->where_names), db_list(&q->where_values),
                         db_text(q->group_by), db_time(q->from), db_time(q->to),
                         db_text(q->interval), db_text(q->zone), db_int(question_wants(q->aggs)),
                         db_text(compare_name(a->compare)));
}

struct analysis_rows analysis_add(struct db_batch *b, const struct analysis *a,
                                  const char *tenant_id)
{
    struct analysis_rows rows = { .now = question_add(b, &a->question, tenant_id), .before = -1 };

    if (a->compare != COMPARE_NONE)
        rows.before = add_previous(b, a, tenant_id);
    return rows;
}
