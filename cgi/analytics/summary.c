/* GET /api/analytics/summary: one line a series over the whole range. */
#include "analytics/ask.h"
#include "analytics/routes.h"
#include "model/answer.h"
#include "web/response.h"

enum err summary_show(struct request *r)
{
    static const char *const others[] = { NULL };
    struct question q;
    struct answer a;
    struct json_out *w;
    enum err e;

    ask_read(r, others, &q);
    if ((e = ctx_check(&r->ctx)) != OK)
        return e;
    q.interval = "all";
    q.aggs = AGG_ALL;
    if ((e = ask(r, &q, &a)) != OK)
        return e;
    w = respond_json(r, 200);
    json_open(w, '{');
    json_key(w, "series");
    answer_json_summary(w, &q, &a);
    json_close(w, '}');
    return OK;
}
