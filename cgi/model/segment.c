/* Calls of Segment's API become events here. */
#include "model/segment.h"

#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/json_scan.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "base/vec.h"
#include "model/event.h"
#include "model/event_json.h"

const char *const segment_calls[] = {
    "track", "identify", "page", "screen", "group", "alias", NULL
};

/* The members that become columns, or are of no use once the call is here. */
enum part {
    PART_TYPE,
    PART_EVENT,
    PART_USER,
    PART_MESSAGE,
    PART_TIMESTAMP,
    PART_ORIGINAL,
    PART_SENT,
    PART_WRITE_KEY,
    PART_INTEGRATIONS,
    PART_METADATA,
    /* from here on they are payload, too */
    PART_ANONYMOUS,
    PART_PROPERTIES,
    PART_CONTEXT,
    PART_GROUP,
    PART_PREVIOUS,
    PART_OTHER
};

static const char *const names[] = {
    [PART_TYPE] = "type",
    [PART_EVENT] = "event",
    [PART_USER] = "userId",
    [PART_MESSAGE] = "messageId",
    [PART_TIMESTAMP] = "timestamp",
    [PART_ORIGINAL] = "originalTimestamp",
    [PART_SENT] = "sentAt",
    [PART_WRITE_KEY] = "writeKey",
    [PART_INTEGRATIONS] = "integrations",
    [PART_METADATA] = "_metadata",
    [PART_ANONYMOUS] = "anonymousId",
    [PART_PROPERTIES] = "properties",
    [PART_CONTEXT] = "context",
    [PART_GROUP] = "groupId",
    [PART_PREVIOUS] = "previousId",
};

/* One call, taken apart. */
struct call {
    struct json_slice parts[PART_OTHER]; /* p is NULL where absent or null */
    struct str payload;
};

/* What holds for all calls of a body. */
struct reading {
    struct ctx *c;
    int64_t now, sent_at; /* FIELD_TIME_NONE: not told */
};

static enum part part_of(const struct json_slice *name)
{
    for (int i = 0; i < PART_OTHER; i++)
        if (json_slice_is(name, names[i]))
            return (enum part)i;
    return PART_OTHER;
}

/* Adds a member to an object that is being written; its last bracket is the caller's. */
static void keep(struct str *object, const struct json_slice *name, const struct json_slice *value)
{
    str_addc(object, object->len ? ',' : '{');
    str_add(object, name->p, name->n);
    str_addc(object, ':');
    str_add(object, value->p, value->n);
}

/* Scans the call that is next; false when the scan breaks. */
static bool take_apart(struct ctx *c, struct json_scan *s, struct call *call, struct event *e)
{
    struct json_slice name, value;

    call->payload = str_new(c->arena, EVENT_PAYLOAD_MAX);
    if (!json_scan_enter(s, '{'))
        return false;
    while (json_scan_more(s, '}') && json_scan_name(s, &name)) {
        enum part part = part_of(&name);

        (void)event_json_fits(c, s, &name, "", e);
        if (!json_scan_value(s, &value))
            return false;
        (void)event_json_fits(c, s, &value, event_json_name(c, &name), e);
        if (value.type == JSON_NULL)
            continue;
        if (part < PART_OTHER)
            call->parts[part] = value;
        if (part >= PART_ANONYMOUS)
            keep(&call->payload, &name, &value);
    }
    if (call->payload.len)
        str_addc(&call->payload, '}');
    return !s->broken;
}

static const char *text_of(struct ctx *c, const struct call *call, enum part part, struct event *e)
{
    const struct json_slice *v = &call->parts[part];

    return v->p ? event_json_string_or_number(c, v, names[part], e) : NULL;
}

static int64_t time_of(struct ctx *c, const struct call *call, enum part part, struct event *e)
{
    const char *text = text_of(c, call, part, e);
    int64_t t = FIELD_TIME_NONE;

    if (text && !time_parse(text, strlen(text), false, &t))
        ctx_invalid_in(c, &e->errors, names[part], "format",
                       "must be a time like 2024-01-15T09:00:00.000Z");
    return t;
}

/* Segment's rule: by our clock it happened as long ago as, by the client's, it was before the sending. */
static int64_t moment(struct reading *r, const struct call *call, struct event *e)
{
    int64_t original = time_of(r->c, call, PART_ORIGINAL, e),
            sent = time_of(r->c, call, PART_SENT, e);

    if (original == FIELD_TIME_NONE)
        original = time_of(r->c, call, PART_TIMESTAMP, e);
    if (sent == FIELD_TIME_NONE)
        sent = r->sent_at;
    if (original == FIELD_TIME_NONE || sent == FIELD_TIME_NONE)
        return original;
    return r->now - (sent - original);
}

