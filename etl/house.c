/* The chores of a tick, each at its own pace. Two ticks doing the same at once do no harm. */
#include "etl/house.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/db.h"
#include "base/live.h"
#include "base/log.h"
#include "base/rowmap.h"
#include "base/settings.h"
#include "base/timeutil.h"
#include "etl/bell.h"
#include "etl/etl.h"
#include "model/dataset.h"
#include "model/event_keep.h"
#include "model/notice.h"
#include "model/part.h"
#include "model/upload.h"
#include "sql/registry.h"

#define MEMORY ((size_t)64 << 20)

struct house {
    const struct etl *etl;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t bell;
    bool ending;
};

static enum err move_due(struct ctx *c)
{
    int64_t moved;
    enum err e = job_move_due(c, &moved);

    if (e == OK && moved)
        bell_ring();
    return e;
}

struct topic_row {
    const char *topic;
    int64_t seq;
};

static const struct field topic_fields[] = {
    FIELD(struct topic_row, topic, "topic", FIELD_STR, 0),
    FIELD(struct topic_row, seq, "seq", FIELD_INT, 0),
    FIELD_END,
};

/* A page that missed the last message of a topic learns of it within ten seconds. */
static enum err repeat_counters(struct ctx *c)
{
    const struct db_rows *rows;
    struct topic_row *list;
    size_t n;
    enum err e = db_query0(c, &Q_ETL_TOPICS_CHANGED, &rows);

    if (e != OK)
        return e;
    list = row_read_all(c->arena, rows, topic_fields, sizeof(*list), &n);
    for (size_t i = 0; i < n; i++)
        live_queue(c, list[i].topic, list[i].seq, "seq", "{}");
    live_flush(c);
    return OK;
}

struct waiting {
    const char *tenant_id, *dataset_id;
    int64_t version;
    bool over;
};

static const struct field waiting_fields[] = {
    FIELD(struct waiting, tenant_id, "tenantId", FIELD_UUID, 0),
    FIELD(struct waiting, dataset_id, "datasetId", FIELD_UUID, 0),
    FIELD(struct waiting, version, "version", FIELD_INT, 0),
    FIELD(struct waiting, over, "over", FIELD_BOOL, 0),
    FIELD_END,
};

static enum err complete_one(struct ctx *c, const struct waiting *w)
{
    struct dataset d;
    enum err e = dataset_complete(c, w->dataset_id, 0, &d);

    if (e == ERR_NOT_UPLOADED && w->over)
        e = dataset_never_arrived(c, w->dataset_id, w->version);
    /* still on its way, too large, or deleted in this moment: nothing of ours */
    return e == ERR_UNAVAILABLE ? e : OK;
}

/* Uploads that arrived and were never declared complete: the page was closed, the network failed.
 */
static enum err complete_uploads(struct ctx *c)
{
    const struct db_rows *rows;
    struct waiting *list;
    size_t n;
    enum err e = db_query0(c, &Q_ETL_UPLOADS_WAITING, &rows);

    if (e != OK)
        return e;
    list = row_read_all(c->arena, rows, waiting_fields, sizeof(*list), &n);
    for (size_t i = 0; i < n && e == OK; i++) {
        c->who.tenant_id = list[i].tenant_id;
        memset(&c->problem, 0, sizeof(c->problem));
        e = complete_one(c, &list[i]);
        live_flush(c);
    }
    c->who.tenant_id = NULL;
    return e;
}

static enum err forget_old(struct ctx *c)
{
    static const struct query *const queries[] = { &Q_ETL_FORGET_IDEMPOTENCY, &Q_ETL_FORGET_TICKS,
                                                   &Q_SESSION_SWEEP };
    enum err e = OK;

    for (size_t i = 0; i < sizeof(queries) / sizeof(*queries) && e == OK; i++)
        e = db_query0(c, queries[i], NULL);
    if (e == OK)
        e = db_query(c, &Q_ETL_FORGET_AUDIT, NULL, db_int(settings.keep_audit));
    return e != OK ? e
                   : db_query(c, &Q_ETL_FORGET_AUDIT_OF_USERS, NULL, db_int(settings.keep_audit));
}

