/* Segment's HTTP API: calls (track, identify, page, screen, group, alias) and batches of them become
 * events.
 *
 * The name of a tracked event is its type; the other calls have types of their own names. Who did it is
 * the userId, else the anonymousId. A number in properties.value, else in properties.revenue, is the
 * event's value. What else a call says (properties, traits, context, name, groupId …) is the payload, as
 * it came. When a client tells when it sent (sentAt), its clock is corrected by the difference to ours.
 *
 * Source: https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/ and …/spec/common.
 */
#ifndef MODEL_SEGMENT_H
#define MODEL_SEGMENT_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct arena;
struct ctx;
struct event;

#define SEGMENT_BODY_MAX ((size_t)4 << 20)  /* bytes; Segment itself takes 500 KB */
#define SEGMENT_CALL_MAX ((size_t)64 << 10) /* of one call; Segment itself takes 32 KB */

/* The calls, as the paths name them; NULL-terminated. */
extern const char *const segment_calls[];

/* Reads a body: one call of that name, or {"batch":[…]} for "batch". A call that is wrong has its
 * errors in e->errors and does not harm the others. ERR_BAD_JSON when the body is not JSON, ERR_INVALID
 * when it has no batch, ERR_TOO_LARGE beyond EVENTS_MAX calls. `now` in microseconds. */
enum err segment_read(struct ctx *c, const char *call, const char *body, size_t n, int64_t now,
                      struct event **list_r, size_t *n_r) __attribute__((warn_unused_result));

/* The write key in a body, where a client has no other place for it; NULL for none. */
const char *segment_write_key(struct arena *a, const char *body, size_t n);

#endif
