/* Which dashboards use a dataset. */
#include "model/lineage.h"
#include "base/ctx.h"
#include "base/json.h"
#include "datasets/datasets.h"
#include "web/response.h"

enum err lineage_show(struct request *r)
{
    struct lineage *list;
    struct json_out *w;
    size_t n;
    enum err e = dataset_lineage(&r->ctx, request_param(r, "id"), &list, &n);

    if (e != OK)
        return e;
    w = respond_json(r, 200);
    json_open(w, '{');
    json_key(w, "items");
    json_open(w, '[');
    for (size_t i = 0; i < n; i++)
        json_thing(w, lineage_fields, &list[i]);
    json_close(w, ']');
    json_close(w, '}');
    return OK;
}
