/* Workspaces of the person who asks; the path names the tenant, so no header does. */
#include "model/tenant.h"

#include "model/user.h"
#include "tenants/routes.h"
#include "web/bind.h"
#include "web/response.h"

static const struct field create_fields[] = {
    FIELD(struct tenant_input, name, "name", FIELD_STR, FIELD_REQUIRED, .min = 1,
          .max = NAME_MAX_CHARS),
    FIELD(struct tenant_input, slug, "slug", FIELD_STR, FIELD_NULLABLE),
    FIELD(struct tenant_input, metadata, "metadata", FIELD_JSON, 0), FIELD_END
};

static const struct field update_fields[] = {
    FIELD(struct tenant_input, name, "name", FIELD_STR, 0, .min = 1, .max = NAME_MAX_CHARS),
    FIELD(struct tenant_input, slug, "slug", FIELD_STR, 0),
    FIELD(struct tenant_input, metadata, "metadata", FIELD_JSON, 0), FIELD_END
};

/* Reads the body and lists everything that is wrong with it at once. */
static enum err read_input(struct request *r, const struct field *fields, struct tenant_input *in)
{
    uint64_t sent;
    enum err e = bind_object(&r->ctx, r->json, fields, "", in, &sent);

    tenant_check(&r->ctx, in);
    return e == OK ? ctx_check(&r->ctx) : e;
}

/* Everything that is one's own is few: one page holds it. */
enum err tenants_list(struct request *r)
{
    struct tenant *items;
    struct page page = { 0 };
    size_t n;
    enum err e = tenant_mine(&r->ctx, &items, &n);

    page.limit = (int64_t)n;
    if (e == OK)
        respond_list(r, &page, tenant_fields, items, n, sizeof(*items));
    return e;
}

enum err tenants_create(struct request *r)
{
    struct tenant_input in = { 0 };
    struct tenant t;
    enum err e = read_input(r, create_fields, &in);

    if (e == OK)
        e = tenant_create(&r->ctx, &in, &t);
    if (e == OK)
        respond_thing(r, 201, tenant_fields, &t);
    return e;
}

enum err tenants_show(struct request *r)
{
    struct tenant t;
    enum err e = tenant_enter(&r->ctx, request_param(r, "id"));

    if (e == OK)
        e = tenant_get(&r->ctx, &t);
    if (e == OK)
        respond_thing(r, 200, tenant_fields, &t);
    return e;
}

enum err tenants_update(struct request *r)
{
    struct tenant_input in = { 0 };
    struct tenant t;
    enum err e = tenant_enter(&r->ctx, request_param(r, "id"));

    if (e == OK && r->ctx.who.role < ROLE_ADMIN)
        e = ctx_fail(&r->ctx, ERR_FORBIDDEN, "this needs the role admin");
    if (e == OK)
        e = read_input(r, update_fields, &in);
    if (e == OK)
        e = tenant_update(&r->ctx, &in, &t);
    if (e == OK)
        respond_thing(r, 200, tenant_fields, &t);
    return e;
}
