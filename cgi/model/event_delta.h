/* What a commit adds to the rollups: one delta for each tenant, type, labels and minute of occurred_at. */
#ifndef MODEL_EVENT_DELTA_H
#define MODEL_EVENT_DELTA_H

#include "base/vec.h"
#include "model/event_lot.h"

struct delta {
    const struct entry *of; /* an entry of it: tenant, type, labels */
    int64_t minute;
    int64_t n;
    double sum, min, max, first, last;
    int64_t first_t, last_t;
    VEC(double) reals;
    VEC(uint64_t) users;
};

struct deltas {
    struct delta **list; /* in order of appearance */
    size_t n;
};

/* Sums `n` events up, in the arena. An event without a value counts as 1; of two at the same moment the
 * first that came is the first, the last one the last. */
struct deltas deltas_of(struct arena *a, struct entry *const *list, size_t n);

#endif
