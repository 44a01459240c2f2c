/* The threads of a worker live here: accept, answer, log, begin again. */
#include "web/worker.h"

#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/cache.h"
#include "base/db.h"
#include "base/live.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/near.h"
#include "base/object.h"
#include "base/settings.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "web/fcgi.h"
#include "web/send.h"

#define REQUEST_MEMORY ((size_t)256 << 20)
#define KICK_SIGNAL SIGUSR2
#define KICK_EVERY_MS 5
#define QUIET_SECONDS 10
#define DB_IDLE_CLOSE_MS 60000

/* Requests that this process has answered. */
static atomic_ulong answered;

struct crew {
    const struct program *program;
    struct services services;
    int listen_fd;
};

/* A thread. libfcgi gives a request up when a signal interrupts its reading or writing, so only who
 * waits for one is woken. */
struct hand {
    const struct crew *crew;
    pthread_t thread;
    atomic_bool waits;
};

static const char *method_name(const struct request *r)
{
    const char *name = fcgi_param(r->fcgi, "REQUEST_METHOD");

    return arena_strdup(r->ctx.arena, name ? name : "?");
}

static void note(const struct request *r, const char *method, int64_t us)
{
    int route = r->route ? (int)(r->route - r->program->routes) : -1;

    metrics_request(route, r->response.status, us);
    log_info("request", LOG_STR("method", method), LOG_STR("path", r->shown_path),
             LOG_INT("status", r->response.status), LOG_INT("us", us),
             LOG_STR("address", r->address), LOG_STR("tenant", r->ctx.who.tenant_id),
             LOG_STR("user", r->ctx.who.user_id), LOG_STR("key", r->ctx.who.key_id),
             LOG_STR("traceparent", r->ctx.traceparent));
}

static void answer(const struct crew *crew, struct fcgi *f, struct arena *a)
{
    int64_t began = time_mono();
    struct request *r = request_read(a, f, crew->program, &crew->services);
    const char *method = method_name(r);

    router_dispatch(r);
    send_response(r);
    fcgi_finish(f);
    note(r, method, time_mono() - began);
    live_flush(&r->ctx);
    log_set_request(NULL);
    atomic_fetch_add_explicit(&answered, 1, memory_order_relaxed);
}

static void *serve(void *arg)
{
    struct hand *h = arg;
    struct arena *a = arena_new(REQUEST_MEMORY);
    struct fcgi *f = fcgi_open(h->crew->listen_fd);

    while (fcgi_accept(f)) {
        atomic_store(&h->waits, false);
        answer(h->crew, f, a);
        arena_reset(a);
        atomic_store(&h->waits, true);
    }
    fcgi_close(f);
    arena_free(a);
    return NULL;
}

static void nothing(int signal)
{
    (void)signal;
}

/* libfcgi installs handlers of its own when it starts; these come after it. No SA_RESTART: the
 * signal has to end an accept that waits. */
static void install_kick(void)
{
    struct sigaction kick = { .sa_handler = nothing }, ignore = { .sa_handler = SIG_IGN };
    sigset_t set;

    sigaction(KICK_SIGNAL, &kick, NULL);
    sigaction(SIGPIPE, &ignore, NULL);
    sigemptyset(&set);
    sigaddset(&set, KICK_SIGNAL);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

static bool services_open(const struct program *p, struct services *s)
{
    struct db_options o = {
        .url = settings.db_url,
        .role = p->db_role,
        .application = p->name,
        .connections = (int)settings.db_pool,
        .wait_ms = settings.db_wait_ms,
        .idle_close_ms = DB_IDLE_CLOSE_MS,
        .queries = p->queries,
    };

    s->db = db_open(&o);
    s->cache = cache_open(settings.cache_servers, (int)settings.threads);
    s->live = live_open(settings.push_socket);
    s->objects = object_dir_open(settings.object_dir);
    return s->db && s->cache && s->live && s->objects;
}

static void services_close(struct services *s)
{
    object_close(s->objects);
    live_close(s->live);
    cache_close(s->cache);
    db_close(s->db);
}

static struct hand *hire(const struct crew *crew, size_t n)
{
    struct hand *hands = calloc(n, sizeof(*hands));
    int failed;

    if (!hands)
        BUG("out of memory");
    for (size_t i = 0; i < n; i++) {
        hands[i].crew = crew;
        hands[i].waits = true;
        if ((failed = pthread_create(&hands[i].thread, NULL, serve, &hands[i])) != 0)
            BUG("no thread: %s", strerror(failed));
    }
    return hands;
}

/* A thread that sleeps in accept wakes by a signal; one may just be about to fall asleep, so the
 * signal is sent again until it has come home. */
static void join_all(struct hand *hands, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct timespec until;

        do {
            if (atomic_load(&hands[i].waits))
                pthread_kill(hands[i].thread, KICK_SIGNAL);
            clock_gettime(CLOCK_REALTIME, &until);
            until.tv_nsec += KICK_EVERY_MS * 1000000L;
            until.tv_sec += until.tv_nsec / 1000000000L;
            until.tv_nsec %= 1000000000L;
        } while (pthread_timedjoin_np(hands[i].thread, NULL, &until) != 0);
    }
    free(hands);
}

/* The allocator keeps what large answers took; a worker that has become quiet gives it back. */
static void give_back(unsigned long *seen, unsigned long *trimmed)
{
    unsigned long now = atomic_load_explicit(&answered, memory_order_relaxed);

    if (now == *seen && now != *trimmed) {
        malloc_trim(0);
        *trimmed = now;
    }
    *seen = now;
}

static void wait_for_end(void)
{
    const struct timespec quiet = { .tv_sec = QUIET_SECONDS };
    unsigned long seen = 0, trimmed = 0;
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    while (sigtimedwait(&set, NULL, &quiet) < 0)
        give_back(&seen, &trimmed);
}

int worker_run(const struct program *program, int listen_fd)
{
    struct crew crew = { .program = program, .listen_fd = listen_fd };
    size_t n = (size_t)settings.threads;
    struct hand *hands;

    fcgi_init();
    install_kick();
    if (!services_open(program, &crew.services))
        return 1;
    if (!near_open(settings.run_dir))
        log_warn("no counters in the run folder: every request asks memcached",
                 LOG_STR("folder", settings.run_dir));
    if (program->start && program->start() != OK)
        return 1;
    hands = hire(&crew, n);
    wait_for_end();
    fcgi_drain();
    join_all(hands, n);
    if (program->stop)
        program->stop();
    services_close(&crew.services);
    return 0;
}
