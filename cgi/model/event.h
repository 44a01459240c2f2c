/* Events: the one way in. Whatever a client speaks (our API, a webhook, Segment, CloudEvents), its
 * handler makes a list of `struct event` and hands it to event_ingest(), which checks what is left to
 * check, commits the good ones together with those of other requests, and keeps the bad ones.
 *
 *     struct event e = { .type = in->type, .occurred_at = FIELD_TIME_NONE,
 *                        .kind = EVENT_KEY_HEADER, .key = c->idempotency_key,
 *                        .body_hash = c->body_hash, .raw = r->body, .raw_len = r->body_len };
 *
 *     if ((err = event_ingest(c, "api", &e, 1)) != OK)
 *         return err;
 *     … e.status, e.id …
 *
 * OK: each event whose status is ENQUEUED or DUPLICATE is durable. One bad event never sinks the
 * others. Tenant and key are c->who's.
 */
#ifndef MODEL_EVENT_H
#define MODEL_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/uuid.h"

struct ctx;
struct field_error;

#define EVENT_TYPE_MAX 120 /* code points, as all of these */
#define EVENT_SOURCE_MAX 255
#define EVENT_USER_MAX 255
#define EVENT_KEY_MAX 255
#define EVENT_PAYLOAD_MAX (1 << 20) /* bytes; settings.event_payload_max may be less */
#define EVENTS_MAX 10000            /* of one call */

/* What an idempotency key is; the same text as another kind is another key. */
enum event_key_kind {
    EVENT_KEY_NONE,
    EVENT_KEY_HEADER,     /* Idempotency-Key: another body is a conflict */
    EVENT_KEY_MESSAGE,    /* Segment's messageId */
    EVENT_KEY_CLOUDEVENT, /* "source\nid" */
    EVENT_KEY_WEBHOOK,    /* a delivery's id */
    EVENT_KEY_BATCH,      /* idempotencyKey of one event of a batch */
    EVENT_KEY_REPLAY,     /* the reject that it was */
};

enum event_status {
    EVENT_ENQUEUED,   /* stored now */
    EVENT_DUPLICATE,  /* stored before: id is the first one's */
    EVENT_CONFLICT,   /* EVENT_KEY_HEADER with another body; id is the first one's */
    EVENT_REJECTED,   /* see errors; id is the reject's, "" when it could not be kept */
    EVENT_OVER_LIMIT, /* the hard limit of the month */
};

/* An event. Strings are UTF-8 without NUL, owned by the caller, and must stay until the return. */
struct event {
    const char *type, *source, *user_id; /* source and user_id may be NULL */
    double value;
    bool has_value;      /* else it counts as 1 */
    int64_t occurred_at; /* microseconds; FIELD_TIME_NONE: now */
    const char *payload; /* JSON text, strict (base/json.h); NULL: none */
    size_t payload_len;
    enum event_key_kind kind;
    const char *key;
    const char *body_hash; /* EVENT_KEY_HEADER: c->body_hash */
    const char *raw;       /* as it came, for the list of rejects; NULL: made from the members */
    size_t raw_len;
    struct field_error *errors; /* ctx_invalid_in() of the caller: could not be read, is rejected */

    /* filled */
    enum event_status status;
    char id[UUID_TEXT];
};

/* Checks and stores up to EVENTS_MAX events; `way` is "api", "batch", "entvas", "segment",
 * "cloudevents", "webhook", "browser" or "replay". Fills each one's status, id and errors, and
 * c->usage.
 *
 * Errors, with nothing stored: ERR_UNAVAILABLE (retry_after is set), ERR_HARD_LIMIT when no event
 * could be stored for the limit alone (retry_after until the month ends). ERR_UNCERTAIN: the
 * connection was lost in the commit; a retry with a key finds out. */
enum err event_ingest(struct ctx *c, const char *way, struct event *list, size_t n)
    __attribute__((warn_unused_result));

/* Calls `wake` (NULL: nobody) after each commit, from the thread that commits: it must not block. */
void event_on_commit(void (*wake)(void));

/* Does the checks alone: what is wrong stands in e->errors, and nothing is kept. */
enum err event_check(struct ctx *c, struct event *e) __attribute__((warn_unused_result));

/* Opens and closes what event_ingest() needs in this process: its own pool of connections, as
 * bw_ingest, and the thread that commits. `slot` tells this process from others that commit. */
enum err event_open(int slot) __attribute__((warn_unused_result));
void event_close(void);

#endif
