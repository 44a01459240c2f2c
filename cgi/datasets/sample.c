/* The sample data of a new workspace. */
#include "model/sample.h"
#include "datasets/datasets.h"
#include "model/dataset.h"
#include "web/response.h"

enum err sample_post(struct request *r)
{
    struct dataset *list;
    size_t n;
    enum err e = sample_create(&r->ctx, &list, &n);

    if (e != OK)
        return e;
    respond_things(r, 202, "datasets", dataset_fields, list, n, sizeof(*list));
    return OK;
}
