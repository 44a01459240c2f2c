/* Signed webhooks become events here. */
#include "model/hook.h"

#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/json_scan.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "model/event.h"
#include "model/event_json.h"

#define AHEAD (5 * TIME_MINUTE) /* clocks differ */

/* The members that are looked at; texts in the arena, NULL where there is none. */
struct said {
    const char *type, *event, *id, *timestamp, *created;
};

static void take(struct arena *a, struct said *s, const struct json_slice *name,
                 const struct json_slice *value)
{
    const struct {
        const char *name;
        const char **to;
    } wanted[] = {
        { "type", &s->type },           { "event", &s->event },     { "id", &s->id },
        { "timestamp", &s->timestamp }, { "created", &s->created },
    };
    size_t n;

    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
        if (!json_slice_is(name, wanted[i].name))
            continue;
        if (value->type == JSON_STRING)
            *wanted[i].to = json_slice_text(a, value, &n);
        else if (value->type == JSON_INT)
            *wanted[i].to = arena_strndup(a, value->p, value->n);
    }
}

static void tell_broken(struct ctx *c, struct json_scan *s, struct event *e)
{
    size_t line, column;

    json_scan_where(s, s->broken_at, &line, &column);
    ctx_invalid_in(c, &e->errors, "", "bad_json", "line %zu, column %zu: %s", line, column,
                   s->broken);
}

/* False when the body is no JSON, or none that can be stored. */
static bool look(struct ctx *c, const char *body, size_t n, struct said *said, struct event *e)
{
    struct json_scan s = json_scan(body, n);
    struct json_slice all, name, value;

    if (!json_scan_value(&s, &all) || !json_scan_end(&s)) {
        tell_broken(c, &s, e);
        return false;
    }
    if (!event_json_fits(c, &s, &all, "", e))
        return false;
    if (all.type != JSON_OBJECT)
        return true;
    s = json_scan(body, n);
    if (json_scan_enter(&s, '{'))
        while (json_scan_more(&s, '}') && json_scan_name(&s, &name) && json_scan_value(&s, &value))
            take(c->arena, said, &name, &value);
    return true;
}

static const char *first(const char *a, const char *b, const char *otherwise)
{
    return a && *a ? a : b && *b ? b : otherwise;
}

/* A moment that the body tells, unless it is too far from now to be one. */
static int64_t moment(const struct said *s, int64_t now)
{
    int64_t t = FIELD_TIME_NONE, seconds;

    if (s->created && str_to_int64(s->created, &seconds) && seconds > 0 &&
        seconds < now / TIME_SECOND * 2)
        t = seconds * TIME_SECOND;
    else if (s->timestamp && !time_parse(s->timestamp, strlen(s->timestamp), true, &t))
        t = FIELD_TIME_NONE;
    if (t < now - HOOK_AGE_MAX_DAYS * TIME_DAY || t > now + AHEAD)
        return FIELD_TIME_NONE;
    return t;
}

static const char *delivery_id(enum signing_scheme scheme, const struct hook_headers *h,
                               const struct said *s)
{
    if (scheme == SIGNING_STANDARD)
        return h->webhook_id;
    return scheme == SIGNING_GITHUB ? h->github_delivery : s->id;
}

void hook_read(struct ctx *c, enum signing_scheme scheme, const char *key_id,
               const struct hook_headers *h, const char *body, size_t n, int64_t now,
               struct event *e)
{
    struct said said = { 0 };
    const char *id;

    *e = (struct event){ .occurred_at = FIELD_TIME_NONE,
                         .source = signing_names[scheme - 1],
                         .raw = body,
                         .raw_len = n };
    if (look(c, body, n, &said, e)) {
        e->payload = body;
        e->payload_len = n;
    }
    e->type = first(scheme == SIGNING_GITHUB ? h->github_event : NULL, said.type,
                    first(said.event, NULL, "webhook"));
    e->occurred_at = moment(&said, now);
    if ((id = delivery_id(scheme, h, &said)) && *id) {
        e->kind = EVENT_KEY_WEBHOOK;
        e->key = arena_printf(c->arena, "%s/%s", key_id, id);
    }
}
