/* `bw-etl collect`: measures every ten seconds and sends the numbers to POST /api/events/batch. */
#include "etl/collect.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/fetch.h"
#include "base/json.h"
#include "base/log.h"
#include "base/settings.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "etl/collect_key.h"
#include "etl/desk.h"
#include "etl/gauge.h"
#include "etl/scrape.h"

#define EVERY (10 * TIME_SECOND)
#define ROUND_MEMORY ((size_t)64 << 20)
#define NAP_NS 200000000L
#define BODY_MAX 65536
#define TIMEOUT_MS 5000
#define METRICS_MAX ((size_t)4 << 20)

static const char *const areas[] = { "auth",       "tenants", "datasets", "analytics",
                                     "dashboards", "events",  "billing" };
#define AREAS (sizeof(areas) / sizeof(areas[0]))

struct collector {
    const struct etl *etl;
    struct arena *arena; /* of a round */
    struct fetch *fetch;
    struct collect_key key;
    const char *socket;
    struct gauge_cpu cpu;
    struct scrape programs[AREAS];
    bool measured; /* there is something to compare with */
    bool refused;  /* somebody ended the key */
    int told;      /* the last status that was logged */
};

static enum err ask(struct collector *k, const char *method, const char *path,
                    const char *const *headers, const char *body, struct fetch_response *resp_r)
{
    struct ctx c = { .arena = k->arena };
    struct fetch_request req = { .method = method,
                                 .url = arena_printf(c.arena, "http://localhost%s", path),
                                 .unix_socket = k->socket,
                                 .headers = headers,
                                 .body = body,
                                 .body_len = body ? strlen(body) : 0,
                                 .timeout_ms = TIMEOUT_MS,
                                 .max_response = METRICS_MAX };

    return fetch_do(k->fetch, &c, &req, resp_r);
}

/* {"type":…,"source":"bellwether","occurredAt":…,"value":…,"payload":{"area":…}} */
static void put(struct json_out *w, int64_t at, const char *type, double value, const char *area)
{
    json_open(w, '{');
    json_key(w, "type");
    json_str(w, type);
    json_key(w, "source");
    json_str(w, "bellwether");
    json_key(w, "occurredAt");
    json_time(w, at);
    json_key(w, "value");
    json_computed(w, value);
    if (area) {
        json_key(w, "payload");
        json_open(w, '{');
        json_key(w, "area");
        json_str(w, area);
        json_close(w, '}');
    }
    json_close(w, '}');
}

static void put_machine(struct collector *k, struct json_out *w, int64_t at)
{
    struct arena *a = k->arena;
    struct gauge_cpu cpu;
    double n;

    if (gauge_load(gauge_read(a, "/proc/loadavg"), &n))
        put(w, at, "server.load", n, NULL);
    if (gauge_cpu(gauge_read(a, "/proc/stat"), &cpu)) {
        n = gauge_cpu_percent(&k->cpu, &cpu);
        if (k->measured && n >= 0)
            put(w, at, "server.cpu", n, NULL);
        k->cpu = cpu;
    }
    if (gauge_memory(gauge_read(a, "/proc/meminfo"), &n))
        put(w, at, "server.memory", n, NULL);
    if (gauge_disk(settings.object_dir, &n))
        put(w, at, "server.disk", n, NULL);
}

/* What an area did in these ten seconds; nothing when it did nothing, or does not answer. */
static void put_area(struct collector *k, struct json_out *w, int64_t at, size_t i)
{
    struct fetch_response resp;
    struct scrape now;
    const char *path = arena_printf(k->arena, "/metrics/%s", areas[i]);
    uint64_t requests;

    if (ask(k, "GET", path, NULL, NULL, &resp) != OK || resp.status != 200)
        return;
    scrape_read(resp.body, &now);
    requests = scrape_requests(&k->programs[i], &now);
    if (k->measured && requests) {
        put(w, at, "server.requests", (double)requests, areas[i]);
        put(w, at, "server.p99", scrape_p99(&k->programs[i], &now), areas[i]);
    }
    k->programs[i] = now;
}

static const char *measure(struct collector *k)
{
    struct str body = str_new(k->arena, BODY_MAX);
    struct json_out w = json_out(&body);
    int64_t at = time_now() / TIME_SECOND * TIME_SECOND;

    json_open(&w, '{');
    json_key(&w, "events");
    json_open(&w, '[');
    put_machine(k, &w, at);
    for (size_t i = 0; i < AREAS; i++)
        put_area(k, &w, at, i);
    json_close(&w, ']');
    json_close(&w, '}');
    k->measured = true;
    return str_c(&body);
}

static void send_numbers(struct collector *k)
{
    const char *body = measure(k);
    const char *const headers[] = { "Content-Type: application/json",
                                    arena_printf(k->arena, "x-api-key: %s", k->key.secret), NULL };
    struct fetch_response resp;

    if (ask(k, "POST", "/api/events/batch", headers, body, &resp) != OK)
        return; /* on its way up or down: the next one tells */
    k->refused = resp.status == 401;
    if (k->refused)
        log_info("the key was ended: nothing is sent until its file is removed",
                 LOG_STR("file", k->key.path));
    else if (resp.status >= 400 && resp.status != k->told)
        log_warn("events were not taken", LOG_INT("status", resp.status),
                 LOG_STR("answer", resp.body));
    k->told = resp.status;
}

/* False when it is time to end. */
static bool sleep_until(int64_t at)
{
    const struct timespec nap = { .tv_nsec = NAP_NS };

    while (time_now() < at && !atomic_load(&etl_stopping))
        nanosleep(&nap, NULL);
    return !atomic_load(&etl_stopping);
}

static void go_round(struct collector *k)
{
    struct ctx c = etl_ctx(k->etl, k->arena);

    if (!k->key.secret[0] && collect_key_make(&c, &k->key) != OK)
        log_warn("no key could be made", LOG_STR("what", c.problem.detail));
    if (!k->key.secret[0])
        return;
    send_numbers(k);
    if (!k->refused && !k->key.has_dashboard && collect_key_dashboard(&c, &k->key) != OK)
        log_warn("no dashboard could be made", LOG_STR("what", c.problem.detail));
}

static void collect(struct collector *k)
{
    int64_t next = time_now();

    while (sleep_until(next)) {
        if (!settings.public_url[0] && !k->refused)
            go_round(k);
        arena_reset(k->arena);
        next = (time_now() / EVERY + 1) * EVERY;
    }
}

int collect_main(int argc, char **argv)
{
    static struct collector k;
    struct desk d;

    k.key.path = desk_option(argc, argv, "state");
    if (!k.key.path) {
        fprintf(stderr, "usage: bw-etl collect --state FILE\n");
        return 2;
    }
    if (!desk_open(&d))
        return 1;
    k.etl = &d.etl;
    k.arena = arena_new(ROUND_MEMORY);
    k.socket = arena_printf(d.arena, "%s/web.sock", settings.run_dir);
    k.fetch = fetch_open();
    collect_key_load(&k.key);
    collect(&k);
    fetch_close(k.fetch);
    arena_free(k.arena);
    return desk_close(&d, OK);
}
