/* The warning at a limit is written here. */
#include "web/usage.h"

#include <inttypes.h>

#include "base/arena.h"
#include "web/request.h"
#include "web/response.h"

static void warn(struct request *r, const char *kind, int64_t limit)
{
    response_header(r, "X-Usage-Warning",
                    arena_printf(r->ctx.arena, "%s; used=%" PRId64 "; limit=%" PRId64, kind,
                                 r->ctx.usage->used, limit));
}

void usage_header(struct request *r)
{
    const struct event_usage *u = r->ctx.usage;

    if (u && u->hard >= 0 && u->used >= u->hard)
        warn(r, "hard_limit", u->hard);
    else if (u && u->soft >= 0 && u->used >= u->soft)
        warn(r, "soft_limit", u->soft);
}
