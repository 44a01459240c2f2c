/* GET /api/usage: a month by day and by key. */
#include "model/usage.h"
#include "billing/routes.h"
#include "web/response.h"

/* The running month where none is named. */
static enum err read_month(struct request *r, struct month *m_r)
{
    const char *text = request_query(r, "month");

    if (!text) {
        *m_r = month_now();
        return OK;
    }
    if (!month_parse(text, m_r))
        ctx_invalid(&r->ctx, "month", "format", "must be like 2024-01");
    else if (month_is_to_come(m_r))
        ctx_invalid(&r->ctx, "month", "too_large", "has not begun");
    return ctx_check(&r->ctx);
}

enum err usage_show(struct request *r)
{
    static const char *const allowed[] = { "month", "tenant", NULL };
    struct month month;
    struct usage u;
    enum err e = request_only(r, allowed);

    if (e == OK)
        e = read_month(r, &month);
    if (e == OK)
        e = usage_get(&r->ctx, &month, &u);
    if (e == OK)
        usage_json(respond_json(r, 200), &u);
    return e;
}
