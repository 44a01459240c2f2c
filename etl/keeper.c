/* Leases are kept here while long jobs run. */
#include "etl/keeper.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/live.h"
#include "base/log.h"
#include "base/timeutil.h"
#include "etl/etl.h"

#define BEAT_MS 500
#define RENEW_EVERY 8 /* beats: 4 of the lease's 20 seconds */
#define MEMORY ((size_t)16 << 20)

struct keeper {
    const struct etl *etl;
    const struct job *job;
    enum err (*beat)(struct ctx *c, void *arg);
    void *arg;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t bell;
    bool ending;
    atomic_bool cancel;
    enum keeper_word word;
};

/* True after half a second, false when it is time to end. */
static bool wait_a_beat(struct keeper *k)
{
    struct timespec until;
    bool ending;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += BEAT_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&k->lock);
    while (!k->ending && pthread_cond_timedwait(&k->bell, &k->lock, &until) == 0)
        continue;
    ending = k->ending;
    pthread_mutex_unlock(&k->lock);
    return !ending;
}

static enum keeper_word listen(struct keeper *k, struct ctx *c, int beats)
{
    if (atomic_load(&etl_stopping))
        return KEEPER_STOPPING;
    if (beats % RENEW_EVERY == 0 && job_renew(c, k->job) == ERR_BAD_STATE)
        return KEEPER_LOST;
    if (k->beat && k->beat(c, k->arg) == ERR_BAD_STATE)
        return KEEPER_MOOT;
    return KEEP_GOING;
}

static void *keep(void *arg)
{
    struct keeper *k = arg;
    struct arena *a = arena_new(MEMORY);
    int beats = 0;

    log_set_request(k->job->request_id);
    do {
        struct ctx c = etl_ctx(k->etl, a);

        c.who.tenant_id = k->job->tenant_id;
        c.request_id = k->job->request_id ? k->job->request_id : k->job->id;
        k->word = listen(k, &c, beats++);
        live_flush(&c);
        arena_reset(a);
    } while (k->word == KEEP_GOING && wait_a_beat(k));
    if (k->word != KEEP_GOING)
        atomic_store(&k->cancel, true);
    arena_free(a);
    return NULL;
}

struct keeper *keeper_start(const struct etl *etl, const struct job *j,
                            enum err (*beat)(struct ctx *c, void *arg), void *arg)
{
    struct keeper *k = calloc(1, sizeof(*k));
    pthread_condattr_t attr;
    int failed;

    if (!k)
        BUG("out of memory");
    k->etl = etl;
    k->job = j;
    k->beat = beat;
    k->arg = arg;
    pthread_mutex_init(&k->lock, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&k->bell, &attr);
    pthread_condattr_destroy(&attr);
    if ((failed = pthread_create(&k->thread, NULL, keep, k)) != 0)
        BUG("no thread: %s", strerror(failed));
    return k;
}

const atomic_bool *keeper_cancel(const struct keeper *k)
{
    return &k->cancel;
}

enum keeper_word keeper_stop(struct keeper *k)
{
    enum keeper_word word;

    pthread_mutex_lock(&k->lock);
    k->ending = true;
    pthread_cond_signal(&k->bell);
    pthread_mutex_unlock(&k->lock);
    pthread_join(k->thread, NULL);
    word = k->word;
    pthread_cond_destroy(&k->bell);
    pthread_mutex_destroy(&k->lock);
    free(k);
    return word;
}
