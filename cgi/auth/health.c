/* Whether the whole suite lives and is ready. */
#include <pthread.h>

#include "auth/probe.h"
#include "auth/routes.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "model/tick.h"
#include "web/health.h"
#include "web/response.h"

#define DEADLINE_MS 2000
#define TICK_MAX_AGE 150

enum err health_alive(struct request *r)
{
    struct json_out *w = respond_json(r, 200);

    json_open(w, '{');
    json_key(w, "status");
    json_str(w, "live");
    json_close(w, '}');
    return OK;
}

/* Adds a part that is away to the list. */
static void note(struct str *away, const char *name)
{
    str_printf(away, "%s%s", away->len ? ", " : "", name);
}

static enum err ask_programs(struct request *r)
{
    struct probe probes[] = { { "tenants", 0 },    { "datasets", 0 }, { "analytics", 0 },
                              { "dashboards", 0 }, { "billing", 0 },  { "events", 0 } };
    size_t n = sizeof(probes) / sizeof(probes[0]);
    struct str away = str_new(r->ctx.arena, 256);

    probe_all(r->ctx.arena, probes, n, DEADLINE_MS);
    for (size_t i = 0; i < n; i++)
        if (probes[i].status != 200)
            note(&away, probes[i].name);
    if (away.len)
        return ctx_fail(&r->ctx, ERR_UNAVAILABLE, "not ready: %s", str_c(&away));
    return OK;
}

/* Anybody may ask, so the table is looked at once a second at most. */
static enum err look_at_tick(struct request *r, int64_t *age_r)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static int64_t asked_at, age;
    enum err e = OK;

    pthread_mutex_lock(&lock);
    if (!asked_at || time_mono() - asked_at > TIME_SECOND) {
        e = tick_age(&r->ctx, &age);
        asked_at = e == OK ? time_mono() : 0;
    }
    *age_r = age;
    pthread_mutex_unlock(&lock);
    return e;
}

static enum err ask_tick(struct request *r)
{
    int64_t age;
    enum err e = look_at_tick(r, &age);

    if (e != OK)
        return e;
    if (age < 0)
        return ctx_fail(&r->ctx, ERR_NO_TICK, "etl tick has never run");
    if (age > TICK_MAX_AGE)
        return ctx_fail(&r->ctx, ERR_NO_TICK, "the last etl tick was %lld s ago", (long long)age);
    return OK;
}

enum err health_ready(struct request *r)
{
    enum err e =
        health_db_alive(r) ? OK : ctx_fail(&r->ctx, ERR_UNAVAILABLE, "PostgreSQL does not answer");
    struct json_out *w;

    if (e == OK)
        e = ask_programs(r);
    if (e == OK)
        e = ask_tick(r);
    if (e != OK) {
        r->ctx.problem.retry_after = 1;
        return e;
    }
    w = respond_json(r, 200);
    json_open(w, '{');
    json_key(w, "status");
    json_str(w, "ready");
    json_close(w, '}');
    return OK;
}
