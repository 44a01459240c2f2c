/* GET /api/analytics/metrics: what a dataset holds. */
#include "analytics/routes.h"
#include "model/metric.h"
#include "web/bind.h"
#include "web/response.h"

enum err metrics_list(struct request *r)
{
    static const char *const allowed[] = { "datasetId", NULL };
    static const struct field dataset = { .name = "datasetId", .type = FIELD_UUID };
    const char *text = request_query(r, "datasetId"), *id = NULL;
    struct metric *list;
    size_t n;
    enum err e;

    if ((e = request_only(r, allowed)) != OK)
        return e;
    if (!text)
        ctx_invalid(&r->ctx, "datasetId", "required", "is required");
    else if ((e = bind_text(&r->ctx, "datasetId", text, &dataset, &id)) != OK)
        return e;
    if ((e = ctx_check(&r->ctx)) != OK || (e = metric_list(&r->ctx, id, &list, &n)) != OK)
        return e;
    respond_things(r, 200, "items", metric_fields, list, n, sizeof(*list));
    return OK;
}
