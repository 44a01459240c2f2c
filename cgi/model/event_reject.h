/* Rejects: events that were refused, kept as they came with what was wrong, and tried again. */
#ifndef MODEL_EVENT_REJECT_H
#define MODEL_EVENT_REJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;
struct event;

struct event_reject {
    const char *id;
    int64_t received_at;
    const char *way, *key_id;
    const char *raw;
    bool truncated;     /* raw is only its beginning */
    const char *errors; /* JSON: [{path,code,message}] */
    const char *replayed_id;
    int64_t replayed_at;
};
extern const struct field event_reject_fields[];

/* Up to `limit` rejects older than `after` (NULL: the newest), and how many there have been in the
 * days that they are kept, those included that were too many to keep. */
enum err event_reject_list(struct ctx *c, const char *after, int64_t limit,
                           struct event_reject **list_r, size_t *n_r, int64_t *total_r)
    __attribute__((warn_unused_result));

/* Stores the reject as an event after all: `corrected` (JSON as POST /api/events takes it), or NULL
 * for the text as it came. It is stored once: *e_r is the event of the first replay when that was
 * before, whatever is sent now. ERR_NOT_FOUND; ERR_INVALID with all that is (still) wrong;
 * ERR_BAD_STATE when the text was not kept whole; what event_ingest() answers. */
enum err event_reject_replay(struct ctx *c, const char *id, const char *corrected,
                             struct event *e_r) __attribute__((warn_unused_result));

#endif
