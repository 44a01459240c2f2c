/* The thread that folds is woken, paced and ended here. */
#include "model/event_fold.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/live.h"
#include "base/log.h"
#include "base/settings.h"
#include "base/timeutil.h"
#include "model/event_fold_work.h"
#include "sql/registry.h"

#define PACE (TIME_SECOND / 5)
#define IDLE (2 * TIME_SECOND)
#define PAUSE TIME_SECOND /* after a failure */
/* Closing goes behind folding: it gets a fifth of the time, and while deltas wait it waits, too, for
 * so long at most. */
#define CLOSE_PAUSES 4
#define CLOSE_LATEST (30 * TIME_SECOND)
#define MEMORY ((size_t)512 << 20)
#define CONNECTIONS 2
#define IDLE_CLOSE_MS 60000

static struct {
    pthread_mutex_t lock;
    pthread_cond_t more;
    pthread_t thread;
    bool open, ending, woken;
    struct db *db;
    struct live *live;
} folder = { .lock = PTHREAD_MUTEX_INITIALIZER };

void fold_wake(void)
{
    pthread_mutex_lock(&folder.lock);
    if (folder.open && !folder.woken) {
        folder.woken = true;
        pthread_cond_signal(&folder.more);
    }
    pthread_mutex_unlock(&folder.lock);
}

static struct timespec moment(int64_t mono)
{
    return (struct timespec){ .tv_sec = (time_t)(mono / TIME_SECOND),
                              .tv_nsec = (long)(mono % TIME_SECOND) * 1000 };
}

/* Sleeps until `earliest`, and from then on until somebody wakes the folder, at the latest until
 * `latest`. False: it is to end. */
static bool sleep_until(int64_t earliest, int64_t latest, bool *woken_r)
{
    struct timespec first = moment(earliest), last = moment(latest);
    bool going_on;

    pthread_mutex_lock(&folder.lock);
    while (!folder.ending &&
           pthread_cond_timedwait(&folder.more, &folder.lock, &first) != ETIMEDOUT)
        ;
    while (!folder.ending && !folder.woken &&
           pthread_cond_timedwait(&folder.more, &folder.lock, &last) != ETIMEDOUT)
        ;
    *woken_r = folder.woken;
    folder.woken = false;
    going_on = !folder.ending;
    pthread_mutex_unlock(&folder.lock);
    return going_on;
}

/* When hours may be closed again. */
struct turns {
    int64_t next_close, last_close; /* monotonic */
};

static enum err close_in_turn(struct fold *f, struct turns *t)
{
    int64_t began = time_mono();
    enum err e;

    if (!f->closing_due || began < t->next_close ||
        (f->deltas_left && began < t->last_close + CLOSE_LATEST))
        return OK;
    e = fold_close(f);
    t->last_close = time_mono();
    t->next_close = t->last_close + CLOSE_PAUSES * (t->last_close - began);
    return e;
}

static enum err work_once(struct fold *f, struct turns *t, bool woken)
{
    enum err e = OK;

    if (!woken && (e = fold_look(f)) != OK)
        return e;
    if (woken || f->deltas_left)
        e = fold_deltas(f);
    live_flush(f->c);
    return e == OK ? close_in_turn(f, t) : e;
}

static void note_failure(const struct fold *f, enum err e)
{
    db_rollback(f->c);
    audiences_forget(f->audiences);
    log_warn("events could not be folded; they wait", LOG_STR("error", err_code(e)),
             LOG_STR("detail", f->c->problem.detail));
}

static void *serve(void *arg)
{
    struct audiences *audiences = audiences_new();
    struct arena *a = arena_new(MEMORY);
    int64_t earliest = time_mono(), latest = earliest;
    struct turns turns = { .last_close = earliest };
    bool woken, more = false;

    (void)arg;
    while (sleep_until(earliest, latest, &woken)) {
        struct ctx c = { .arena = a, .db = folder.db, .live = folder.live, .request_id = "fold" };
        struct fold f = { .c = &c, .audiences = audiences, .now = time_now() };
        int64_t began = time_mono();
        enum err e = work_once(&f, &turns, woken || more);

        if (e != OK)
            note_failure(&f, e);
        more = e == OK && f.deltas_left;
        earliest = e == OK ? began + PACE : time_mono() + PAUSE;
        latest = more || e != OK ? earliest : time_mono() + IDLE;
        if (f.closing_due && turns.next_close < latest)
            latest = turns.next_close > earliest ? turns.next_close : earliest;
        arena_reset(a);
    }
    arena_free(a);
    audiences_free(audiences);
    return NULL;
}

static void make_condition(void)
{
    pthread_condattr_t attributes;

    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&folder.more, &attributes);
    pthread_condattr_destroy(&attributes);
}

/* Signals are for the other threads. */
static void start_thread(void)
{
    sigset_t all, before;
    int failed;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    failed = pthread_create(&folder.thread, NULL, serve, NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (failed)
        BUG("no thread: %s", strerror(failed));
}

enum err fold_start(void)
{
    struct db_options o = {
        .url = settings.db_url,
        .role = "bw_ingest",
        .application = "fold",
        .connections = CONNECTIONS,
        .wait_ms = settings.db_wait_ms,
        .idle_close_ms = IDLE_CLOSE_MS,
        .queries = QUERY_COUNT,
    };

    folder.db = db_open(&o);
    folder.live = live_open(settings.push_socket);
    if (!folder.db)
        return ERR_UNAVAILABLE;
    make_condition();
    folder.ending = folder.woken = false;
    folder.open = true;
    start_thread();
    return OK;
}

void fold_stop(void)
{
    bool was_open;

    pthread_mutex_lock(&folder.lock);
    was_open = folder.open;
    folder.open = false;
    folder.ending = true;
    if (was_open)
        pthread_cond_signal(&folder.more);
    pthread_mutex_unlock(&folder.lock);
    if (!was_open)
        return;
    pthread_join(folder.thread, NULL);
    pthread_cond_destroy(&folder.more);
    live_close(folder.live);
    db_close(folder.db);
}
