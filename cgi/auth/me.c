/* The person who asks: name and address, password, preferences. */
#include "model/me.h"
#include "auth/cookies.h"
#include "auth/routes.h"
#include "web/bind.h"
#include "web/response.h"

static const struct field change_fields[] = {
    FIELD(struct user_change, name, "name", FIELD_STR, 0, .min = 1, .max = NAME_MAX_CHARS),
    FIELD(struct user_change, email, "email", FIELD_STR, 0),
    FIELD(struct user_change, password, "password", FIELD_STR, 0, .min = 1, .max = PASSWORD_MAX),
    FIELD_END
};

struct password_change {
    const char *current, *new;
};
static const struct field password_fields[] = {
    FIELD(struct password_change, current, "current", FIELD_STR, FIELD_REQUIRED, .min = 1,
          .max = PASSWORD_MAX),
    FIELD(struct password_change, new, "new", FIELD_STR, FIELD_REQUIRED, .min = PASSWORD_MIN,
          .max = PASSWORD_MAX),
    FIELD_END
};

enum err me_show(struct request *r)
{
    struct me me;
    struct json_out *w;
    enum err e = me_get(&r->ctx, &me);

    if (e != OK)
        return e;
    w = respond_json(r, 200);
    json_open(w, '{');
    json_key(w, "user");
    json_thing(w, user_fields, &me.user);
    json_key(w, "tenants");
    json_open(w, '[');
    for (size_t i = 0; i < me.ntenants; i++)
        json_thing(w, tenant_fields, &me.tenants[i]);
    json_close(w, ']');
    json_key(w, "preferences");
    json_thing(w, preferences_fields, &me.preferences);
    json_close(w, '}');
    return OK;
}

enum err me_update(struct request *r)
{
    struct user_change in = { 0 };
    struct visit v = visit_of(r);
    struct user u;
    uint64_t sent;
    enum err e = bind_object(&r->ctx, r->json, change_fields, "", &in, &sent);

    if (in.email)
        in.email = user_email(&r->ctx, "email", in.email);
    if (e == OK)
        e = ctx_check(&r->ctx);
    if (e == OK)
        e = user_update(&r->ctx, &in, &v, &u);
    return e == OK ? me_show(r) : e;
}

enum err me_password(struct request *r)
{
    struct password_change in = { 0 };
    struct visit v = visit_of(r);
    uint64_t sent;
    enum err e = bind_object(&r->ctx, r->json, password_fields, "", &in, &sent);

    if (e == OK)
        e = user_change_password(&r->ctx, in.current, in.new, &v);
    if (e == OK)
        respond_empty(r, 204);
    return e;
}

enum err preferences_show(struct request *r)
{
    struct preferences p;
    enum err e = preferences_get(&r->ctx, &p);

    if (e == OK)
        respond_thing(r, 200, preferences_fields, &p);
    return e;
}

/* What was not sent: missing in a PUT, left alone by a PATCH. */
static enum err store(struct request *r, bool whole)
{
    struct preferences in = { 0 }, p;
    uint64_t sent;
    enum err e = bind_object(&r->ctx, r->json, preferences_fields, "", &in, &sent);

    for (int i = 0; whole && preferences_fields[i].name; i++)
        if (!(sent >> i & 1))
            ctx_invalid(&r->ctx, preferences_fields[i].name, "required", "is required");
    if (e == OK)
        e = ctx_check(&r->ctx);
    if (e != OK || (e = preferences_set(&r->ctx, &in, &p)) != OK)
        return e;
    respond_thing(r, 200, preferences_fields, &p);
    return OK;
}

enum err preferences_replace(struct request *r)
{
    return store(r, true);
}

enum err preferences_update(struct request *r)
{
    return store(r, false);
}
