/* Invitations: made and ended by an admin, shown and taken up by who holds the link. */
#include "model/invitation.h"

#include "base/arena.h"
#include "base/settings.h"
#include "model/member.h"
#include "model/tenant.h"
#include "model/user.h"
#include "tenants/routes.h"
#include "web/bind.h"
#include "web/response.h"

enum err invitations_list(struct request *r)
{
    struct invitation *items;
    struct page page;
    size_t n;
    enum err e = read_page(r, &page);

    if (e == OK)
        e = invitation_list(&r->ctx, page.after, page.limit + 1, &items, &n);
    if (e == OK)
        respond_list(r, &page, invitation_fields, items, n, sizeof(*items));
    return e;
}

static enum err read_input(struct request *r, struct invitation_input *in)
{
    const struct field fields[] = { FIELD(struct invitation_input, email, "email", FIELD_STR,
                                          FIELD_REQUIRED),
                                    FIELD(struct invitation_input, role, "role", FIELD_STR,
                                          FIELD_REQUIRED, .choices = role_names),
                                    FIELD_END };
    uint64_t sent;
    enum err e = bind_object(&r->ctx, r->json, fields, "", in, &sent);

    if (in->email)
        in->email = user_email(&r->ctx, "email", in->email);
    return e == OK ? ctx_check(&r->ctx) : e;
}

/* A path; the page knows its own address. */
static const char *link_of(struct request *r, const char *token)
{
    return token ? arena_printf(r->ctx.arena, "/invite/%s", token) : NULL;
}

enum err invitations_create(struct request *r)
{
    struct invitation_input in = { 0 };
    struct invitation made;
    struct json_out *w;
    const char *token;
    enum err e = read_input(r, &in);

    if (e != OK || (e = invitation_create(&r->ctx, &in, &made, &token)) != OK)
        return e;
    w = respond_json(r, 201);
    json_open(w, '{');
    json_key(w, "invitation");
    json_thing(w, invitation_fields, &made);
    json_key(w, "url");
    json_str(w, link_of(r, token));
    json_close(w, '}');
    return OK;
}

/* Who holds the link knows the token; the id is for those who made the invitation. */
enum err invitations_show(struct request *r)
{
    struct invited i;
    enum err e = invitation_find(&r->ctx, request_param(r, "invitation"), &i);

    if (e == OK)
        respond_thing(r, 200, invited_fields, &i);
    return e;
}

enum err invitations_revoke(struct request *r)
{
    const char *id;
    enum err e = request_param_id(r, "invitation", &id);

    if (e == OK)
        e = invitation_revoke(&r->ctx, id);
    if (e == OK)
        respond_empty(r, 204);
    return e;
}

enum err invitations_accept(struct request *r)
{
    struct tenant t;
    struct json_out *w;
    enum err e = invitation_accept(&r->ctx, request_param(r, "token"), &t);

    if (e != OK)
        return e;
    w = respond_json(r, 200);
    json_open(w, '{');
    json_key(w, "tenant");
    json_thing(w, tenant_fields, &t);
    json_close(w, '}');
    return OK;
}
