/* Batches are taken apart here. */
#include "model/event_batch.h"

#include <string.h>

#include "base/ctx.h"
#include "base/vec.h"
#include "model/event_json.h"

struct reader {
    struct ctx *c;
    event_reader *read;
    VEC(struct event) events;
};

static bool read_event(struct ctx *c, struct json_scan *s, struct event *e)
{
    return event_json_read(c, s, true, e);
}

enum err event_batch_broken(struct ctx *c, struct json_scan *s)
{
    size_t line, column;

    json_scan_where(s, s->broken_at, &line, &column);
    return ctx_fail(c, ERR_BAD_JSON, "line %zu, column %zu: %s", line, column, s->broken);
}

static enum err too_many(struct ctx *c)
{
    return ctx_fail(c, ERR_TOO_LARGE, "a batch may have %d events", EVENTS_MAX);
}

/* Adds an event of n bytes. With the first one of `left` bytes there is room made for as many as
 * there seem to be. */
static void push(struct reader *r, const struct event *e, size_t n, size_t left)
{
    size_t room = n ? left / n + 1 : 1;

    if (!r->events.room) {
        r->events.room = room < EVENTS_MAX ? room : EVENTS_MAX;
        r->events.data = arena_array(r->c->arena, struct event, r->events.room);
    }
    vec_push(&r->events, *e);
}

/* The elements of the array that must stand at s->p. */
static enum err read_array(struct reader *r, struct json_scan *s)
{
    struct event e;

    if (!json_scan_enter(s, '['))
        return event_batch_broken(r->c, s);
    while (json_scan_more(s, ']')) {
        unsigned depth = s->depth;
        const char *begins = s->p;

        if (r->events.len == EVENTS_MAX)
            return too_many(r->c);
        s->depth = 0; /* an event may be as deep here as alone */
        if (!r->read(r->c, s, &e))
            return event_batch_broken(r->c, s);
        s->depth = depth;
        s->fresh = false;
        push(r, &e, (size_t)(s->p - begins), (size_t)(s->end - begins));
    }
    return s->broken ? event_batch_broken(r->c, s) : OK;
}

/* The members of the object around the array. */
static enum err read_object(struct reader *r, struct json_scan *s)
{
    struct json_slice name, v;
    bool found = false;
    enum err e;

    if (!json_scan_enter(s, '{'))
        return event_batch_broken(r->c, s);
    while (json_scan_more(s, '}')) {
        if (!json_scan_name(s, &name))
            return event_batch_broken(r->c, s);
        if (json_slice_is(&name, "events") && json_scan_peek(s) == '[') {
            found = true;
            r->events.len = 0;
            if ((e = read_array(r, s)) != OK)
                return e;
            continue;
        }
        if (!json_scan_value(s, &v))
            return event_batch_broken(r->c, s);
        if (json_slice_is(&name, "events")) {
            found = true;
            ctx_invalid(r->c, "events", "type", "must be an array");
        } else {
            ctx_invalid(r->c, event_json_name(r->c, &name), "unknown", "is not a field of a batch");
        }
    }
    if (!found && !s->broken)
        ctx_invalid(r->c, "events", "required", "is required");
    return OK;
}

/* A line that breaks is an event that says so. */
static void read_line(struct reader *r, const char *p, size_t n, size_t line, size_t left)
{
    struct json_scan s = json_scan_line(p, n, line);
    struct event e;

    if (!r->read(r->c, &s, &e) || !json_scan_end(&s)) {
        size_t column;

        json_scan_where(&s, s.broken_at, &line, &column);
        e = (struct event){ .occurred_at = FIELD_TIME_NONE, .raw = p, .raw_len = n };
        ctx_invalid_in(r->c, &e.errors, "", "bad_json", "line %zu, column %zu: %s", line, column,
                       s.broken);
    }
    push(r, &e, n + 1, left);
}

static bool is_blank(const char *p, size_t n)
{
    while (n && (*p == ' ' || *p == '\t' || *p == '\r'))
        p++, n--;
    return n == 0;
}

static enum err read_lines(struct reader *r, const char *p, size_t n)
{
    const char *end = p + n;

    for (size_t line = 1; p < end; line++) {
        const char *eol = memchr(p, '\n', (size_t)(end - p));
        size_t len = (size_t)((eol ? eol : end) - p);

        if (!is_blank(p, len)) {
            if (r->events.len == EVENTS_MAX)
                return too_many(r->c);
            read_line(r, p, len, line, (size_t)(end - p));
        }
        p += len + 1;
    }
    return OK;
}

static enum err finish(struct reader *r, enum err e, struct event_batch *batch)
{
    if (e == OK)
        e = ctx_check(r->c);
    *batch = (struct event_batch){ r->events.data, r->events.len };
    return e;
}

static enum err read_json(struct reader *r, const char *p, size_t n)
{
    struct json_scan s = json_scan(p, n);
    char first = json_scan_peek(&s);
    enum err e;

    if (first != '{' && first != '[') {
        struct json_slice v;

        if (json_scan_value(&s, &v) && json_scan_end(&s))
            ctx_invalid(r->c, "", "type", "a batch is an object with \"events\", or an array");
        return s.broken ? event_batch_broken(r->c, &s) : OK;
    }
    e = first == '[' ? read_array(r, &s) : read_object(r, &s);
    if (e == OK && !json_scan_end(&s))
        e = event_batch_broken(r->c, &s);
    return e;
}

enum err event_batch_read(struct ctx *c, const char *p, size_t n, enum event_batch_form form,
                          struct event_batch *batch)
{
    struct reader r = { .c = c, .read = read_event };
    enum err e;

    vec_init(&r.events, c->arena);
    e = form == EVENT_BATCH_LINES ? read_lines(&r, p, n) : read_json(&r, p, n);
    return finish(&r, e, batch);
}

enum err event_batch_array(struct ctx *c, const char *p, size_t n, event_reader *read,
                           struct event_batch *batch)
{
    struct reader r = { .c = c, .read = read };
    struct json_scan s = json_scan(p, n);
    enum err e;

    vec_init(&r.events, c->arena);
    e = read_array(&r, &s);
    if (e == OK && !json_scan_end(&s))
        e = event_batch_broken(c, &s);
    return finish(&r, e, batch);
}
