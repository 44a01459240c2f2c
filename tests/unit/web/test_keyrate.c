/* Tests of web/keyrate; the number that memcached would hold stands here. */
#include "web/keyrate.h"

#include <string.h>

#include "base/arena.h"
#include "base/cache.h"
#include "tests/unit/tap.h"
#include "web/request.h"

#define SECOND INT64_C(1000000000)

static uint64_t held;
static bool away;

bool cache_change(struct cache *k, const char *key, cache_change_fn *change, void *arg,
                  unsigned seconds)
{
    (void)k, (void)key;
    if (!away)
        held = change(held, arg);
    return !away && seconds > 0;
}

/* As if that much time had gone by. */
static void later(int64_t ns)
{
    held -= (uint64_t)ns;
}

static struct request *request(struct arena *a, int64_t per_second, int64_t burst)
{
    struct request *r = arena_one(a, struct request);

    r->ctx.arena = a;
    r->ctx.request_id = "test";
    r->ctx.who.key_id = "01990000-0000-7000-8000-000000000001";
    r->ctx.who.rate = (struct key_rate){ per_second, burst };
    return r;
}

/* How many of `n` requests get through. */
static int try(struct arena *a, int n, int64_t per_second, int64_t burst)
{
    int passed = 0;

    for (int i = 0; i < n; i++)
        passed += keyrate_check(request(a, per_second, burst)) == OK;
    return passed;
}

static const char *header(const struct request *r, const char *name)
{
    for (size_t i = 0; i < r->response.nheaders; i++)
        if (strcmp(r->response.headers[i].name, name) == 0)
            return r->response.headers[i].value;
    return NULL;
}

static void test_bucket(struct arena *a)
{
    struct request *r;

    held = 0;
    is_int(try(a, 5, 1, 5), 5, "a full bucket");
    later(-90 * SECOND);
    r = request(a, 1, 5);
    is_int(keyrate_check(r), ERR_RATE, "is empty after its burst");
    ok(r->ctx.problem.retry_after >= 85 && r->ctx.problem.retry_after <= 91, "the wait is told, %u",
       r->ctx.problem.retry_after);
    held = 0;
    is_int(try(a, 5, 1, 5), 5, "full again");
    later(2 * SECOND);
    ok(try(a, 10, 1, 5) <= 3, "two seconds bring two tokens");
    later(1000 * SECOND);
    ok(try(a, 10, 1, 5) <= 6, "a long rest brings no more than the bucket holds");
}

static void test_overdraft(struct arena *a)
{
    struct request *r = request(a, 10, 20);

    held = 0;
    is_int(keyrate_check(r), OK, "a batch is let in");
    keyrate_take(r, 999);
    is_int(r->budget.left, 0, "and takes all there is, and more");
    ok(r->budget.full_in >= 99, "which fills again in %lld s", (long long)r->budget.full_in);
    r = request(a, 10, 20);
    is_int(keyrate_check(r), ERR_RATE, "the next one waits");
    ok(r->ctx.problem.retry_after >= 95, "for all that was overdrawn, %u s",
       r->ctx.problem.retry_after);
    later(99 * SECOND);
    is_int(keyrate_check(request(a, 10, 20)), OK, "until it has come");
}

static void test_headers(struct arena *a)
{
    struct request *r = request(a, 2, 5);

    held = 0;
    (void)!keyrate_check(r);
    keyrate_headers(r);
    is_str(header(r, "RateLimit-Policy"), "\"key\";q=5;w=3", "the policy");
    is_str(header(r, "RateLimit"), "\"key\";r=4;t=1", "what is left");
    away = true;
    r = request(a, 2, 5);
    is_int(keyrate_check(r), OK, "without memcached nobody is held up");
    keyrate_headers(r);
    ok(header(r, "RateLimit-Policy") && !header(r, "RateLimit"), "and nothing is made up");
    away = false;
    r = request(a, 0, 0);
    is_int(keyrate_check(r), OK, "a key without a rate");
    keyrate_headers(r);
    is_int((int64_t)r->response.nheaders, 0, "is told of none");
}

int main(void)
{
    struct arena *a = arena_new((size_t)4 << 20);

    test_bucket(a);
    test_overdraft(a);
    test_headers(a);
    arena_free(a);
    return done_testing();
}
