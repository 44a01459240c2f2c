/* Calls wait here for the one thread that commits: while it stores a lot, the next one gathers. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/db.h"
#include "base/metrics.h"
#include "base/settings.h"
#include "model/event_lot.h"
#include "sql/registry.h"

#define LOT_MAX EVENTS_MAX
#define LOT_BYTES ((size_t)32 << 20)
/* Where a commit takes long (a slow disk), those who were just answered are waited for a moment: they
 * will be back, and each lot then carries all who send, not every other one half of them. */
#define SLOW_COMMIT (1 * TIME_SECOND / 1000)
#define GATHER_PART 4    /* of the time that the last commit took */
#define GATHER_BELOW 256 /* events of a lot; larger ones fill the time by being read */
/* What may wait: beyond it the database cannot keep up, and who comes is told so at once. */
#define WAITING_MAX 100000
#define WAITING_BYTES ((size_t)256 << 20)
#define STATEMENT_MS 10000
#define CONNECTIONS 2

static struct {
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct call *first, **last;
    size_t waiting, bytes; /* events */
    size_t calls;
    size_t wanted; /* calls that the committer waits for */
    bool open, closing;
    pthread_t thread;
    struct db *db;
    struct committer *committer;
    void (*wake)(void);
} queue = { .lock = PTHREAD_MUTEX_INITIALIZER, .more = PTHREAD_COND_INITIALIZER };

void event_on_commit(void (*wake)(void))
{
    queue.wake = wake;
}

/* --- what calls do */

static enum err too_many(struct ctx *c)
{
    c->problem.retry_after = 1;
    return ctx_fail(c, ERR_UNAVAILABLE, "Events come faster than they can be stored; try again");
}

static bool enqueue(struct call *call)
{
    bool fits;

    pthread_mutex_lock(&queue.lock);
    fits = queue.open && !queue.closing && queue.waiting + call->n <= WAITING_MAX &&
           queue.bytes + call->bytes <= WAITING_BYTES;
    if (fits) {
        *queue.last = call;
        queue.last = &call->next;
        queue.waiting += call->n;
        queue.bytes += call->bytes;
        if (++queue.calls >= queue.wanted)
            pthread_cond_signal(&queue.more);
    }
    pthread_mutex_unlock(&queue.lock);
    if (fits)
        metrics_add(METRIC_EVENT_QUEUE, call->n);
    return fits;
}

static void leave(const struct call *call)
{
    queue.waiting -= call->n;
    queue.bytes -= call->bytes;
    queue.calls--;
    metrics_take(METRIC_EVENT_QUEUE, call->n);
}

/* Takes a call back that no commit has begun with. */
static bool withdraw(struct call *call)
{
    struct call **at = &queue.first;
    bool found;

    pthread_mutex_lock(&queue.lock);
    while (*at && *at != call)
        at = &(*at)->next;
    found = *at != NULL;
    if (found) {
        *at = call->next;
        if (!call->next)
            queue.last = at;
        leave(call);
    }
    pthread_mutex_unlock(&queue.lock);
    return found;
}

static void wait_done(struct call *call)
{
    while (sem_wait(&call->done) != 0)
        ;
}

/* Whether the call was done in time, or is being worked on and was waited for. */
static bool wait_turn(struct call *call)
{
    int64_t until = time_mono() + settings.db_wait_ms * 1000;
    struct timespec t = { .tv_sec = (time_t)(until / TIME_SECOND),
                          .tv_nsec = (long)(until % TIME_SECOND) * 1000 };

    while (sem_clockwait(&call->done, CLOCK_MONOTONIC, &t) != 0) {
        if (errno == EINTR)
            continue;
        if (withdraw(call))
            return false;
        wait_done(call);
        break;
    }
    return true;
}

static enum err failure(struct ctx *c, const struct call *call)
{
    enum err e = call->stored ? ERR_UNCERTAIN : call->failed;

    c->problem.retry_after = 1;
    if (e == ERR_UNAVAILABLE)
        return ctx_fail(c, e, "The database is away; try again in a moment");
    return ctx_fail(c, e, "%s", err_title(e));
}

enum err event_hand_over(struct ctx *c, struct call *call)
{
    bool done;

    sem_init(&call->done, 0, 0);
    done = enqueue(call) && wait_turn(call);
    sem_destroy(&call->done);
    if (!done)
        return too_many(c);
    if (!atomic_load(&call->over))
        BUG("woken before the end");
    return call->failed == OK ? OK : failure(c, call);
}

