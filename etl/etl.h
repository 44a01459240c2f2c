/* What the parts of etl share: its services, whether it is time to end, and the kinds of job. */
#ifndef ETL_ETL_H
#define ETL_ETL_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/ctx.h"
#include "base/err.h"
#include "model/job.h"

struct arena;

/* One of each for the process; its threads share them. */
struct etl {
    struct db *db;
    struct cache *cache;
    struct live *live;
    struct object_store *objects;
};

/* False after saying why. `connections` to PostgreSQL at most. */
bool etl_open(struct etl *etl, int connections);
void etl_close(struct etl *etl);

/* A ctx of a thread's own for work in `a`; no tenant yet. */
struct ctx etl_ctx(const struct etl *etl, struct arena *a);

/* SIGTERM came: end soon, hand back what has not begun. */
extern atomic_bool etl_stopping;
void etl_catch_signals(void);

/* What is done for a kind of job. `run` returns OK when the work is done (or there was none to do);
 * the acknowledgement follows unless it went out with the work (job->settled). An error means
 * another attempt later. `died` has the last word after the last attempt; NULL: only the job is
 * buried. */
struct work {
    enum err (*run)(struct ctx *c, const struct etl *etl, struct job *j);
    enum err (*died)(struct ctx *c, struct job *j, const char *error);
};
extern const struct work works[JOB_KIND_COUNT];

/* Runs one claimed job to its end: work, acknowledgement or another attempt, live messages. When it
 * is done and not yet acknowledged, j->settled is false and the caller acknowledges. */
enum err work_run(struct ctx *c, const struct etl *etl, struct job *j)
    __attribute__((warn_unused_result));

enum err job_ingest(struct ctx *c, const struct etl *etl, struct job *j)
    __attribute__((warn_unused_result));
enum err job_ingest_died(struct ctx *c, struct job *j, const char *error)
    __attribute__((warn_unused_result));
enum err job_merge(struct ctx *c, const struct etl *etl, struct job *j)
    __attribute__((warn_unused_result));
enum err job_purge(struct ctx *c, const struct etl *etl, struct job *j)
    __attribute__((warn_unused_result));
enum err job_demo_load(struct ctx *c, const struct etl *etl, struct job *j)
    __attribute__((warn_unused_result));

/* The text member `name` of the payload; fails when it is not there. */
enum err job_payload_text(struct ctx *c, const struct job *j, const char *name,
                          const char **value_r) __attribute__((warn_unused_result));

#endif
