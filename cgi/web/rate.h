/* Speed limits: how many requests an address or a session may make in a second, minute, hour.
 *
 * Counters live in a shared mapping of the program, in a fixed table: two callers that fall on one
 * slot make each other start over, so a limit errs on the side of letting in.
 */
#ifndef WEB_RATE_H
#define WEB_RATE_H

#include <stdbool.h>
#include <stdint.h>

/* Makes the mapping. Once, before the fork. */
void rate_init(void);

/* Counts one use of `key` in the running window of `seconds`; false when that makes more than
 * `limit` (0: no limit). *wait_r is then the seconds until the window ends, at least 1. */
bool rate_allow(uint64_t key, unsigned seconds, int64_t limit, unsigned *wait_r);

#endif
