/* The queue's statements and its wake-up are here; what a job does is etl's business. */
#include "model/job.h"

#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/rowmap.h"
#include "base/settings.h"
#include "base/uuid.h"
#include "sql/registry.h"

static const struct {
    const char *name;
    enum job_lane lane;
} kinds[] = {
#define JOB_ROW(constant, text, lane_) [constant] = { text, lane_ },
    JOB_KINDS(JOB_ROW)
#undef JOB_ROW
};

const struct field job_fields[] = {
    FIELD(struct job, id, "id", FIELD_UUID, 0),
    FIELD(struct job, tenant_id, "tenantId", FIELD_UUID, 0),
    FIELD(struct job, kind, "kind", FIELD_STR, 0),
    FIELD(struct job, state, "state", FIELD_STR, 0),
    FIELD(struct job, payload, "payload", FIELD_JSON, 0),
    FIELD(struct job, request_id, "requestId", FIELD_STR, FIELD_NULLABLE),
    FIELD(struct job, last_error, "lastError", FIELD_STR, FIELD_NULLABLE),
    FIELD(struct job, attempts, "attempts", FIELD_INT, 0),
    FIELD(struct job, max_attempts, "maxAttempts", FIELD_INT, 0),
    FIELD(struct job, created_at, "createdAt", FIELD_TIME, 0),
    FIELD(struct job, run_at, "runAt", FIELD_TIME, FIELD_NULLABLE),
    FIELD_END,
};

const char *job_kind_name(enum job_kind k)
{
    return kinds[k].name;
}

enum job_kind job_kind_by_name(const char *name)
{
    for (int k = 0; k < JOB_KIND_COUNT; k++)
        if (strcmp(kinds[k].name, name) == 0)
            return (enum job_kind)k;
    return JOB_KIND_COUNT;
}

enum job_lane job_kind_lane(enum job_kind k)
{
    return kinds[k].lane;
}

void job_add(struct ctx *c, struct db_batch *b, enum job_kind kind, const char *payload,
             int64_t delay_ms)
{
    char id[UUID_TEXT];

    uuid_v7(id);
    db_add(b, &Q_JOB_ADD, db_uuid(id), db_text(kinds[kind].name), db_int(kinds[kind].lane),
           db_text(payload), db_int(delay_ms), db_text(c->request_id));
}

void job_wake(void)
{
    struct sockaddr_un to = { .sun_family = AF_UNIX };
    size_t n = settings.etl_wake_socket ? strlen(settings.etl_wake_socket) : 0;
    int fd;

    if (!n || n >= sizeof(to.sun_path))
        return;
    memcpy(to.sun_path, settings.etl_wake_socket, n);
    fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return;
    /* nobody listening, or too many calls already waiting: the next poll finds the job */
    (void)!sendto(fd, "", 0, MSG_DONTWAIT, (const struct sockaddr *)&to, sizeof(to));
    close(fd);
}

enum err job_claim(struct ctx *c, enum job_lane lane, int64_t limit, const char *kind,
                   struct job **jobs_r, size_t *n_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_JOB_CLAIM, &rows, db_int(lane), db_int(limit), db_int(JOB_LEASE_MS),
                          db_text(kind));

    if (e == OK)
        *jobs_r = row_read_all(c->arena, rows, job_fields, sizeof(**jobs_r), n_r);
    return e;
}

void job_done(struct db_batch *b, const struct job *j)
{
    db_add(b, &Q_JOB_DONE, db_uuid(j->tenant_id), db_uuid(j->id), db_int(j->attempts));
}

enum err job_done_each(struct ctx *c, struct job *jobs, size_t n)
{
    struct db_batch **list = arena_array(c->arena, struct db_batch *, n);
    struct job **whose = arena_array(c->arena, struct job *, n);
    enum err *results = arena_array(c->arena, enum err, n), e = OK;
    size_t open = 0;

    for (size_t i = 0; i < n; i++) {
        if (jobs[i].settled)
            continue;
        list[open] = db_batch(c);
        job_done(list[open], &jobs[i]);
        whose[open++] = &jobs[i];
    }
    db_run_each(c, list, open, results);
    for (size_t i = 0; i < open; i++) {
        whose[i]->settled = results[i] == OK;
        if (results[i] != OK)
            e = results[i];
    }
    return e;
}

enum err job_renew(struct ctx *c, const struct job *j)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_JOB_RENEW, &rows, db_uuid(j->tenant_id), db_uuid(j->id),
                          db_int(j->attempts), db_int(JOB_LEASE_MS));

    if (e != OK)
        return e;
    return db_count(rows) ? OK : ctx_fail(c, ERR_BAD_STATE, "the lease of job %s is lost", j->id);
}

enum err job_release(struct ctx *c, const struct job *jobs, size_t n)
{
    struct db_batch *b;

    if (!n)
        return OK;
    b = db_batch(c);
    for (size_t i = 0; i < n; i++)
        db_add(b, &Q_JOB_RELEASE, db_uuid(jobs[i].tenant_id), db_uuid(jobs[i].id),
               db_int(jobs[i].attempts));
    return db_run(b);
}

enum err job_retry_later(struct ctx *c, const struct job *j, const char *error)
{
    return db_query(c, &Q_JOB_RETRY_LATER, NULL, db_uuid(j->tenant_id), db_uuid(j->id),
                    db_int(j->attempts), db_text(error));
}

void job_bury(struct db_batch *b, const struct job *j, const char *error)
{
    db_add(b, &Q_JOB_BURY, db_uuid(j->tenant_id), db_uuid(j->id), db_int(j->attempts),
           db_text(error));
}

enum err job_move_due(struct ctx *c, int64_t *moved_r)
{
    struct db_batch *b = db_batch(c);
    int delayed = db_add0(b, &Q_JOB_MOVE_DELAYED), expired = db_add0(b, &Q_JOB_MOVE_EXPIRED);
    enum err e = db_run(b);

    if (e == OK)
        *moved_r = db_affected(db_rows(b, delayed)) + db_affected(db_rows(b, expired));
    return e;
}

enum err job_list(struct ctx *c, bool dead_only, struct job **jobs_r, size_t *n_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_JOB_LIST, &rows, db_flag(dead_only));

    if (e == OK)
        *jobs_r = row_read_all(c->arena, rows, job_fields, sizeof(**jobs_r), n_r);
    return e;
}

enum err job_retry_dead(struct ctx *c, const char *id)
{
    return db_query(c, &Q_JOB_RETRY_DEAD, NULL, db_uuid(id));
}

enum err job_tick_begin(struct ctx *c, const char *id, const char *host, int64_t pid)
{
    return db_query(c, &Q_JOB_TICK_BEGIN, NULL, db_uuid(id), db_text(host), db_int(pid));
}

enum err job_tick_end(struct ctx *c, const char *id, int64_t jobs)
{
    return db_query(c, &Q_JOB_TICK_END, NULL, db_uuid(id), db_int(jobs));
}
