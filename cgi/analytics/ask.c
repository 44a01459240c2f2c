/* Query strings become questions here. */
#include "analytics/ask.h"

#include <string.h>

#include "base/arena.h"
#include "base/db.h"
#include "model/answer.h"
#include "model/metric.h"
#include "web/bind.h"

#define WHERE "where."
#define NAME_MAX_LENGTH 255

static const char *const common[] = { "datasetId", "metric", "from", "to", "groupBy", "tz", WHERE };
#define COMMON (sizeof(common) / sizeof(common[0]))

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

static void push(struct ctx *c, struct field_strs *list, size_t most, const char *path,
                 const char *value)
{
    if (!list->data)
        list->data = arena_array(c->arena, const char *, most);
    if (list->len == most)
        ctx_invalid(c, path, "too_long", "at most %zu may be given", most);
    else
        list->data[list->len++] = value;
}

static void read_lists(struct request *r, struct question *q)
{
    for (size_t i = 0; i < r->nquery; i++) {
        const struct pair *p = &r->query[i];

        if (strcmp(p->name, "metric") == 0) {
            push(&r->ctx, &q->metrics, QUESTION_METRICS_MAX, "metric", p->value);
        } else if (strncmp(p->name, WHERE, strlen(WHERE)) == 0) {
            push(&r->ctx, &q->where_names, QUESTION_LABELS_MAX, WHERE, p->name + strlen(WHERE));
            push(&r->ctx, &q->where_values, QUESTION_LABELS_MAX, WHERE, p->value);
        }
    }
}

/* Mistakes add up in the problem; the caller asks for them all at once. */
static void read_one(struct request *r, const struct field *f, struct question *q)
{
    const char *text = request_query(r, f->name);

    if (text && bind_text(&r->ctx, f->name, text, f, q) != OK)
        return;
    if (!text && (f->flags & FIELD_REQUIRED))
        ctx_invalid(&r->ctx, f->name, "required", "is required");
}

void ask_read(struct request *r, const char *const *others, struct question *q)
{
    static const struct field fields[] = {
        FIELD(struct question, dataset_id, "datasetId", FIELD_UUID, FIELD_REQUIRED),
        FIELD(struct question, from, "from", FIELD_TIME, 0),
        FIELD(struct question, to, "to", FIELD_TIME, 0),
        FIELD(struct question, group_by, "groupBy", FIELD_STR, 0, .min = 1, .max = NAME_MAX_LENGTH),
        FIELD(struct question, zone, "tz", FIELD_STR, 0),
        FIELD_END,
    };

    check_names(r, others);
    *q = (struct question){ .from = FIELD_TIME_NONE, .to = FIELD_TIME_NONE, .zone = "UTC" };
    for (const struct field *f = fields; f->name; f++)
        read_one(r, f, q);
    read_lists(r, q);
    zone_check(&r->ctx, "tz", q->zone);
    if (q->from != FIELD_TIME_NONE && q->to != FIELD_TIME_NONE && q->from >= q->to)
        ctx_invalid(&r->ctx, "to", "too_small", "must be later than from");
}

enum err ask(struct request *r, const struct question *q, struct answer *a_r)
{
    struct db_batch *b = db_batch(&r->ctx);
    int rows;
    enum err e;

    metric_need_dataset(b, &r->ctx, q->dataset_id);
    rows = question_add(b, q, r->ctx.who.tenant_id);
    e = db_run(b);
    if (e == ERR_INVALID && !r->ctx.problem.errors)
        ctx_invalid(&r->ctx, "tz", "choice", "is not a time zone that PostgreSQL knows");
    if (e != OK)
        return e;
    return answer_read(&r->ctx, db_rows(b, rows), 0, db_count(db_rows(b, rows)), 0, q, a_r);
}
