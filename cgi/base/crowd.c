/* Slow work is let in here, so much and no more. */
#include "base/crowd.h"

#include "base/ctx.h"
#include "base/settings.h"

enum err crowd_enter(struct ctx *c, struct crowd *w, unsigned retry_after, const char *sentence)
{
    int most = settings.threads > 3 ? (int)(settings.threads / 2) : 1;

    if (atomic_fetch_add(&w->busy, 1) < most)
        return OK;
    atomic_fetch_sub(&w->busy, 1);
    c->problem.retry_after = retry_after;
    return ctx_fail(c, ERR_UNAVAILABLE, "%s", sentence);
}

void crowd_leave(struct crowd *w)
{
    atomic_fetch_sub(&w->busy, 1);
}
