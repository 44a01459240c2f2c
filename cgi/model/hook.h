/* What another system sends to /webhook/<key id>, once its signature has been found good (signing.h). */
#ifndef MODEL_HOOK_H
#define MODEL_HOOK_H

#include <stddef.h>
#include <stdint.h>

#include "model/signing.h"

struct ctx;
struct event;

/* The headers that say what it is; NULL where not sent. */
struct hook_headers {
    const char *github_event, *github_delivery; /* x-github-event, x-github-delivery */
    const char *webhook_id;                     /* webhook-id */
};

/* The longest that a sender tries again: what says it happened before that is told by its arrival. */
#define HOOK_AGE_MAX_DAYS 30

/* Makes an event of any JSON: its type from x-github-event, `type` or `event`, else "webhook"; its
 * payload the whole; its time from `created` (seconds) or `timestamp` (RFC 3339) where one tells a time
 * of the last 30 days, else now. The id of the delivery is its key, within `key_id`. What cannot be
 * stored stands in e->errors. */
void hook_read(struct ctx *c, enum signing_scheme scheme, const char *key_id,
               const struct hook_headers *h, const char *body, size_t n, int64_t now,
               struct event *e);

#endif
