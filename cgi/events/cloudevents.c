/* CloudEvents over HTTP: structured, binary and batched. */
#include "model/cloudevent.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "events/batch.h"
#include "events/cloudevents.h"
#include "events/media.h"
#include "model/event_batch.h"
#include "web/fcgi.h"
#include "web/inflate.h"

#define PREFIX "HTTP_CE_"

/* The attributes among the headers, "HTTP_CE_NAME=value"; as many as there is room for. */
static size_t attributes(const struct request *r, struct cloudevent_header *list, size_t room)
{
    size_t n = 0;

    for (char *const *p = fcgi_params(r->fcgi); *p && n < room; p++) {
        const char *equals = strchr(*p, '=');
        size_t len;
        char *name;

        if (!equals || !str_starts(*p, PREFIX))
            continue;
        len = (size_t)(equals - *p) - strlen(PREFIX);
        name = arena_strndup(r->ctx.arena, *p + strlen(PREFIX), len);
        for (char *q = name; *q; q++)
            *q = (char)tolower((unsigned char)*q);
        list[n++] = (struct cloudevent_header){ name, arena_strdup(r->ctx.arena, equals + 1) };
    }
    return n;
}

static enum err read_structured(struct request *r, struct event *e)
{
    struct json_scan s = json_scan(r->body ? r->body : "", r->body_len);

    if (!cloudevent_read(&r->ctx, &s, e) || !json_scan_end(&s))
        return event_batch_broken(&r->ctx, &s);
    return OK;
}

/* What is kept of an event in the binary form that was rejected: the body alone would not say what
 * it was. */
static void write_raw(struct ctx *c, const struct cloudevent_header *list, size_t n,
                      struct event *e)
{
    struct str s = str_new(c->arena, 1 << 20);
    struct json_out w = json_out(&s);

    json_open(&w, '{');
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(list[i].value);

        json_key(&w, list[i].name);
        json_strn(&w, list[i].value, str_utf8_valid(list[i].value, len));
    }
    if (e->payload && !s.overflow) {
        json_key(&w, "data");
        json_raw(&w, arena_strndup(c->arena, e->payload, e->payload_len));
    }
    json_close(&w, '}');
    e->raw = str_c(&s);
    e->raw_len = s.len;
}

static enum err read_binary(struct request *r, struct event *e)
{
    struct cloudevent_header list[CLOUDEVENT_ATTRIBUTES_MAX];
    size_t n = attributes(r, list, CLOUDEVENT_ATTRIBUTES_MAX);
    const char *type = request_header(r, "content-type");
    enum err err = cloudevent_binary(&r->ctx, list, n, type, r->body, r->body_len, e);

    if (err == OK && e->errors)
        write_raw(&r->ctx, list, n, e);
    return err;
}

bool cloudevents_binary(const struct request *r)
{
    static const char *const required[] = { "ce-specversion", "ce-id", "ce-source", "ce-type" };

    for (size_t i = 0; i < sizeof(required) / sizeof(*required); i++)
        if (request_header(r, required[i]))
            return true;
    return false;
}

bool cloudevents_structured(const struct request *r)
{
    return media_is(r, "application/cloudevents+json");
}

bool cloudevents_batched(const struct request *r)
{
    return media_is(r, "application/cloudevents-batch+json");
}

enum err cloudevents_read(struct request *r, struct event *e)
{
    return cloudevents_structured(r) ? read_structured(r, e) : read_binary(r, e);
}

enum err cloudevents_batch(struct request *r)
{
    enum err e = request_inflate(r, EVENT_BATCH_BYTES_MAX);
    struct event_batch b;

    if (e == OK)
        e = event_batch_array(&r->ctx, r->body ? r->body : "", r->body_len, cloudevent_read, &b);
    return e == OK ? batch_store(r, "cloudevents", &b, cloudevent_name_errors) : e;
}
