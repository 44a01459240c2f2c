/* Slow work of a process that must leave threads to everything else: half of them at most do it.
 *
 *     static struct crowd crowd;
 *     if ((e = crowd_enter(c, &crowd, 2, "Many are signing in right now. …")) != OK)
 *         return e;
 *     … the work …
 *     crowd_leave(&crowd);
 */
#ifndef BASE_CROWD_H
#define BASE_CROWD_H

#include <stdatomic.h>

#include "base/err.h"

struct ctx;

struct crowd {
    atomic_int busy;
};

/* ERR_UNAVAILABLE with the sentence and the seconds after which to try again when there are enough.
 */
enum err crowd_enter(struct ctx *c, struct crowd *w, unsigned retry_after, const char *sentence)
    __attribute__((warn_unused_result));

void crowd_leave(struct crowd *w);

#endif
