/* The sample data of a new workspace. */
#include "model/sample.h"
#include "base/json.h"
#include "datasets/datasets.h"
#include "model/dataset.h"
#include "web/response.h"

enum err sample_post(struct request *r)
{
    struct dataset *list;
    struct json_out *w;
    size_t n;
    enum err e = sample_create(&r->ctx, &list, &n);

    if (e != OK)
        return e;
    w = respond_json(r, 202);
    json_open(w, '{');
    json_key(w, "datasets");
    json_open(w, '[');
    for (size_t i = 0; i < n; i++)
        json_thing(w, dataset_fields, &list[i]);
    json_close(w, ']');
    json_close(w, '}');
    return OK;
}