enum err house_sweep(struct ctx *c)
{
    size_t swept, expired;
    enum err e;

    if ((e = complete_uploads(c)) != OK || (e = upload_expire(c, &expired)) != OK ||
        (e = part_sweep(c, &swept)) != OK)
        return e;
    if (swept)
        log_info("dead parts swept", LOG_INT("parts", (int64_t)swept));
    return forget_old(c);
}

enum err house_sweep_store(struct ctx *c)
{
    size_t swept;

    return upload_sweep(c, &swept);
}

enum err house_keep_events(struct ctx *c)
{
    enum err e;

    if ((e = event_keep_partitions(c)) != OK || (e = event_keep_sweep(c)) != OK)
        return e;
    return event_keep_retention(c);
}

struct chore {
    enum err (*run)(struct ctx *c);
    const char *name;
    int64_t every_us;
    bool hourly; /* by the tick that has minute 7 alone: it looks at everything */
};

static const struct chore chores[] = {
    { move_due, "move due jobs", TIME_SECOND, false },
    { notice_tell, "tell of limits", 2 * TIME_SECOND, false },
    { repeat_counters, "repeat counters", 10 * TIME_SECOND, false },
    { house_keep_events, "keep events", 30 * TIME_SECOND, false },
    { house_sweep, "sweep", 30 * TIME_SECOND, false },
    { event_keep_rollups, "keep rollups of events", TIME_HOUR, true },
    { house_sweep_store, "sweep the store", TIME_HOUR, true },
};
#define CHORES (sizeof(chores) / sizeof(*chores))

static void do_chores(struct house *h, struct arena *a, int64_t due[CHORES])
{
    for (size_t i = 0; i < CHORES; i++) {
        struct ctx c = etl_ctx(h->etl, a);

        if (time_mono() < due[i])
            continue;
        due[i] = time_mono() + chores[i].every_us;
        if (chores[i].run(&c) != OK)
            log_warn("chore failed", LOG_STR("chore", chores[i].name),
                     LOG_STR("what", c.problem.detail));
        arena_reset(a);
    }
}

/* True after a second, false when it is time to end. */
static bool wait_a_second(struct house *h)
{
    struct timespec until;
    bool ending;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec++;
    pthread_mutex_lock(&h->lock);
    while (!h->ending && pthread_cond_timedwait(&h->bell, &h->lock, &until) == 0)
        continue;
    ending = h->ending;
    pthread_mutex_unlock(&h->lock);
    return !ending;
}

static void *keep_house(void *arg)
{
    struct house *h = arg;
    struct arena *a = arena_new(MEMORY);
    int64_t due[CHORES] = { 0 };

    for (size_t i = 0; i < CHORES; i++)
        if (chores[i].hourly && time_now() / TIME_MINUTE % 60 != 7)
            due[i] = INT64_MAX;
    do
        do_chores(h, a, due);
    while (wait_a_second(h));
    arena_free(a);
    return NULL;
}

struct house *house_start(const struct etl *etl)
{
    struct house *h = calloc(1, sizeof(*h));
    int failed;

    if (!h)
        BUG("out of memory");
    h->etl = etl;
    pthread_mutex_init(&h->lock, NULL);
    pthread_cond_init(&h->bell, NULL);
    if ((failed = pthread_create(&h->thread, NULL, keep_house, h)) != 0)
        BUG("no thread: %s", strerror(failed));
    return h;
}

void house_stop(struct house *h)
{
    pthread_mutex_lock(&h->lock);
    h->ending = true;
    pthread_cond_signal(&h->bell);
    pthread_mutex_unlock(&h->lock);
    pthread_join(h->thread, NULL);
    pthread_cond_destroy(&h->bell);
    pthread_mutex_destroy(&h->lock);
    free(h);
}
