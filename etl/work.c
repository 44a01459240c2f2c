/* One job runs here, and what becomes of it is decided: done, once more, or dead. */
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/db.h"
#include "base/json.h"
#include "base/live.h"
#include "base/log.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "etl/etl.h"

#define SETTLE_TRIES 5
#define SETTLE_PAUSE_US 300000

static enum err job_nothing(struct ctx *c, const struct etl *etl, struct job *j)
{
    (void)c, (void)etl, (void)j;
    return OK;
}

const struct work works[JOB_KIND_COUNT] = {
    [JOB_NOTHING] = { job_nothing, NULL },
    [JOB_DATASET_INGEST] = { job_ingest, job_ingest_died },
    [JOB_DATASET_MERGE] = { job_merge, NULL },
    [JOB_DATASET_PURGE] = { job_purge, NULL },
    [JOB_DEMO_LOAD] = { job_demo_load, NULL },
};

enum err job_payload_text(struct ctx *c, const struct job *j, const char *name,
                          const char **value_r)
{
    const struct json *v;
    enum err e = json_parse(c, j->payload, strlen(j->payload), &v);

    if (e != OK)
        return e;
    *value_r = json_string(json_get(v, name));
    return *value_r ? OK : ctx_fail(c, ERR_INVALID, "the payload has no text \"%s\"", name);
}

static enum err bury(struct ctx *c, struct job *j, const char *error)
{
    struct db_batch *b = db_batch(c);

    job_bury(b, j, error);
    return db_run(b);
}

/* The last word. What a kind has to say may be moot by now; the job is dead all the same. */
static enum err die(struct ctx *c, struct job *j, const char *error)
{
    enum job_kind kind = job_kind_by_name(j->kind);
    enum err e = ERR_BAD_STATE;

    log_error("job is dead", LOG_STR("kind", j->kind), LOG_STR("id", j->id),
              LOG_STR("what", error));
    if (kind < JOB_KIND_COUNT && works[kind].died)
        e = works[kind].died(c, j, error);
    if (e == ERR_BAD_STATE && !j->settled)
        e = bury(c, j, error);
    return e;
}

/* The database may be what just failed, so this is tried for a while; after that the lease ends by
 * itself. */
static enum err settle_failed(struct ctx *c, struct job *j, const char *error)
{
    bool last = j->attempts >= j->max_attempts;
    enum err e = OK;

    for (int try = 0; try < SETTLE_TRIES; try++) {
        memset(&c->problem, 0, sizeof(c->problem));
        e = last ? die(c, j, error) : job_retry_later(c, j, error);
        if (e != ERR_UNAVAILABLE)
            break;
        usleep(SETTLE_PAUSE_US);
    }
    j->settled = true;
    return e;
}

static enum err run(struct ctx *c, const struct etl *etl, struct job *j)
{
    enum job_kind kind = job_kind_by_name(j->kind);

    if (kind == JOB_KIND_COUNT)
        return ctx_fail(c, ERR_INTERNAL, "no kind of job is called %s", j->kind);
    if (j->attempts > j->max_attempts)
        return ctx_fail(c, ERR_INTERNAL, "%s", j->last_error ? j->last_error : "the worker died");
    return works[kind].run(c, etl, j);
}

static const char *reason(const struct ctx *c, enum err e)
{
    return c->problem.detail ? arena_printf(c->arena, "%s: %s", err_code(e), c->problem.detail)
                             : err_code(e);
}

enum err work_run(struct ctx *c, const struct etl *etl, struct job *j)
{
    int64_t began = time_mono();
    enum err e;

    memset(&c->problem, 0, sizeof(c->problem));
    c->who = (struct identity){ .tenant_id = j->tenant_id };
    c->request_id = j->request_id ? j->request_id : j->id;
    log_set_request(c->request_id);
    e = run(c, etl, j);
    if (e != OK) {
        const char *why = reason(c, e);

        log_warn("job failed", LOG_STR("kind", j->kind), LOG_STR("id", j->id),
                 LOG_INT("attempt", j->attempts), LOG_STR("what", why));
        e = j->settled ? OK : settle_failed(c, j, why);
    } else if (job_kind_by_name(j->kind) != JOB_NOTHING) {
        log_info("job done", LOG_STR("kind", j->kind), LOG_STR("id", j->id),
                 LOG_STR("tenant", j->tenant_id), LOG_INT("attempt", j->attempts),
                 LOG_INT("ms", (time_mono() - began) / 1000));
    }
    live_flush(c);
    c->who.tenant_id = NULL;
    c->request_id = "etl";
    log_set_request(NULL);
    return e;
}
