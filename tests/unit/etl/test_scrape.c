/* Tests of etl/scrape: what base/metrics writes is read back. */
#include "etl/scrape.h"

#include "base/arena.h"
#include "base/metrics.h"
#include "base/str.h"
#include "tests/unit/tap.h"

static void scrape(struct arena *a, struct scrape *s_r)
{
    struct str text = str_new(a, (size_t)1 << 20);

    metrics_text(&text);
    scrape_read(str_c(&text), s_r);
}

int main(void)
{
    static const char *const routes[] = { "/one", "/with \"quotes\"" };
    struct arena *a = arena_new((size_t)8 << 20);
    struct scrape before, now, none = { 0 };
    double p99;

    metrics_init("test", routes, 2);
    scrape(a, &before);
    is_int((int64_t)scrape_requests(&none, &before), 0, "nothing was answered");
    is_real(scrape_p99(&none, &before), -1, "and took no time");

    for (int i = 0; i < 990; i++)
        metrics_request(i % 2, 200, 900);
    for (int i = 0; i < 10; i++)
        metrics_request(0, 200, 900000);
    for (int i = 0; i < 500; i++)
        metrics_request(-1, 404, 60000000);
    scrape(a, &now);
    is_int((int64_t)scrape_requests(&before, &now), 1000,
           "requests of all routes, and of no other");
    p99 = scrape_p99(&before, &now);
    ok(p99 >= 0.5 && p99 <= 1.0, "99 of 100 took a millisecond at most: %g", p99);

    before = now;
    is_int((int64_t)scrape_requests(&before, &now), 0, "nothing since");
    for (int i = 0; i < 10; i++)
        metrics_request(1, 200, 90000000);
    scrape(a, &now);
    is_int((int64_t)scrape_requests(&before, &now), 10, "ten since");
    ok(scrape_p99(&before, &now) >= 1000, "slow ones: %g ms", scrape_p99(&before, &now));

    is_int((int64_t)scrape_requests(&now, &before), 1000,
           "a program that began anew counts from there");
    scrape_read("no metrics\nbellwether_http_request_seconds_bucket{le=\n", &now);
    is_int((int64_t)now.n, 0, "other text is nothing");
    arena_free(a);
    return done_testing();
}
