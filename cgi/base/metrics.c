/* Counters that all workers of a program share are kept and shown here. */
#include "base/metrics.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>

#include "base/err.h"

typedef _Atomic uint64_t counter;

/* Upper bounds of the latency buckets in microseconds; one more bucket takes the rest. */
static const int64_t bounds[] = { 500,    1000,   2500,   5000,    10000,   25000,   50000,
                                  100000, 250000, 500000, 1000000, 2500000, 5000000, 10000000 };
#define BUCKETS (sizeof(bounds) / sizeof(bounds[0]) + 1)

/* The statuses that are told apart; the last slot takes any other. */
static const int statuses[] = { 200, 201, 202, 204, 206, 302, 303, 304, 400, 401, 403, 404, 405,
                                409, 412, 413, 415, 421, 422, 428, 429, 500, 502, 503, 504, 507 };
#define STATUSES (sizeof(statuses) / sizeof(statuses[0]) + 1)

struct route {
    counter status[STATUSES], bucket[BUCKETS], total_us;
};

struct shared {
    counter named[METRIC_COUNT];
    struct route routes[]; /* the last one stands for requests that no route matched */
};

static struct shared *shared;
static const char *program;
static const char *const *route_names;
static int route_count;

void metrics_init(const char *name, const char *const *routes, int nroutes)
{
    size_t size = sizeof(*shared) + ((size_t)nroutes + 1) * sizeof(struct route);
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (p == MAP_FAILED)
        BUG("no memory for metrics");
    shared = p;
    program = name;
    route_names = routes;
    route_count = nroutes;
}

static void bump(counter *c, uint64_t n)
{
    atomic_fetch_add_explicit(c, n, memory_order_relaxed);
}

static uint64_t read_counter(const counter *c)
{
    return atomic_load_explicit(c, memory_order_relaxed);
}

void metrics_request(int route, int status, int64_t us)
{
    size_t s = 0, b = 0;
    struct route *r;

    if (!shared)
        return;
    r = &shared->routes[route >= 0 && route < route_count ? route : route_count];
    while (s < STATUSES - 1 && statuses[s] != status)
        s++;
    while (b < BUCKETS - 1 && us > bounds[b])
        b++;
    bump(&r->status[s], 1);
    bump(&r->bucket[b], 1);
    bump(&r->total_us, us > 0 ? (uint64_t)us : 0);
}

void metrics_add(enum metric m, uint64_t n)
{
    if (shared)
        bump(&shared->named[m], n);
}

void metrics_take(enum metric m, uint64_t n)
{
    metrics_add(m, -n);
}

static void add_label(struct str *out, const char *value)
{
    for (; *value; value++) {
        if (*value == '\n') {
            str_adds(out, "\\n");
            continue;
        }
        if (*value == '"' || *value == '\\')
            str_addc(out, '\\');
        str_addc(out, *value);
    }
}

/* Opens a sample: its name and the labels that all samples of a route carry. */
static void begin_sample(struct str *out, const char *name, int route)
{
    str_printf(out, "bellwether_%s{program=\"", name);
    add_label(out, program);
    str_adds(out, "\",route=\"");
    add_label(out, route < route_count ? route_names[route] : "none");
    str_addc(out, '"');
}

static void begin_metric(struct str *out, const char *name, const char *help, const char *type)
{
    str_printf(out, "# HELP bellwether_%s %s\n# TYPE bellwether_%s %s\n", name, help, name, type);
}

static void show_statuses(struct str *out, int i)
{
    for (size_t s = 0; s < STATUSES; s++) {
        uint64_t n = read_counter(&shared->routes[i].status[s]);

        if (!n)
            continue;
        begin_sample(out, "http_requests_total", i);
        if (s < STATUSES - 1)
            str_printf(out, ",status=\"%d\"} %llu\n", statuses[s], (unsigned long long)n);
        else
            str_printf(out, ",status=\"other\"} %llu\n", (unsigned long long)n);
    }
}

static void show_latency(struct str *out, int i)
{
    const struct route *r = &shared->routes[i];
    uint64_t counts[BUCKETS], total = 0, sum = 0;

    for (size_t b = 0; b < BUCKETS; b++)
        total += counts[b] = read_counter(&r->bucket[b]);
    if (!total)
        return;
    for (size_t b = 0; b < BUCKETS; b++) {
        char bound[32] = "+Inf";

        sum += counts[b];
        if (b < BUCKETS - 1)
            str_from_double(bound, (double)bounds[b] / 1e6);
        begin_sample(out, "http_request_seconds_bucket", i);
        str_printf(out, ",le=\"%s\"} %llu\n", bound, (unsigned long long)sum);
    }
    begin_sample(out, "http_request_seconds_sum", i);
    str_printf(out, "} %.6f\n", (double)read_counter(&r->total_us) / 1e6);
    begin_sample(out, "http_request_seconds_count", i);
    str_printf(out, "} %llu\n", (unsigned long long)total);
}

static void show_named(struct str *out)
{
#define METRIC_ROW(name, text, help) [name] = { text, help },
    static const struct {
        const char *name, *help;
    } rows[METRIC_COUNT] = { METRICS(METRIC_ROW) };
#undef METRIC_ROW

    for (int m = 0; m < METRIC_COUNT; m++) {
        begin_metric(out, rows[m].name, rows[m].help,
                     strstr(rows[m].name, "_total") ? "counter" : "gauge");
        str_printf(out, "bellwether_%s{program=\"", rows[m].name);
        add_label(out, program);
        str_printf(out, "\"} %llu\n", (unsigned long long)read_counter(&shared->named[m]));
    }
}

void metrics_text(struct str *out)
{
    if (!shared)
        return;
    begin_metric(out, "http_requests_total", "Answered requests", "counter");
    for (int i = 0; i <= route_count; i++)
        show_statuses(out, i);
    begin_metric(out, "http_request_seconds", "Time from accept to answer", "histogram");
    for (int i = 0; i <= route_count; i++)
        show_latency(out, i);
    show_named(out);
}
