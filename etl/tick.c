/* Jobs are claimed and handed to threads here.
 *
 * Quick jobs are claimed by the dozen and acknowledged together, each in its own transaction; a
 * claim that got as many as it asked for wakes another thread. Of the idle threads one polls, ever
 * more slowly; the others wait to be woken. Long jobs are claimed one by one, each under one of the
 * machine's slots. */
#include "etl/tick.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/timeutil.h"
#include "base/uuid.h"
#include "etl/bell.h"
#include "etl/house.h"
#include "etl/slot.h"

#define QUICK_THREADS 4
#define LONG_THREADS SLOTS
#define CONNECTIONS 20
#define CLAIM 50
#define MEMORY ((size_t)256 << 20)
#define POLL_MIN_MS 10
#define POLL_MAX_MS 200
#define POLL_FAILED_MS 1000
#define WAIT_MS 2000

struct tick {
    struct etl etl;
    const char *kind; /* "" for all */
    bool once;        /* ends when nothing is ready */
    atomic_bool over;
    atomic_llong jobs;
};

struct hand {
    struct tick *tick;
    pthread_t thread;
    enum job_lane lane;
    bool polls; /* the one that looks while the others wait */
};

static bool is_over(const struct tick *t)
{
    return atomic_load(&t->over) || atomic_load(&etl_stopping);
}

/* Hands back what cannot begin before its lease is half over, or at all. */
static size_t run_some(struct tick *t, struct ctx *c, struct job *jobs, size_t n)
{
    int64_t until = time_mono() + JOB_LEASE_MS * 500;
    size_t done = 0;

    for (size_t i = 0; i < n; i++) {
        if (is_over(t) || time_mono() > until) {
            if (job_release(c, jobs + i, n - i) != OK)
                log_warn("jobs wait for their lease to end", LOG_INT("jobs", (int64_t)(n - i)));
            break;
        }
        if (work_run(c, &t->etl, &jobs[i]) != OK)
            jobs[i].settled = true;
        done++;
    }
    return done;
}

/* Claims and runs; the number of jobs, -1 when the queue cannot be asked. */
static int take_jobs(struct tick *t, struct ctx *c, enum job_lane lane, int64_t limit)
{
    struct job *jobs;
    size_t n, done;

    if (job_claim(c, lane, limit, t->kind, &jobs, &n) != OK)
        return -1;
    if (n == (size_t)limit && lane == LANE_QUICK)
        bell_ring();
    done = run_some(t, c, jobs, n);
    if (done && job_done_each(c, jobs, done) != OK)
        log_warn("jobs were done and not acknowledged", LOG_INT("jobs", (int64_t)done));
    atomic_fetch_add(&t->jobs, (long long)done);
    return (int)n;
}

static int take_long(struct tick *t, struct ctx *c)
{
    int slot = slot_take(), n;

    if (slot < 0)
        return 0;
    n = take_jobs(t, c, LANE_LONG, 1);
    slot_give(slot);
    return n;
}

static int64_t next_pause(const struct hand *h, int64_t pause, int got)
{
    if (got < 0)
        return POLL_FAILED_MS;
    if (!h->polls)
        return WAIT_MS;
    return pause * 2 > POLL_MAX_MS ? POLL_MAX_MS : pause * 2;
}

static void *work_on(void *arg)
{
    const struct hand *h = arg;
    struct tick *t = h->tick;
    struct arena *a = arena_new(MEMORY);
    int64_t pause = POLL_MIN_MS;
    uint64_t heard = 0;

    while (!is_over(t)) {
        struct ctx c = etl_ctx(&t->etl, a);
        int got = h->lane == LANE_QUICK ? take_jobs(t, &c, LANE_QUICK, CLAIM) : take_long(t, &c);

        arena_reset(a);
        if (got > 0) {
            pause = POLL_MIN_MS;
            continue;
        }
        if (t->once)
            break;
        bell_wait(&heard, pause);
        pause = next_pause(h, pause, got);
    }
    arena_free(a);
    return NULL;
}

static void hire(struct tick *t, struct hand *hands, enum job_lane lane, int n)
{
    for (int i = 0; i < n; i++) {
        int failed;

        hands[i] = (struct hand){ .tick = t, .lane = lane, .polls = i == 0 };
        if ((failed = pthread_create(&hands[i].thread, NULL, work_on, &hands[i])) != 0)
            BUG("no thread: %s", strerror(failed));
    }
}

static void join(struct hand *hands, int n)
{
    for (int i = 0; i < n; i++)
        pthread_join(hands[i].thread, NULL);
}

/* Sleeps until the next minute begins, answering calls meanwhile. */
static void sit_out_the_minute(struct tick *t)
{
    int64_t ends = (time_now() / TIME_MINUTE + 1) * TIME_MINUTE, left;
    int fd = bell_listen();

    while ((left = ends - time_now()) > 0 && !atomic_load(&etl_stopping))
        bell_answer(fd, left / 1000 + 1 < 1000 ? left / 1000 + 1 : 1000);
    atomic_store(&t->over, true);
    bell_ring();
    if (fd >= 0)
        close(fd);
}

static void note_begin(struct tick *t, const char *id)
{
    struct arena *a = arena_new((size_t)1 << 20);
    struct ctx c = etl_ctx(&t->etl, a);
    char host[256] = "";

    gethostname(host, sizeof(host) - 1);
    if (job_tick_begin(&c, id, host, getpid()) != OK)
        log_error("the tick could not be noted");
    arena_free(a);
}

static void note_end(struct tick *t, const char *id)
{
    struct arena *a = arena_new((size_t)1 << 20);
    struct ctx c = etl_ctx(&t->etl, a);

    if (job_tick_end(&c, id, atomic_load(&t->jobs)) != OK)
        log_error("the tick's end could not be noted");
    arena_free(a);
}

int tick_run(void)
{
    struct tick t = { .kind = "" };
    struct hand quick[QUICK_THREADS], slow[LONG_THREADS];
    struct house *house;
    char id[UUID_TEXT];

    if (!etl_open(&t.etl, CONNECTIONS))
        return 1;
    uuid_v7(id);
    note_begin(&t, id);
    house = house_start(&t.etl);
    hire(&t, quick, LANE_QUICK, QUICK_THREADS);
    hire(&t, slow, LANE_LONG, LONG_THREADS);
    sit_out_the_minute(&t);
    join(quick, QUICK_THREADS);
    house_stop(house);
    join(slow, LONG_THREADS);
    note_end(&t, id);
    etl_close(&t.etl);
    return 0;
}

int tick_run_kind(enum job_kind kind)
{
    struct tick t = { .kind = job_kind_name(kind), .once = true };
    struct hand hands[QUICK_THREADS];
    int n = job_kind_lane(kind) == LANE_QUICK ? QUICK_THREADS : 1;

    if (!etl_open(&t.etl, CONNECTIONS))
        return 1;
    hire(&t, hands, job_kind_lane(kind), n);
    join(hands, n);
    etl_close(&t.etl);
    return 0;
}
