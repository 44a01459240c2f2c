/* `bw-etl feed`: sends random events to POST /webhook and tells once a second what was answered.
 *
 * Without --key it makes itself a key of the demo's workspace (or the oldest one) and ends it when it
 * is done. Several threads send, so that the rate does not depend on how long an answer takes. */
#include "etl/feed.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/db.h"
#include "base/fetch.h"
#include "base/settings.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "etl/desk.h"
#include "model/apikey.h"
#include "sql/registry.h"

#define THREADS_MAX 16
#define RATE_OF_A_THREAD 50
#define RATE_MAX 100000
#define MEMORY ((size_t)8 << 20)
#define STATUSES 600 /* 0: no answer came */
#define NAP_NS 50000000L
#define KEY_DAYS 30 /* it ends by itself when this process was killed */

struct feed {
    const char *url, *socket, *key;
    int64_t rate, bad, count; /* events a second, percent, events in all (0: until it is stopped) */
    int64_t began;
    atomic_llong next; /* event to be sent */
    atomic_llong answers[STATUSES];
};

static bool is_over(const struct feed *f, int64_t event)
{
    return atomic_load(&etl_stopping) || (f->count && event >= f->count);
}

static const char *choose(const char *const *words, size_t n)
{
    uint32_t x;

    crypto_random(&x, sizeof(x));
    return words[x % n];
}
#define CHOOSE(...)                                                                                \
    choose((const char *const[]){ __VA_ARGS__ },                                                   \
           sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static uint32_t roll(uint32_t sides)
{
    uint32_t x;

    crypto_random(&x, sizeof(x));
    return x % sides;
}

static const char *event_text(const struct feed *f, struct arena *a)
{
    char now[TIME_TEXT_MAX];

    if (roll(100) < (uint32_t)f->bad)
        return "{\"eventType\":\"invalid_type\",\"userId\":\"invalid_user\","
               "\"timestamp\":\"invalid-timestamp\"}";
    time_format(now, time_now());
    return arena_printf(
        a,
        "{\"eventType\":\"%s\",\"userId\":\"%u\",\"timestamp\":\"%s\","
        "\"metadata\":{\"page\":\"%s\",\"browser\":\"%s\"}}",
        CHOOSE("page_view", "user_joined", "user_disconnect", "log", "user_message"), 1 + roll(999),
        now, CHOOSE("home", "profile", "settings", "dashboard"),
        CHOOSE("chrome", "firefox", "safari", "edge"));
}

static void send_one(struct feed *f, struct fetch *handle, struct arena *a)
{
    struct ctx c = { .arena = a };
    const char *body = event_text(f, a);
    const char *const headers[] = { "Content-Type: application/json",
                                    arena_printf(a, "x-api-key: %s", f->key), NULL };
    struct fetch_request req = { .method = "POST",
                                 .url = f->url,
                                 .unix_socket = f->socket,
                                 .anywhere = true,
                                 .headers = headers,
                                 .body = body,
                                 .body_len = strlen(body) };
    struct fetch_response resp = { 0 };
    bool answered = fetch_do(handle, &c, &req, &resp) == OK;

    if (answered && (resp.status < 0 || resp.status >= STATUSES))
        answered = false;
    atomic_fetch_add(&f->answers[answered ? resp.status : 0], 1);
}

static void nap(int64_t us)
{
    const struct timespec t = { .tv_nsec = us * 1000 < NAP_NS ? us * 1000 : NAP_NS };

    nanosleep(&t, NULL);
}

static void *send_some(void *arg)
{
    struct feed *f = arg;
    struct fetch *handle = fetch_open();
    struct arena *a = arena_new(MEMORY);

    for (;;) {
        int64_t event = atomic_fetch_add(&f->next, 1), left;

        while (!is_over(f, event) &&
               (left = f->began + event * TIME_SECOND / f->rate - time_mono()) > 0)
            nap(left);
        if (is_over(f, event))
            break;
        send_one(f, handle, a);
        arena_reset(a);
    }
    arena_free(a);
    fetch_close(handle);
    return NULL;
}

/* One line: what came since `told`. */
static void tell(const struct feed *f, long long told[STATUSES], const char *label)
{
    const char *comma = "";

    printf("%s  ", label);
    for (int status = 0; status < STATUSES; status++) {
        long long all = atomic_load(&f->answers[status]), n = all - told[status];

        told[status] = all;
        if (n && status)
            printf("%s%lld × %d", comma, n, status);
        else if (n)
            printf("%s%lld × no answer", comma, n);
        if (n)
            comma = ", ";
    }
    printf("%s\n", *comma ? "" : "nothing yet");
    fflush(stdout);
}

static void *tell_on(void *arg)
{
    struct feed *f = arg;
    long long told[STATUSES] = { 0 };
    int64_t second = 1;

    while (!is_over(f, atomic_load(&f->next))) {
        int64_t left = f->began + second * TIME_SECOND - time_mono();
        char now[TIME_TEXT_MAX];

        if (left > 0) {
            nap(left);
            continue;
        }
        second++;
        time_format(now, time_now() / TIME_SECOND * TIME_SECOND);
        now[19] = '\0';
        tell(f, told, now + 11);
    }
    return NULL;
}

static void start(pthread_t *thread, void *(*run)(void *), struct feed *f)
{
    int failed = pthread_create(thread, NULL, run, f);

    if (failed)
        BUG("no thread: %s", strerror(failed));
}

static void feed(struct feed *f)
{
    int n = (int)(f->rate / RATE_OF_A_THREAD) + 1;
    pthread_t threads[THREADS_MAX], teller;
    long long none[STATUSES] = { 0 };

    n = n < THREADS_MAX ? n : THREADS_MAX;
    f->began = time_mono();
    for (int i = 0; i < n; i++)
        start(&threads[i], send_some, f);
    start(&teller, tell_on, f);
    for (int i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    pthread_join(teller, NULL);
    tell(f, none, "in all ");
}

/* A key of its own, and the workspace that it is of. */
static enum err make_key(struct ctx *c, struct apikey_made *made_r)
{
    static const char *scopes[] = { "events:write" };
    struct apikey_input in = { .name = "bellwether feed",
                               .scopes = { scopes, 1 },
                               .expires_at = time_now() + KEY_DAYS * TIME_DAY };
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_ETL_FEED_TENANT, &rows, db_text(settings.demo_email));

    if (e != OK)
        return e;
    if (!db_count(rows))
        return ctx_fail(c, ERR_NOT_FOUND, "there is no workspace yet: register, or name a --key");
    c->who.tenant_id = db_value(rows, 0, "id");
    printf("workspace  %s\n", db_value(rows, 0, "slug"));
    return apikey_create(c, &in, made_r);
}

static enum err feed_here(struct desk *d, struct feed *f)
{
    struct apikey_made made;
    enum err e;

    if (f->key) {
        feed(f);
        return OK;
    }
    if ((e = make_key(&d->c, &made)) != OK)
        return e;
    f->key = made.secret;
    feed(f);
    return apikey_remove(&d->c, made.key.id);
}

static bool read_number(int argc, char **argv, const char *name, int64_t min, int64_t max,
                        int64_t *n_r)
{
    const char *text = desk_option(argc, argv, name);

    if (!text)
        return true;
    if (str_to_int64(text, n_r) && *n_r >= min && *n_r <= max)
        return true;
    fprintf(stderr, "bw-etl: --%s is a number from %" PRId64 " to %" PRId64 "\n", name, min, max);
    return false;
}

/* Where to: what was named, else our own nginx. */
static bool read_target(struct feed *f, int argc, char **argv, struct arena *a)
{
    const char *url = desk_option(argc, argv, "url");

    f->key = desk_option(argc, argv, "key");
    if (url && !f->key) {
        fprintf(stderr, "bw-etl: --url needs a --key of that place\n");
        return false;
    }
    if (url) {
        size_t n = strlen(url);

        n -= n && url[n - 1] == '/';
        f->url = arena_printf(a, "%.*s/webhook", (int)n, url);
        return true;
    }
    f->url = "http://localhost/webhook";
    f->socket = arena_printf(a, "%s/web.sock", settings.run_dir);
    return true;
}

int feed_main(int argc, char **argv)
{
    static struct feed f = { .rate = 5 };
    struct desk d;
    enum err e;

    if (!read_number(argc, argv, "rate", 1, RATE_MAX, &f.rate) ||
        !read_number(argc, argv, "bad", 0, 100, &f.bad) ||
        !read_number(argc, argv, "count", 1, INT64_MAX, &f.count))
        return 2;
    if (!desk_open(&d))
        return 1;
    d.c.request_id = "feed";
    if (!read_target(&f, argc, argv, d.arena)) {
        desk_close(&d, OK);
        return 2;
    }
    printf("sending    %" PRId64 " events a second to %s, %" PRId64 "%% of them bad; Ctrl+C ends\n",
           f.rate, f.url, f.bad);
    e = feed_here(&d, &f);
    return desk_close(&d, e);
}
