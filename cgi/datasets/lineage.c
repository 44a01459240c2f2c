/* Which dashboards use a dataset. */
#include "model/lineage.h"
#include "base/ctx.h"
#include "datasets/datasets.h"
#include "web/response.h"

enum err lineage_show(struct request *r)
{
    struct lineage *list;
    size_t n;
    enum err e = dataset_lineage(&r->ctx, request_param(r, "id"), &list, &n);

    if (e != OK)
        return e;
    respond_things(r, 200, "items", lineage_fields, list, n, sizeof(*list));
    return OK;
}