/* Looks for a number under `name` in an object. */
static bool number_in(struct arena *a, const struct json_slice *object, const char *wanted,
                      double *value_r)
{
    struct json_scan s = json_scan(object->p, object->n);
    struct json_slice name, value;
    bool found = false;

    if (!json_scan_enter(&s, '{'))
        return false;
    while (json_scan_more(&s, '}') && json_scan_name(&s, &name) && json_scan_value(&s, &value))
        if (json_slice_is(&name, wanted))
            found = (value.type == JSON_INT || value.type == JSON_DOUBLE) &&
                    str_to_double(arena_strndup(a, value.p, value.n), value_r);
    return found;
}

static void read_value(struct ctx *c, const struct call *call, struct event *e)
{
    const struct json_slice *properties = &call->parts[PART_PROPERTIES];

    if (properties->p && properties->type == JSON_OBJECT)
        e->has_value = number_in(c->arena, properties, "value", &e->value) ||
                       number_in(c->arena, properties, "revenue", &e->value);
}

static bool is_call(const char *name)
{
    for (int i = 0; segment_calls[i]; i++)
        if (str_eq(name, segment_calls[i]))
            return true;
    return false;
}

static void read_type(struct ctx *c, const struct call *call, const char *kind, struct event *e)
{
    if (!kind)
        ctx_invalid_in(c, &e->errors, "type", "required", "is required");
    else if (!is_call(kind))
        ctx_invalid_in(c, &e->errors, "type", "choice",
                       "must be track, identify, page, screen, group or alias");
    e->type = str_eq(kind, "track") ? text_of(c, call, PART_EVENT, e) : kind;
    if (str_eq(kind, "track") && (!e->type || !*e->type))
        ctx_invalid_in(c, &e->errors, "event", "required",
                       "is required: the name of what happened");
}

static void read_user(struct ctx *c, const struct call *call, struct event *e)
{
    const char *user = text_of(c, call, PART_USER, e),
               *anonymous = text_of(c, call, PART_ANONYMOUS, e);

    e->user_id = user && *user ? user : anonymous;
    if (!e->user_id || !*e->user_id)
        ctx_invalid_in(c, &e->errors, "userId", "required", "userId or anonymousId is required");
}

static void require(struct ctx *c, const struct call *call, enum part part, struct event *e)
{
    const char *text = text_of(c, call, part, e);

    if (!text || !*text)
        ctx_invalid_in(c, &e->errors, names[part], "required", "is required");
}

static const struct json_slice *member_of(const struct json_slice *object, const char *wanted,
                                          struct json_slice *value_r)
{
    struct json_scan s;
    struct json_slice name, value;
    const struct json_slice *found = NULL;

    if (!object->p || object->type != JSON_OBJECT)
        return NULL;
    s = json_scan(object->p, object->n);
    if (json_scan_enter(&s, '{'))
        while (json_scan_more(&s, '}') && json_scan_name(&s, &name) && json_scan_value(&s, &value))
            if (json_slice_is(&name, wanted)) {
                *value_r = value;
                found = value_r;
            }
    return found;
}

/* The library that sent it, which Segment's context names. */
static const char *library(struct ctx *c, const struct call *call)
{
    struct json_slice object, name;
    size_t n;

    if (member_of(&call->parts[PART_CONTEXT], "library", &object) &&
        member_of(&object, "name", &name) && name.type == JSON_STRING)
        return json_slice_text(c->arena, &name, &n);
    return "segment";
}

static void fill(struct reading *r, const struct call *call, const char *kind, struct event *e)
{
    struct ctx *c = r->c;

    read_type(c, call, kind, e);
    read_user(c, call, e);
    if (str_eq(kind, "group"))
        require(c, call, PART_GROUP, e);
    if (str_eq(kind, "alias"))
        require(c, call, PART_PREVIOUS, e);
    e->source = library(c, call);
    e->occurred_at = moment(r, call, e);
    e->key = text_of(c, call, PART_MESSAGE, e);
    if (e->key && *e->key)
        e->kind = EVENT_KEY_MESSAGE;
    if (call->payload.overflow)
        ctx_invalid_in(c, &e->errors, "", "too_long", "the call is too large");
    if (call->payload.len) {
        e->payload = str_c(&call->payload);
        e->payload_len = call->payload.len;
    }
    read_value(c, call, e);
}

/* The text of a call as it is kept when it is rejected: with its name, as in a batch, so that it can be
 * read again, and without the key, which is not for everybody who reads rejects. */
