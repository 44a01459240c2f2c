/* Events are read from JSON here. */
#include "model/event_json.h"

#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/timeutil.h"

enum member { TYPE, SOURCE, USER_ID, VALUE, OCCURRED_AT, PAYLOAD, KEY, MEMBERS };

static const char *const names[MEMBERS] = {
    [TYPE] = "type",          [SOURCE] = "source",          [USER_ID] = "userId",
    [VALUE] = "value",        [OCCURRED_AT] = "occurredAt", [PAYLOAD] = "payload",
    [KEY] = "idempotencyKey",
};

#define NAME_SHOWN_MAX 100
#define UNKNOWN_MAX 10 /* told of one event */

const char *event_json_name(struct ctx *c, const struct json_slice *name)
{
    size_t n = name->n - 2;
    const char *text;

    if (n > NAME_SHOWN_MAX)
        return arena_printf(c->arena, "%.*s…", (int)str_utf8_valid(name->p + 1, NAME_SHOWN_MAX),
                            name->p + 1);
    text = json_slice_text(c->arena, name, &n);
    return text ? text : arena_strndup(c->arena, name->p + 1, n);
}

bool event_json_fits(struct ctx *c, struct json_scan *s, const struct json_slice *v,
                     const char *path, struct event *e)
{
    enum json_flaw flaw = s->flaw;
    size_t line, column;

    if (!flaw)
        return true;
    json_scan_where(s, s->flaw_at, &line, &column);
    ctx_invalid_in(c, &e->errors, json_scan_path(c->arena, path, v, s->flaw_at),
                   json_flaw_code(flaw), "%s (line %zu, column %zu)", json_flaw_text(flaw), line,
                   column);
    s->flaw = JSON_FLAW_NONE;
    return false;
}

static void wrong_type(struct ctx *c, const char *path, const char *wanted, struct event *e)
{
    ctx_invalid_in(c, &e->errors, path, "type", "must be %s", wanted);
}

const char *event_json_string(struct ctx *c, const struct json_slice *v, const char *path,
                              struct event *e)
{
    size_t n;

    if (v->type == JSON_STRING)
        return json_slice_text(c->arena, v, &n);
    wrong_type(c, path, "a string", e);
    return NULL;
}

static bool is_number(const struct json_slice *v)
{
    return v->type == JSON_INT || v->type == JSON_DOUBLE;
}

const char *event_json_string_or_number(struct ctx *c, const struct json_slice *v, const char *path,
                                        struct event *e)
{
    if (is_number(v))
        return arena_strndup(c->arena, v->p, v->n);
    if (v->type == JSON_STRING)
        return event_json_string(c, v, path, e);
    wrong_type(c, path, "a string or a number", e);
    return NULL;
}

void event_json_number(struct ctx *c, const struct json_slice *v, const char *path, struct event *e)
{
    if (!is_number(v))
        wrong_type(c, path, "a number", e);
    else if (!str_to_double(arena_strndup(c->arena, v->p, v->n), &e->value))
        ctx_invalid_in(c, &e->errors, path, "too_large", "is beyond what a double can hold");
    else
        e->has_value = true;
}

void event_json_time(struct ctx *c, const struct json_slice *v, const char *path, struct event *e)
{
    const char *text = event_json_string(c, v, path, e);

    if (text && !time_parse(text, strlen(text), true, &e->occurred_at))
        ctx_invalid_in(c, &e->errors, path, "format",
                       "must be an RFC 3339 time, like 2024-01-15T09:00:00Z");
}

static enum member member_of(struct ctx *c, const struct json_slice *name, bool in_batch)
{
    const char *decoded = name->escaped ? event_json_name(c, name) : NULL;
    unsigned known = in_batch ? MEMBERS : KEY;

    for (unsigned m = 0; m < known; m++)
        if (decoded ? str_eq(decoded, names[m]) : json_slice_is(name, names[m]))
            return (enum member)m;
    return MEMBERS;
}

/* Takes a member that is not null. */
static void take(struct ctx *c, enum member m, const struct json_slice *v, struct event *e)
{
    switch (m) {
    case TYPE:
        e->type = event_json_string(c, v, names[m], e);
        break;
    case SOURCE:
        e->source = event_json_string(c, v, names[m], e);
        break;
    case USER_ID:
        e->user_id = event_json_string_or_number(c, v, names[m], e);
        break;
    case VALUE:
        event_json_number(c, v, names[m], e);
        break;
    case OCCURRED_AT:
        event_json_time(c, v, names[m], e);
        break;
    case PAYLOAD:
        e->payload = v->p;
        e->payload_len = v->n;
        break;
    case KEY:
        e->key = event_json_string(c, v, names[m], e);
        e->kind = e->key ? EVENT_KEY_BATCH : EVENT_KEY_NONE;
        break;
    case MEMBERS:
        break;
    }
}

/* What stood last under each name. */
struct members {
    struct json_slice v[MEMBERS];
    bool bad[MEMBERS]; /* told already */
    size_t unknown;
};

static bool scan_members(struct ctx *c, struct json_scan *s, bool in_batch, struct members *all,
                         struct event *e)
{
    struct json_slice name, v;

    if (!json_scan_enter(s, '{'))
        return false;
    while (json_scan_more(s, '}')) {
        enum member m;

        if (!json_scan_name(s, &name))
            return false;
        s->flaw = JSON_FLAW_NONE; /* a flawed name is an unknown one */
        if (!json_scan_value(s, &v))
            return false;
        m = member_of(c, &name, in_batch);
        if (m == MEMBERS) {
            s->flaw = JSON_FLAW_NONE;
            if (all->unknown++ < UNKNOWN_MAX)
                ctx_invalid_in(c, &e->errors, event_json_name(c, &name), "unknown",
                               "is not a field of an event");
            continue;
        }
        all->bad[m] = !event_json_fits(c, s, &v, names[m], e);
        all->v[m] = v;
    }
    return !s->broken;
}

bool event_json_read(struct ctx *c, struct json_scan *s, bool in_batch, struct event *e)
{
    struct members all = { 0 };
    bool object = json_scan_peek(s) == '{';
    struct json_slice other;

    *e = (struct event){ .occurred_at = FIELD_TIME_NONE, .raw = s->p };
    s->flaw = JSON_FLAW_NONE;
    if (object ? !scan_members(c, s, in_batch, &all, e) : !json_scan_value(s, &other))
        return false;
    e->raw_len = (size_t)(s->p - e->raw);
    if (!object) {
        ctx_invalid_in(c, &e->errors, "", "type", "an event must be an object");
        return true;
    }
    for (unsigned m = 0; m < MEMBERS; m++)
        if (all.v[m].p && all.v[m].type != JSON_NULL && !all.bad[m])
            take(c, (enum member)m, &all.v[m], e);
    if (!all.v[TYPE].p || all.v[TYPE].type == JSON_NULL)
        ctx_invalid_in(c, &e->errors, "type", "required", "is required");
    return true;
}
