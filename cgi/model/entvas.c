/* Events of Entvas's webhook are read here. */
#include "model/entvas.h"

#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/ctx.h"
#include "base/json.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "base/uuid.h"
#include "model/event.h"

static const char *const types[] = { "page_view", "user_joined",  "user_disconnect",
                                     "log",       "user_message", NULL };
static const char *const members[] = { "eventType", "userId",         "timestamp",
                                       "metadata",  "organizationId", NULL };

static bool is_one_of(const char *const *list, const char *text)
{
    for (; *list; list++)
        if (str_eq(*list, text))
            return true;
    return false;
}

/* The text of a member that has to be there, or NULL with the reason recorded. */
static const char *read_text(struct ctx *c, const struct json *body, const char *name)
{
    const struct json *v = json_get(body, name);
    const char *text = json_string(v);

    if (!v)
        ctx_invalid(c, name, "required", "%s is required", name);
    else if (!text)
        ctx_invalid(c, name, "type", "%s must be a string", name);
    else if (!*text)
        ctx_invalid(c, name, "too_short", "%s is not allowed to be empty", name);
    return text && *text ? text : NULL;
}

static void read_type(struct ctx *c, const struct json *body, struct event *e)
{
    e->type = read_text(c, body, "eventType");
    if (e->type && !is_one_of(types, e->type))
        ctx_invalid(c, "eventType", "choice",
                    "eventType must be one of: page_view, user_joined, user_disconnect, log, "
                    "user_message");
}

static void read_user(struct ctx *c, const struct json *body, struct event *e)
{
    e->user_id = read_text(c, body, "userId");
    if (e->user_id && e->user_id[strspn(e->user_id, "0123456789")] && !uuid_valid(e->user_id))
        ctx_invalid(c, "userId", "format", "userId must contain only digits, or be a UUID");
}

/* Its users send local time with a Z, so a time of another zone is nothing strange. */
static const char *read_time(struct ctx *c, const struct json *body, struct event *e)
{
    const char *text = read_text(c, body, "timestamp");

    e->occurred_at = FIELD_TIME_NONE;
    if (text && !time_parse(text, strlen(text), false, &e->occurred_at))
        ctx_invalid(c, "timestamp", "format", "timestamp must be a valid ISO date string");
    return text;
}

static void read_metadata(struct ctx *c, const struct json *body, struct event *e)
{
    const struct json *v = json_get(body, "metadata");

    if (!v)
        return;
    if (json_type(v) != JSON_OBJECT) {
        ctx_invalid(c, "metadata", "type", "metadata must be an object");
        return;
    }
    e->payload = json_text(c->arena, v);
    e->payload_len = strlen(e->payload);
}

/* The key names the workspace, so an organization is looked at and passed over. */
static void read_organization(struct ctx *c, const struct json *body)
{
    const struct json *v = json_get(body, "organizationId");
    const char *text = json_string(v);

    if (v && (!text || !uuid_valid(text)))
        ctx_invalid(c, "organizationId", "format", "organizationId must be a valid UUID");
}

static bool is_member(void *arg, const char *name, const struct json *value)
{
    (void)value;
    if (!is_one_of(members, name))
        ctx_invalid(arg, name, "unknown", "%s is not allowed", name);
    return true;
}

/* Its users have no key for an event, and they send again what they got no answer to. */
static const char *own_key(struct arena *a, const struct event *e, const char *time)
{
    const char *text =
        arena_printf(a, "%s\n%s\n%s\n%s", e->type, e->user_id, time, e->payload ? e->payload : "");
    char hash[SHA256_HEX];

    crypto_sha256_hex(text, strlen(text), hash);
    return arena_printf(a, "entvas %s", hash);
}

static void read_members(struct ctx *c, const struct json *body, struct event *e)
{
    const char *time;

    read_type(c, body, e);
    read_user(c, body, e);
    time = read_time(c, body, e);
    read_metadata(c, body, e);
    read_organization(c, body);
    json_each(body, is_member, c);
    if (ctx_check(c) != OK)
        return;
    e->kind = EVENT_KEY_WEBHOOK;
    e->key = own_key(c->arena, e, time);
}

void entvas_read(struct ctx *c, const char *body, size_t n, struct event *e)
{
    const struct json *json;

    *e = (struct event){ .occurred_at = FIELD_TIME_NONE, .raw = body, .raw_len = n };
    if (json_parse(c, body, n, &json) == OK) {
        if (json_type(json) == JSON_OBJECT)
            read_members(c, json, e);
        else
            ctx_invalid(c, "", "type", "the body must be an object");
    }
    e->errors = c->problem.errors;
    if (c->problem.err != OK && !e->errors)
        ctx_invalid_in(c, &e->errors, "", err_code(c->problem.err), "%s", c->problem.detail);
    c->problem = (struct problem){ 0 };
}
