/* Members of the workspace: listing them, changing their role, letting them go. */
#include "model/member.h"

#include "tenants/routes.h"
#include "web/bind.h"
#include "web/response.h"

struct role_input {
    const char *role;
};

enum err members_list(struct request *r)
{
    struct member *items;
    struct page page;
    size_t n;
    enum err e = read_page(r, &page);

    if (e == OK)
        e = member_list(&r->ctx, page.after, page.limit + 1, &items, &n);
    if (e == OK)
        respond_list(r, &page, member_fields, items, n, sizeof(*items));
    return e;
}

enum err members_update(struct request *r)
{
    const struct field fields[] = { FIELD(struct role_input, role, "role", FIELD_STR,
                                          FIELD_REQUIRED, .choices = role_names),
                                    FIELD_END };
    struct role_input in = { 0 };
    struct member m;
    const char *id;
    uint64_t sent;
    enum err e = request_param_id(r, "userId", &id);

    if (e == OK)
        e = bind_object(&r->ctx, r->json, fields, "", &in, &sent);
    if (e == OK)
        e = member_set_role(&r->ctx, id, in.role, &m);
    if (e == OK)
        respond_thing(r, 200, member_fields, &m);
    return e;
}

enum err members_remove(struct request *r)
{
    const char *id;
    enum err e = request_param_id(r, "userId", &id);

    if (e == OK)
        e = member_remove(&r->ctx, id);
    if (e == OK)
        respond_empty(r, 204);
    return e;
}
