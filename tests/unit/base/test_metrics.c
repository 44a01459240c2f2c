/* Tests of base/metrics: counting across processes and Prometheus' text. */
#include "base/metrics.h"

#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "tests/unit/tap.h"

static struct str text;

static void has(const char *line, const char *name)
{
    bool found = strstr(str_c(&text), line) != NULL;

    if (!found)
        diag("no %s in\n%s", line, str_c(&text));
    ok(found, "%s", name);
}

static void show(void)
{
    str_clear(&text);
    metrics_text(&text);
}

int main(void)
{
    static const char *const routes[] = { "GET /a", "POST /odd\"\\" };
    struct arena *a = arena_new(1 << 20);
    int status;
    pid_t pid;

    text = str_new(a, 1 << 18);
    metrics_add(METRIC_DB_ERRORS, 1);
    metrics_request(0, 200, 1);
    show();
    is_str(str_c(&text), "", "without a mapping nothing is counted");

    metrics_init("tester", routes, 2);
    pid = fork();
    if (pid == 0) {
        metrics_request(0, 200, 400);
        metrics_request(0, 200, 500);
        metrics_request(0, 418, 20000000);
        metrics_add(METRIC_CACHE_HITS, 3);
        _exit(0);
    }
    ok(waitpid(pid, &status, 0) == pid && status == 0, "a child counts");
    metrics_request(0, 404, 501);
    metrics_request(1, 201, 1000);
    metrics_request(-1, 404, 10);
    metrics_request(99, 404, 10);
    metrics_add(METRIC_CACHE_HITS, 1);
    show();
    has("# TYPE bellwether_http_requests_total counter\n", "a type");
    has("bellwether_http_requests_total{program=\"tester\",route=\"GET /a\",status=\"200\"} 2\n",
        "what the child counted is seen");
    has("route=\"GET /a\",status=\"other\"} 1\n", "an unusual status");
    has("route=\"POST /odd\\\"\\\\\",status=\"201\"} 1\n", "labels are escaped");
    has("route=\"none\",status=\"404\"} 2\n", "requests without a route");
    has("bellwether_http_request_seconds_bucket{program=\"tester\",route=\"GET /a\",le=\"0.0005\"} "
        "2\n",
        "a bound belongs to its bucket");
    has("route=\"GET /a\",le=\"0.001\"} 3\n", "buckets add up");
    has("route=\"GET /a\",le=\"10\"} 3\n", "up to the last bound");
    has("route=\"GET /a\",le=\"+Inf\"} 4\n", "and to the rest");
    has("bellwether_http_request_seconds_sum{program=\"tester\",route=\"GET /a\"} 20.001401\n",
        "sum");
    has("bellwether_http_request_seconds_count{program=\"tester\",route=\"GET /a\"} 4\n", "count");
    has("bellwether_cache_hits_total{program=\"tester\"} 4\n", "a named counter");
    has("bellwether_db_errors_total{program=\"tester\"} 0\n", "one that is zero is told");
    arena_free(a);
    return done_testing();
}
