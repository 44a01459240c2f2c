/* Whether a program lives and is ready, and its metrics, are told here. */
#include "web/health.h"

#include <pthread.h>
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/db.h"
#include "base/metrics.h"
#include "base/settings.h"
#include "base/timeutil.h"
#include "web/address.h"
#include "web/response.h"
#include "web/router.h"

#define READY_DEADLINE_MS 1000

static void say(struct request *r, const char *status)
{
    struct json_out *w = respond_json(r, 200);

    json_open(w, '{');
    json_key(w, "status");
    json_str(w, status);
    json_key(w, "program");
    json_str(w, r->program->name);
    json_close(w, '}');
}

/* Anybody may ask, so PostgreSQL is asked once a second at most, however many do. */
bool health_db_alive(struct request *r)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static int64_t asked_at;
    static bool alive;
    bool is;

    pthread_mutex_lock(&lock);
    if (!asked_at || time_mono() - asked_at > TIME_SECOND) {
        alive = db_alive(r->ctx.db, READY_DEADLINE_MS);
        asked_at = time_mono();
    }
    is = alive;
    pthread_mutex_unlock(&lock);
    return is;
}

static void say_ready(struct request *r)
{
    enum err e = OK;

    if (!health_db_alive(r))
        e = ctx_fail(&r->ctx, ERR_UNAVAILABLE, "PostgreSQL does not answer");
    else if (r->program->ready)
        e = r->program->ready(&r->ctx);
    if (e == OK) {
        say(r, "ready");
        return;
    }
    r->ctx.problem.retry_after = 1;
    respond_problem(r);
}

/* A proxy on this machine has the loopback's address too, but says for whom it asks. */
static bool may_read_metrics(const struct request *r)
{
    const char *authorization = request_header(r, "authorization");
    const char *expected = arena_printf(r->ctx.arena, "Bearer %s", settings.metrics_token);

    if (settings.metrics_token[0] && authorization && strlen(authorization) == strlen(expected) &&
        crypto_equal(authorization, expected, strlen(expected)))
        return true;
    return address_is_loopback(r->address) && !request_header(r, "x-forwarded-for");
}

static void say_metrics(struct request *r)
{
    if (may_read_metrics(r)) {
        metrics_text(respond_text(r, 200, "text/plain; version=0.0.4"));
        return;
    }
    ctx_fail(&r->ctx, ERR_FORBIDDEN, "metrics are for this machine, or with the metrics token");
    respond_problem(r);
}

static bool path_is(const struct request *r, const char *before, const char *behind)
{
    return str_eq(r->path, arena_printf(r->ctx.arena, "%s%s%s", before, r->program->name, behind));
}

bool health_handles(struct request *r)
{
    if (r->method != GET || !(str_starts(r->path, "/health/") || str_starts(r->path, "/metrics/")))
        return false;
    if (path_is(r, "/health/", "/live"))
        say(r, "live");
    else if (path_is(r, "/health/", "/ready"))
        say_ready(r);
    else if (path_is(r, "/metrics/", ""))
        say_metrics(r);
    else
        return false;
    return true;
}
