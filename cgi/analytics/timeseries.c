/* GET /api/analytics/timeseries: the points of a range, bucket by bucket. */
#include "analytics/ask.h"
#include "analytics/routes.h"
#include "model/answer.h"
#include "web/bind.h"
#include "web/response.h"

static void read_cut(struct request *r, struct question *q)
{
    static const struct field interval = { .name = "interval",
                                           .type = FIELD_STR,
                                           .choices = interval_names };
    const char *text = request_query(r, "interval"), *aggs = request_query(r, "agg");

    q->interval = "auto";
    q->aggs = AGG_AVG;
    if (aggs)
        q->aggs = aggs_read(&r->ctx, "agg", aggs);
    if (text && bind_text(&r->ctx, "interval", text, &interval, &q->interval) != OK)
        return;
}

enum err timeseries_show(struct request *r)
{
    static const char *const others[] = { "interval", "agg", NULL };
    struct question q;
    struct answer a;
    struct json_out *w;
    enum err e;

    ask_read(r, others, &q);
    read_cut(r, &q);
    if ((e = ctx_check(&r->ctx)) != OK || (e = ask(r, &q, &a)) != OK)
        return e;
    w = respond_json(r, 200);
    json_open(w, '{');
    answer_json_series(w, &q, &a);
    json_close(w, '}');
    return OK;
}
