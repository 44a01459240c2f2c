/* How long events stay, and what belongs to them: chores of the tick.
 *
 * Each works in short transactions for a few seconds at most and goes on the next time. Any number
 * may run at once. They are bw_etl's, for all tenants.
 */
#ifndef MODEL_EVENT_KEEP_H
#define MODEL_EVENT_KEEP_H

#include "base/err.h"

struct ctx;

/* Rejects of one tenant at most, and what remains of so many: the newest. */
#define EVENT_REJECTS_MAX 10000
#define EVENT_REJECTS_KEPT 9000

/* Makes the partitions of the months to come, takes one off whose month is older than
 * BELLWETHER_EVENT_DAYS, and drops what was taken off. Writers are never held up for longer than a
 * tenth of a second: where the lock is not to be had, another time. */
enum err event_keep_partitions(struct ctx *c) __attribute__((warn_unused_result));

/* Deletes the events of tenants that keep them for a shorter time. */
enum err event_keep_retention(struct ctx *c) __attribute__((warn_unused_result));

/* Deletes the rollups of what is older than the events are kept. Looks at every series, so seldom. */
enum err event_keep_rollups(struct ctx *c) __attribute__((warn_unused_result));

/* Deletes idempotency keys older than BELLWETHER_EVENT_KEYS_HOURS and rejects older than
 * BELLWETHER_REJECT_DAYS, or too many. */
enum err event_keep_sweep(struct ctx *c) __attribute__((warn_unused_result));

#endif
