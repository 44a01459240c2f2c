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

static const struct field rate_fields[] = {
    FIELD(struct key_rate, per_second, "perSecond", FIELD_INT, FIELD_REQUIRED, .min = 1,
          .max = APIKEY_RATE_MAX),
    FIELD(struct key_rate, burst, "burst", FIELD_INT, FIELD_REQUIRED, .min = 1,
          .max = APIKEY_BURST_MAX),
    FIELD_END
};

/* {"perSecond":…,"burst":…}; absent or null: no limit. */
static enum err read_rate(struct request *r, struct key_rate *rate_r)
{
    const struct json *rate = json_get(r->json, "rate");
    uint64_t sent;

    if (json_type(rate) == JSON_NULL)
        return OK;
    if (json_type(rate) != JSON_OBJECT) {
        ctx_invalid(&r->ctx, "rate", "type", "must be an object");
        return ctx_check(&r->ctx);
    }
    return bind_object(&r->ctx, rate, rate_fields, "rate.", rate_r, &sent);
}

/* The body; what `rate` holds is read by read_rate(). */
struct key_body {
    struct apikey_input in;
    const char *rate;
};

/* A public key needs its pages and has one scope; any other key needs scopes. */
static void complete(struct request *r, struct apikey_input *in)
{
    static const char *write_events[] = { "events:write" };
    bool is_public = str_eq(in->kind, "public");

    if (is_public && !json_get(r->json, "origins"))
        ctx_invalid(&r->ctx, "origins", "required", "must name the pages that may use the key");
    if (json_get(r->json, "scopes"))
        return;
    if (is_public)
        in->scopes = (struct field_strs){ write_events, 1 };
    else
        ctx_invalid(&r->ctx, "scopes", "required", "is required");
}

static enum err read_input(struct request *r, struct apikey_input *in_r)
{
    const struct field fields[] = {
        FIELD(struct key_body, in.name, "name", FIELD_STR, FIELD_REQUIRED, .min = 1,
              .max = NAME_MAX_CHARS),
        FIELD(struct key_body, in.kind, "kind", FIELD_STR, 0, .choices = apikey_kinds),
        FIELD(struct key_body, in.scopes, "scopes", FIELD_STRS, 0, .min = 1, .max = 20,
              .choices = apikey_scopes),
        FIELD(struct key_body, in.origins, "origins", FIELD_STRS, FIELD_NULLABLE, .min = 1,
              .max = APIKEY_ORIGINS_MAX),
        FIELD(struct key_body, in.signing, "signing", FIELD_STR, FIELD_NULLABLE,
              .choices = signing_names),
        FIELD(struct key_body, in.signing_secret, "signingSecret", FIELD_STR, FIELD_NULLABLE),
        FIELD(struct key_body, rate, "rate", FIELD_JSON, FIELD_NULLABLE),
        FIELD(struct key_body, in.expires_at, "expiresAt", FIELD_TIME, FIELD_NULLABLE),
        FIELD_END
    };
    struct key_body body = { 0 };
    uint64_t sent;
    enum err e = bind_object(&r->ctx, r->json, fields, "", &body, &sent);
    enum err rate;

    if (json_type(r->json) != JSON_OBJECT)
        return e;
    rate = read_rate(r, &body.in.rate);

    complete(r, &body.in);
    apikey_check(&r->ctx, &body.in);
    *in_r = body.in;
    if (e == OK)
        e = rate;
    return e == OK ? ctx_check(&r->ctx) : e;
}

enum err keys_create(struct request *r)
{
    struct apikey_input in;
    struct apikey_made made;
    struct json_out *w;
    enum err e = read_input(r, &in);

    if (e != OK || (e = apikey_create(&r->ctx, &in, &made)) != OK)
        return e;
    w = respond_json(r, 201);
    json_open(w, '{');
    json_key(w, "key");
    json_thing(w, apikey_fields, &made.key);
    json_key(w, "secret");
    json_str(w, made.secret);
    if (made.key.signing) {
        json_key(w, "signingSecret");
        json_str(w, made.signing_secret);
    }
    json_close(w, '}');
    return OK;
}

/* The body of a change; what `rate` holds is read by read_rate(). */
struct change_body {
    struct apikey_change change;
    const char *rate;
};

static const struct field change_fields[] = {
    FIELD(struct change_body, change.name, "name", FIELD_STR, 0, .min = 1, .max = NAME_MAX_CHARS),
    FIELD(struct change_body, change.origins, "origins", FIELD_STRS, 0, .min = 1,
          .max = APIKEY_ORIGINS_MAX),
    FIELD(struct change_body, change.signing_secret, "signingSecret", FIELD_STR, 0),
    FIELD(struct change_body, rate, "rate", FIELD_JSON, FIELD_NULLABLE), FIELD_END
};

enum err keys_update(struct request *r)
{
    struct change_body body = { 0 };
    struct apikey key;
    const char *id;
    uint64_t sent;
    enum err e = request_param_id(r, "id", &id);

    if (e != OK || (e = bind_object(&r->ctx, r->json, change_fields, "", &body, &sent)) != OK ||
        (e = read_rate(r, &body.change.rate)) != OK)
        return e;
    body.change.rate_sent = json_get(r->json, "rate") != NULL;
    if ((e = apikey_update(&r->ctx, id, &body.change, &key)) == OK)
        respond_thing(r, 200, apikey_fields, &key);
    return e;
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
