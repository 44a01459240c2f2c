/* Failures (wrong passwords, unknown API keys) are counted so that guessing stays slow.
 *
 * The counters live in memcached, in windows of 15 minutes; when it is away nothing is limited.
 * Networks of IPv6 are counted as /64, for one machine owns all of it.
 */
#ifndef MODEL_LIMIT_H
#define MODEL_LIMIT_H

#include <stdint.h>

#include "base/err.h"

struct ctx;

/* ERR_RATE, with the seconds to wait, when `kind` (a word) failed `most` times for `who` in this
 * window; `most` 0 is no limit. */
enum err limit_check(struct ctx *c, const char *kind, const char *who, int64_t most)
    __attribute__((warn_unused_result));

/* Counts one failure. */
void limit_count(struct ctx *c, const char *kind, const char *who);

/* The network that an address is counted as, in the ctx's arena; never NULL. */
const char *limit_network(struct ctx *c, const char *address);

#endif
