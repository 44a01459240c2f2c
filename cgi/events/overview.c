/* GET /api/events/overview: the last hour, day and week. */
#include "events/routes.h"
#include "model/event_overview.h"
#include "model/question.h"
#include "web/response.h"

enum err overview_show(struct request *r)
{
    static const char *const allowed[] = { "tz", NULL };
    const char *zone = request_query(r, "tz");
    enum err e;

    if ((e = request_only(r, allowed)) != OK)
        return e;
    if (!zone)
        zone = "UTC";
    zone_check(&r->ctx, "tz", zone);
    if ((e = ctx_check(&r->ctx)) != OK)
        return e;
    return event_overview(&r->ctx, zone, respond_text(r, 200, "application/json"));
}
