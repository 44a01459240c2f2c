/* The resource dataset. */
#include "datasets/datasets.h"
#include "base/json.h"
#include "base/object.h"
#include "model/dataset.h"
#include "web/response.h"

enum err dataset_answer(struct request *r, int status, enum err e, const struct dataset *d)
{
    if (e == OK)
        respond_thing(r, status, dataset_fields, d);
    return e;
}

enum err dataset_post(struct request *r)
{
    struct dataset d;
    struct dataset_upload up = { 0 };
    struct json_out *w;
    enum err e = dataset_create(&r->ctx, r->input, &d, &up);

    if (e != OK)
        return e;
    w = respond_json(r, 201);
    json_open(w, '{');
    json_key(w, "dataset");
    json_thing(w, dataset_fields, &d);
    upload_write(w, &up, "uploadExpiresAt");
    json_close(w, '}');
    return OK;
}

enum err dataset_index(struct request *r)
{
    static const char *const allowed[] = { "limit", "cursor", NULL };
    struct page page;
    struct dataset *list;
    size_t n;
    enum err e;

    if ((e = request_only(r, allowed)) != OK || (e = request_page(r, &page)) != OK ||
        (e = dataset_list(&r->ctx, page.limit, page.after, &list, &n)) != OK)
        return e;
    respond_list(r, &page, dataset_fields, list, n, sizeof(*list));
    return OK;
}

enum err dataset_show(struct request *r)
{
    struct dataset d;

    return dataset_answer(r, 200, dataset_by_id(&r->ctx, request_param(r, "id"), &d), &d);
}

enum err dataset_patch(struct request *r)
{
    struct dataset d;
    unsigned sent = (request_sent(r, "name") ? DATASET_SENT_NAME : 0) |
                    (request_sent(r, "description") ? DATASET_SENT_DESCRIPTION : 0) |
                    (request_sent(r, "mapping") ? DATASET_SENT_MAPPING : 0);

    return dataset_answer(r, 200,
                          dataset_update(&r->ctx, request_param(r, "id"), r->input, sent, &d), &d);
}

enum err dataset_remove(struct request *r)
{
    enum err e = dataset_delete(&r->ctx, request_param(r, "id"));

    if (e == OK)
        respond_empty(r, 204);
    return e;
}

enum err dataset_undo(struct request *r)
{
    struct dataset d;

    return dataset_answer(r, 200, dataset_restore(&r->ctx, request_param(r, "id"), &d), &d);
}

const struct field complete_input_fields[] = {
    FIELD(struct complete_input, parts, "parts", FIELD_INT, 0, .min = 1, .max = OBJECT_PARTS),
    FIELD_END,
};

enum err dataset_finish(struct request *r)
{
    const struct complete_input *in = r->input;
    struct dataset d;

    return dataset_answer(r, 202, dataset_complete(&r->ctx, request_param(r, "id"), in->parts, &d),
                          &d);
}

enum err storage_show(struct request *r)
{
    struct dataset_storage s;
    enum err e = dataset_storage(&r->ctx, &s);

    if (e == OK)
        respond_thing(r, 200, dataset_storage_fields, &s);
    return e;
}
