/* The resource version: what a dataset was, is, and is about to become. */
#include "base/ctx.h"
#include "base/json.h"
#include "base/str.h"
#include "datasets/datasets.h"
#include "model/dataset.h"
#include "model/version.h"
#include "web/response.h"

enum err version_post(struct request *r)
{
    struct dataset_upload up = { 0 };
    struct dataset d;
    int64_t version;
    struct json_out *w;
    enum err e = version_add(&r->ctx, request_param(r, "id"), r->input, request_sent(r, "mapping"),
                             &d, &version, &up);

    if (e != OK)
        return e;
    w = respond_json(r, 201);
    json_open(w, '{');
    json_key(w, "dataset");
    json_thing(w, dataset_fields, &d);
    json_key(w, "version");
    json_num(w, version);
    upload_write(w, &up, "expiresAt");
    json_close(w, '}');
    return OK;
}

static enum err read_before(struct request *r, const struct page *page, int64_t *before_r)
{
    *before_r = 0;
    if (page->after && (!str_to_int64(page->after, before_r) || *before_r < 1))
        ctx_invalid(&r->ctx, "cursor", "format", "is not a cursor of this listing");
    return ctx_check(&r->ctx);
}

enum err version_index(struct request *r)
{
    static const char *const allowed[] = { "limit", "cursor", NULL };
    struct page page;
    struct version *list;
    int64_t before;
    size_t n;
    enum err e;

    if ((e = request_only(r, allowed)) != OK || (e = request_page(r, &page)) != OK ||
        (e = read_before(r, &page, &before)) != OK ||
        (e = version_list(&r->ctx, request_param(r, "id"), before, page.limit, &list, &n)) != OK)
        return e;
    respond_list(r, &page, version_fields, list, n, sizeof(*list));
    return OK;
}

enum err version_undo(struct request *r)
{
    const char *text = request_param(r, "version");
    struct dataset d;
    int64_t version;

    if (!str_to_int64(text, &version) || version < 1)
        return ctx_fail(&r->ctx, ERR_NOT_FOUND, "there is no version %s", text);
    return dataset_answer(r, 200, version_restore(&r->ctx, request_param(r, "id"), version, &d),
                          &d);
}

enum err version_again(struct request *r)
{
    struct dataset d;

    return dataset_answer(r, 202, version_reingest(&r->ctx, request_param(r, "id"), r->input, &d),
                          &d);
}

enum err version_stop(struct request *r)
{
    struct dataset d;

    return dataset_answer(r, 200, version_cancel(&r->ctx, request_param(r, "id"), &d), &d);
}