/* --- what the committer does */

/* What the last lots were like. */
struct pace {
    size_t calls, calls_before, events;
    int64_t took;
};

/* Waits until as many calls are there as came in the last two lots, but not for long. */
static void gather(const struct pace *p)
{
    int64_t until = time_mono() + p->took / GATHER_PART;
    struct timespec t = { .tv_sec = (time_t)(until / TIME_SECOND),
                          .tv_nsec = (long)(until % TIME_SECOND) * 1000 };

    if (p->took < SLOW_COMMIT || p->events >= GATHER_BELOW)
        return;
    queue.wanted = p->calls + p->calls_before;
    while (queue.calls < queue.wanted && !queue.closing)
        if (pthread_cond_clockwait(&queue.more, &queue.lock, CLOCK_MONOTONIC, &t) != 0)
            break;
}

static void wait_for_calls(void)
{
    queue.wanted = 1;
    while (!queue.first && !queue.closing)
        pthread_cond_wait(&queue.more, &queue.lock);
}

/* Takes whole calls off the queue, as many as make a lot; NULL: the end has come. */
static struct call *take_lot(struct pace *p)
{
    struct call *first, **end;
    size_t n = 0, bytes = 0;

    pthread_mutex_lock(&queue.lock);
    wait_for_calls();
    gather(p);
    wait_for_calls(); /* who was there may have gone */
    first = queue.first;
    p->calls_before = p->calls;
    p->calls = 0;
    for (end = &first; *end && (!n || (n + (*end)->n <= LOT_MAX && bytes < LOT_BYTES));
         end = &(*end)->next) {
        n += (*end)->n;
        bytes += (*end)->bytes;
        p->calls++;
        leave(*end);
    }
    queue.first = *end;
    if (!queue.first)
        queue.last = &queue.first;
    *end = NULL;
    pthread_mutex_unlock(&queue.lock);
    p->events = n;
    return first;
}

static void store(struct call *calls, struct entry **list)
{
    size_t n = 0;

    for (struct call *call = calls; call; call = call->next)
        for (size_t i = 0; i < call->n; i++)
            list[n++] = &call->entries[i];
    if (committer_store(queue.committer, list, n) && queue.wake)
        queue.wake();
}

/* Each sleeper by its own semaphore; its memory is not ours any more once it wakes. */
static void wake_all(struct call *calls)
{
    while (calls) {
        struct call *next = calls->next;

        atomic_store(&calls->over, true);
        sem_post(&calls->done);
        calls = next;
    }
}

static void *commit(void *arg)
{
    struct pace pace = { 0 };
    struct entry **list = NULL;
    size_t room = 0;
    struct call *calls;

    (void)arg;
    while ((calls = take_lot(&pace))) {
        int64_t began = time_mono();

        if (pace.events > room) {
            room = pace.events > 1024 ? pace.events : 1024;
            if (!(list = realloc(list, room * sizeof(struct entry *))))
                BUG("out of memory");
        }
        store(calls, list);
        pace.took = time_mono() - began;
        wake_all(calls);
    }
    free(list);
    return NULL;
}

/* The committer takes no signals: they are for the program's own threads. */
static bool start_thread(void)
{
    sigset_t all, before;
    bool started;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    started = pthread_create(&queue.thread, NULL, commit, NULL) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

enum err event_open(int slot)
{
    struct db_options o = {
        .url = settings.db_url,
        .role = "bw_ingest",
        .application = "events commit",
        .connections = CONNECTIONS,
        .wait_ms = settings.db_wait_ms,
        .statement_ms = STATEMENT_MS,
        .queries = QUERY_COUNT,
    };

    queue.db = db_open(&o);
    queue.committer = committer_new(queue.db, slot);
    queue.last = &queue.first;
    queue.closing = false;
    queue.open = start_thread();
    return queue.open ? OK : ERR_INTERNAL;
}

void event_close(void)
{
    if (!queue.open)
        return;
    pthread_mutex_lock(&queue.lock);
    queue.closing = true;
    pthread_cond_signal(&queue.more);
    pthread_mutex_unlock(&queue.lock);
    pthread_join(queue.thread, NULL);
    queue.open = false;
    committer_free(queue.committer);
    db_close(queue.db);
}
