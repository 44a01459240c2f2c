/* An event as our own API writes it: a JSON object becomes a `struct event` here, its payload a
 * slice of the text. What the lengths may be and when it may have occurred is event_ingest()'s
 * business.
 *
 *     {"type":"page.viewed","source":"web","userId":"u-1","value":2.5,
 *      "occurredAt":"2026-01-15T09:00:00Z","payload":{…}} */
#ifndef MODEL_EVENT_JSON_H
#define MODEL_EVENT_JSON_H

#include "base/json_scan.h"
#include "model/event.h"

/* Reads the value at s->p, an event. e->errors lists everything that is invalid; false when the
 * text breaks there (s->broken). In a batch it may carry an `idempotencyKey`. Strings are copied to
 * c->arena, payload and raw stay slices of the text. */
bool event_json_read(struct ctx *c, struct json_scan *s, bool in_batch, struct event *e)
    __attribute__((warn_unused_result));

/* A string's text in the arena, for the field `path` of `e`; NULL after telling what is wrong. */
const char *event_json_string(struct ctx *c, const struct json_slice *v, const char *path,
                              struct event *e);

/* A string's text, or a number as it is written. */
const char *event_json_string_or_number(struct ctx *c, const struct json_slice *v, const char *path,
                                        struct event *e);

/* A finite number into e->value. */
void event_json_number(struct ctx *c, const struct json_slice *v, const char *path,
                       struct event *e);

/* A string with an RFC 3339 time into e->occurred_at. */
void event_json_time(struct ctx *c, const struct json_slice *v, const char *path, struct event *e);

/* Notes what jsonb cannot hold of the value that was just scanned, under the path of its place, and
 * clears it in the scan; false when there was something. */
bool event_json_fits(struct ctx *c, struct json_scan *s, const struct json_slice *v,
                     const char *path, struct event *e);

/* A member's name as a C string in the arena; one that cannot be decoded as it is written. */
const char *event_json_name(struct ctx *c, const struct json_slice *name);

#endif
