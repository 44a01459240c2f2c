/* Services are opened and the order to end is noted here. */
#include "etl/etl.h"

#include <signal.h>

#include "base/arena.h"
#include "base/cache.h"
#include "base/db.h"
#include "base/live.h"
#include "base/log.h"
#include "base/object.h"
#include "base/settings.h"
#include "sql/registry.h"

#define WAIT_MS 5000
#define IDLE_CLOSE_MS 30000

atomic_bool etl_stopping;

bool etl_open(struct etl *etl, int connections)
{
    struct db_options o = {
        .url = settings.db_url,
        .role = "bw_etl",
        .application = "etl",
        .connections = connections,
        .wait_ms = WAIT_MS,
        .idle_close_ms = IDLE_CLOSE_MS,
        .queries = QUERY_COUNT,
    };

    etl->db = db_open(&o);
    etl->cache = cache_open(settings.cache_servers, 2);
    etl->live = live_open(settings.push_socket);
    etl->objects = object_dir_open(settings.object_dir);
    if (etl->db && etl->cache && etl->live && etl->objects)
        return true;
    log_error("etl cannot start", LOG_STR("objects", settings.object_dir));
    etl_close(etl);
    return false;
}

void etl_close(struct etl *etl)
{
    object_close(etl->objects);
    live_close(etl->live);
    cache_close(etl->cache);
    db_close(etl->db);
}

struct ctx etl_ctx(const struct etl *etl, struct arena *a)
{
    return (struct ctx){ .arena = a,
                         .db = etl->db,
                         .cache = etl->cache,
                         .live = etl->live,
                         .objects = etl->objects,
                         .request_id = "etl" };
}

static void note_stop(int signal)
{
    (void)signal;
    atomic_store(&etl_stopping, true);
}

void etl_catch_signals(void)
{
    struct sigaction stop = { .sa_handler = note_stop }, ignore = { .sa_handler = SIG_IGN };

    sigaction(SIGTERM, &stop, NULL);
    sigaction(SIGINT, &stop, NULL);
    sigaction(SIGPIPE, &ignore, NULL);
}