static void rewrite(struct reading *r, const char *kind, struct event *e)
{
    struct json_scan s = json_scan(e->raw, e->raw_len);
    struct str raw = str_new(r->c->arena, e->raw_len + 64);
    struct json_slice name, value;

    if (kind)
        str_printf(&raw, "{\"type\":\"%s\"", kind);
    if (json_scan_enter(&s, '{'))
        while (json_scan_more(&s, '}') && json_scan_name(&s, &name) &&
               json_scan_value(&s, &value)) {
            enum part part = part_of(&name);

            if (part == PART_WRITE_KEY || (kind && part == PART_TYPE))
                continue;
            keep(&raw, &name, &value);
        }
    str_adds(&raw, raw.len ? "}" : "{}");
    e->raw = str_c(&raw);
    e->raw_len = raw.len;
}

/* Reads the call that is next; false when the scan breaks. `kind` is NULL in a batch: the call says. */
static bool read_call(struct reading *r, struct json_scan *s, const char *kind, struct event *e)
{
    struct call call = { 0 };
    struct json_slice other;

    *e = (struct event){ .occurred_at = FIELD_TIME_NONE };
    (void)json_scan_peek(s);
    e->raw = s->p;
    if (json_scan_peek(s) == '{') {
        if (!take_apart(r->c, s, &call, e))
            return false;
        fill(r, &call, kind ? kind : text_of(r->c, &call, PART_TYPE, e), e);
    } else {
        if (!json_scan_value(s, &other))
            return false;
        s->flaw = JSON_FLAW_NONE;
        ctx_invalid_in(r->c, &e->errors, "", "type", "a call must be an object");
    }
    e->raw_len = (size_t)(s->p - e->raw);
    if (*e->raw == '{' && (kind || call.parts[PART_WRITE_KEY].p))
        rewrite(r, kind, e);
    if (e->raw_len > SEGMENT_CALL_MAX)
        ctx_invalid_in(r->c, &e->errors, "", "too_long", "a call may have %zu bytes",
                       SEGMENT_CALL_MAX);
    return true;
}

static enum err broken(struct ctx *c, struct json_scan *s)
{
    size_t line, column;

    json_scan_where(s, s->broken_at, &line, &column);
    return ctx_fail(c, ERR_BAD_JSON, "line %zu, column %zu: %s", line, column, s->broken);
}

/* A top-level string member, or NULL: writeKey and sentAt stand beside the batch, before or behind. */
static const char *beside(struct arena *a, const char *body, size_t len, const char *name)
{
    struct json_scan s = json_scan(body, len);
    struct json_slice all = { 0 }, value;
    size_t n;

    if (!json_scan_value(&s, &all) || !member_of(&all, name, &value) || value.type != JSON_STRING)
        return NULL;
    return json_slice_text(a, &value, &n);
}

const char *segment_write_key(struct arena *a, const char *body, size_t n)
{
    return beside(a, body, n, "writeKey");
}

static enum err read_one(struct reading *r, const char *call, struct json_scan *s,
                         struct event **list_r, size_t *n_r)
{
    *list_r = arena_one(r->c->arena, struct event);
    *n_r = 1;
    if (!read_call(r, s, call, *list_r) || !json_scan_end(s))
        return broken(r->c, s);
    return OK;
}

/* The array of a batch, or NULL with the scan broken or without one. */
static bool find_batch(struct json_scan *s, struct json_slice *array_r)
{
    struct json_slice all = { 0 };

    return json_scan_value(s, &all) && json_scan_end(s) && member_of(&all, "batch", array_r) &&
           array_r->type == JSON_ARRAY;
}

static enum err read_calls(struct reading *r, const struct json_slice *array, struct event **list_r,
                           size_t *n_r)
{
    struct json_scan s = json_scan(array->p, array->n);
    VEC(struct event) list;
    struct event e;

    vec_init(&list, r->c->arena);
    if (json_scan_enter(&s, '['))
        while (json_scan_more(&s, ']') && read_call(r, &s, NULL, &e)) {
            if (list.len == EVENTS_MAX)
                return ctx_fail(r->c, ERR_TOO_LARGE, "a batch may have %d calls", EVENTS_MAX);
            vec_push(&list, e);
        }
    *list_r = list.data;
    *n_r = list.len;
    return OK;
}

enum err segment_read(struct ctx *c, const char *call, const char *body, size_t n, int64_t now,
                      struct event **list_r, size_t *n_r)
{
    struct reading r = { .c = c, .now = now, .sent_at = FIELD_TIME_NONE };
    struct json_scan s = json_scan(body, n);
    struct json_slice array;
    const char *sent;

    if (!str_eq(call, "batch"))
        return read_one(&r, call, &s, list_r, n_r);
    if (!find_batch(&s, &array)) {
        if (s.broken)
            return broken(c, &s);
        ctx_invalid(c, "batch", "required", "must be an array of calls");
        return ctx_check(c);
    }
    sent = beside(c->arena, body, n, "sentAt");
    if (sent && !time_parse(sent, strlen(sent), false, &r.sent_at))
        r.sent_at = FIELD_TIME_NONE;
    return read_calls(&r, &array, list_r, n_r);
}
