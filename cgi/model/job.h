/* Jobs: work that must happen after a commit, kept in PostgreSQL until it is acknowledged.
 *
 * A job is added in the transaction that makes it necessary, so there is never one without its
 * cause nor a cause without its job:
 *
 *     struct db_batch *b = db_batch(c);
 *     db_add(b, &Q_DATASET_QUEUE, …);
 *     job_add(c, b, JOB_DATASET_INGEST, payload, 0);
 *     if ((e = db_run(b)) != OK)
 *         return e;
 *     job_wake();
 *
 * States: ready → running → gone (acknowledged), or delayed → ready again, or dead after the last
 * attempt, with payload and error. Fairness between tenants is decided at insert by queue_at. A
 * worker holds a lease and a number, its attempt; job_done() in the transaction of the job's effect
 * fails when the lease was lost, so an effect is stored once, whoever else runs the job again.
 */
#ifndef MODEL_JOB_H
#define MODEL_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;
struct db_batch;

/* Quick jobs take milliseconds and are claimed by the dozen; long ones are claimed one by one, at
 * most a few at a time on a machine, and their lease is renewed while they run. */
enum job_lane { LANE_QUICK, LANE_LONG };

/* Every kind of job: name of the constant, name in the table, lane. */
#define JOB_KINDS(X)                                                                               \
    X(JOB_NOTHING, "nothing", LANE_QUICK) /* what bench and tests measure the queue with */        \
    X(JOB_DATASET_INGEST, "dataset.ingest", LANE_LONG)                                             \
    X(JOB_DATASET_MERGE, "dataset.merge", LANE_LONG)                                               \
    X(JOB_DATASET_PURGE, "dataset.purge", LANE_LONG)                                               \
    X(JOB_DEMO_LOAD, "demo.load", LANE_LONG)

#define JOB_ENUM(name, text, lane) name,
enum job_kind { JOB_KINDS(JOB_ENUM) JOB_KIND_COUNT };
#undef JOB_ENUM

const char *job_kind_name(enum job_kind k);
enum job_kind job_kind_by_name(const char *name); /* JOB_KIND_COUNT when there is none */
enum job_lane job_kind_lane(enum job_kind k);

struct job {
    const char *id, *tenant_id, *kind, *payload, *state, *request_id, *last_error;
    int64_t attempts, max_attempts;
    int64_t created_at, run_at;
    bool settled; /* acknowledged, or handed back: nothing is left to do about it */
};

extern const struct field job_fields[];

/* Adds a job of the tenant of `c` to the batch. `payload` is a JSON object's text; it starts
 * `delay_ms` from now at the earliest. */
void job_add(struct ctx *c, struct db_batch *b, enum job_kind kind, const char *payload,
             int64_t delay_ms);

/* Tells a running tick that there is something to do; losing it costs time only. Call it after the
 * commit. */
void job_wake(void);

#define JOB_LEASE_MS 20000

/* Takes up to `limit` ready jobs of a lane (and of a kind, unless that is ""), oldest queue_at
 * first; *jobs_r is an array in the arena. Jobs that others are taking at the moment are passed
 * over. */
enum err job_claim(struct ctx *c, enum job_lane lane, int64_t limit, const char *kind,
                   struct job **jobs_r, size_t *n_r) __attribute__((warn_unused_result));

/* Adds the acknowledgement to the batch of the job's last effect; the batch fails with
 * ERR_BAD_STATE when the lease was lost. Add it before what it protects. */
void job_done(struct db_batch *b, const struct job *j);

/* Acknowledges those of the `n` jobs that are not settled, each in a transaction of its own. */
enum err job_done_each(struct ctx *c, struct job *jobs, size_t n)
    __attribute__((warn_unused_result));

/* Keeps the lease; ERR_BAD_STATE when it was lost. */
enum err job_renew(struct ctx *c, const struct job *j) __attribute__((warn_unused_result));

/* Gives jobs back unstarted: ready at once, the attempt not counted. */
enum err job_release(struct ctx *c, const struct job *jobs, size_t n)
    __attribute__((warn_unused_result));

/* After a failed attempt: delayed by 2 s · 2^(attempts-1), with jitter. */
enum err job_retry_later(struct ctx *c, const struct job *j, const char *error)
    __attribute__((warn_unused_result));

/* Adds "this job is dead, for that reason" to a batch; the payload stays. */
void job_bury(struct db_batch *b, const struct job *j, const char *error);

/* Moves delayed jobs that are due and jobs whose lease is over to ready. */
enum err job_move_due(struct ctx *c, int64_t *moved_r) __attribute__((warn_unused_result));

/* For a person: the jobs in the table (of all tenants), and another five attempts for a dead one.
 */
enum err job_list(struct ctx *c, bool dead_only, struct job **jobs_r, size_t *n_r)
    __attribute__((warn_unused_result));
enum err job_retry_dead(struct ctx *c, const char *id) __attribute__((warn_unused_result));

/* Ticks tell that they live; /health/ready looks at the newest. */
enum err job_tick_begin(struct ctx *c, const char *id, const char *host, int64_t pid)
    __attribute__((warn_unused_result));
enum err job_tick_end(struct ctx *c, const char *id, int64_t jobs)
    __attribute__((warn_unused_result));

#endif
