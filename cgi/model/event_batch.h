/* Many events in one text: `{"events":[…]}`, a bare array, or one JSON object a line (NDJSON). */
#ifndef MODEL_EVENT_BATCH_H
#define MODEL_EVENT_BATCH_H

#include "base/json_scan.h"
#include "model/event.h"

#define EVENT_BATCH_BYTES_MAX ((size_t)16 << 20) /* unpacked too */

enum event_batch_form { EVENT_BATCH_JSON, EVENT_BATCH_LINES };

/* One event's reader, as event_json_read() without its flag. */
typedef bool event_reader(struct ctx *c, struct json_scan *s, struct event *e);

struct event_batch {
    struct event *list;
    size_t n;
};

/* Reads n bytes. ERR_BAD_JSON with line and column when the text breaks, ERR_TOO_LARGE above
 * EVENTS_MAX events, ERR_INVALID when there are no events in it. A line that is not JSON is a bad
 * event by itself. */
enum err event_batch_read(struct ctx *c, const char *p, size_t n, enum event_batch_form form,
                          struct event_batch *batch_r) __attribute__((warn_unused_result));

/* An array alone, its elements read by `read`. */
enum err event_batch_array(struct ctx *c, const char *p, size_t n, event_reader *read,
                           struct event_batch *batch_r) __attribute__((warn_unused_result));

/* The problem of a text that is not JSON: ERR_BAD_JSON. */
enum err event_batch_broken(struct ctx *c, struct json_scan *s);

#endif
