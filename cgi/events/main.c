/* bw-events: events come in and are read again. One worker with many threads, for they all wait for
 * the same commit: a second committer loses more to locks than it gains. */
#include "events/routes.h"
#include "model/authn.h"
#include "model/event.h"
#include "model/event_fold.h"
#include "sql/registry.h"
#include "web/prefork.h"
#include "web/router.h"

static enum err start(void)
{
    enum err e = event_open(prefork_worker());

    if (e != OK)
        return e;
    event_on_commit(fold_wake);
    return fold_start();
}

static void stop(void)
{
    event_close();
    fold_stop();
}

int main(int argc, char **argv)
{
    static const struct program program = {
        .name = "events",
        .routes = events_routes,
        .authenticate = authn_identify,
        .db_role = "bw_app",
        .queries = QUERY_COUNT,
        .workers = 1,
        .threads = 48,
        .start = start,
        .stop = stop,
    };

    return fcgi_main(argc, argv, &program);
}
