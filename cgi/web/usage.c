/* The warning above the soft limit is written here. */
#include "web/usage.h"

#include <inttypes.h>

#include "base/arena.h"
#include "web/request.h"
#include "web/response.h"

void usage_header(struct request *r)
{
    const struct event_usage *u = r->ctx.usage;

    if (u && u->soft >= 0 && u->used >= u->soft)
        response_header(r, "X-Usage-Warning",
                        arena_printf(r->ctx.arena, "soft_limit; used=%" PRId64 "; limit=%" PRId64,
                                     u->used, u->soft));
}
