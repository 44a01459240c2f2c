/* API keys of the workspace. */
#include "model/apikey.h"

#include "model/user.h"
#include "tenants/routes.h"
#include "web/bind.h"
#include "web/response.h"

enum err keys_list(struct request *r)
{
    struct apikey *items;
    struct page page;
    size_t n;
    enum err e = read_page(r, &page);

    if (e == OK)
        e = apikey_list(&r->ctx, page.after, page.limit + 1, &items, &n);
    if (e == OK)
        respond_list(r, &page, apikey_fields, items, n, sizeof(*items));
    return e;
}

static enum err read_input(struct request *r, struct apikey_input *in)
{
    const struct field fields[] = {
        FIELD(struct apikey_input, name, "name", FIELD_STR, FIELD_REQUIRED, .min = 1,
              .max = NAME_MAX_CHARS),
        FIELD(struct apikey_input, scopes, "scopes", FIELD_STRS, FIELD_REQUIRED, .min = 1,
              .max = 20, .choices = apikey_scopes),
        FIELD(struct apikey_input, expires_at, "expiresAt", FIELD_TIME, FIELD_NULLABLE), FIELD_END
    };
    uint64_t sent;
    enum err e = bind_object(&r->ctx, r->json, fields, "", in, &sent);

    apikey_check(&r->ctx, in);
    return e == OK ? ctx_check(&r->ctx) : e;
}

enum err keys_create(struct request *r)
{
    struct apikey_input in = { 0 };
    struct apikey made;
    struct json_out *w;
    const char *secret;
    enum err e = read_input(r, &in);

    if (e != OK || (e = apikey_create(&r->ctx, &in, &made, &secret)) != OK)
        return e;
    w = respond_json(r, 201);
    json_open(w, '{');
    json_key(w, "key");
    json_thing(w, apikey_fields, &made);
    json_key(w, "secret");
    json_str(w, secret);
    json_close(w, '}');
    return OK;
}

enum err keys_remove(struct request *r)
{
    const char *id;
    enum err e = request_param_id(r, "id", &id);

    if (e == OK)
        e = apikey_remove(&r->ctx, id);
    if (e == OK)
        respond_empty(r, 204);
    return e;
}
