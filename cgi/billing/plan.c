/* GET /api/plan: what the workspace may. */
#include "model/plan.h"
#include "billing/routes.h"
#include "web/response.h"

enum err plan_show(struct request *r)
{
    static const char *const allowed[] = { "tenant", NULL };
    struct plan p;
    enum err e = request_only(r, allowed);

    if (e == OK)
        e = plan_get(&r->ctx, &p);
    if (e == OK)
        respond_thing(r, 200, plan_fields, &p);
    return e;
}
