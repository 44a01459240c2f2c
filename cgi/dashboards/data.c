/* GET /api/dashboards/:id/data: the points of all widgets at once. */
#include "base/timeutil.h"
#include "dashboards/routes.h"
#include "model/dashboard_data.h"
#include "model/question.h"
#include "web/bind.h"
#include "web/response.h"

static const struct field question_fields[] = {
    FIELD(struct dashboard_question, from, "from", FIELD_TIME, 0),
    FIELD(struct dashboard_question, to, "to", FIELD_TIME, 0),
    FIELD(struct dashboard_question, zone, "tz", FIELD_STR, 0),
    FIELD_END,
};

static enum err read_question(struct request *r, struct dashboard_question *q)
{
    static const char *const allowed[] = { "from", "to", "tz", NULL };
    enum err e = request_only(r, allowed);

    *q = (struct dashboard_question){ .from = FIELD_TIME_NONE,
                                      .to = FIELD_TIME_NONE,
                                      .zone = "UTC" };
    for (const struct field *f = question_fields; f->name && e == OK; f++) {
        const char *text = request_query(r, f->name);

        if (text)
            e = bind_text(&r->ctx, f->name, text, f, q);
    }
    if (e != OK)
        return e;
    zone_check(&r->ctx, "tz", q->zone);
    if (q->from != FIELD_TIME_NONE && q->to != FIELD_TIME_NONE && q->from >= q->to)
        ctx_invalid(&r->ctx, "to", "too_small", "must be later than from");
    return ctx_check(&r->ctx);
}

enum err data_show(struct request *r)
{
    struct dashboard_question q;
    const char *id;
    enum err e;

    if ((e = id_of(r, "id", &id)) != OK || (e = read_question(r, &q)) != OK)
        return e;
    q.id = id;
    if ((e = dashboard_data_prepare(&r->ctx, &q)) != OK)
        return e;
    if (q.key && respond_unchanged(r, q.key))
        return OK;
    return dashboard_data(&r->ctx, &q, respond_text(r, 200, "application/json"));
}
