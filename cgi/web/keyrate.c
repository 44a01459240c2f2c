/* Tokens are taken from the buckets of keys here.
 *
 * A bucket is one number in memcached: the moment (ns since 1970) at which it is full again. Taking a
 * token moves that moment by the time that a token takes to come; it must not be further away than the
 * time that the whole bucket takes. (Known as GCRA, of ITU-T I.371.) */
#include "web/keyrate.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/cache.h"
#include "base/timeutil.h"
#include "web/request.h"
#include "web/response.h"

#define SECOND INT64_C(1000000000)
#define SPARE_SECONDS 60
#define SECONDS_MAX 2592000 /* memcached takes larger ones for a date */

struct taking {
    int64_t now, token,
        bucket; /* ns: this moment, what one token takes, what the full bucket takes */
    int64_t n;
    bool must; /* overdraws when it has to */
    bool refused;
    int64_t full_at; /* after it */
};

static uint64_t take(uint64_t number, void *arg)
{
    struct taking *t = arg;
    int64_t full_at = (int64_t)number > t->now ? (int64_t)number : t->now;

    t->full_at = full_at;
    t->refused = !t->must && full_at + t->n * t->token > t->now + t->bucket;
    if (t->refused)
        return number;
    t->full_at += t->n * t->token;
    return (uint64_t)t->full_at;
}

static int64_t seconds_up(int64_t ns)
{
    return (ns + SECOND - 1) / SECOND;
}

static unsigned life(const struct taking *t)
{
    int64_t seconds = seconds_up(t->bucket + t->n * t->token) + SPARE_SECONDS;

    return seconds < SECONDS_MAX ? (unsigned)seconds : SECONDS_MAX;
}

/* False when it is refused. */
static bool take_tokens(struct request *r, struct taking *t)
{
    const struct identity *who = &r->ctx.who;
    int64_t left;
    const char *key = arena_printf(r->ctx.arena, "rate:%s:%" PRId64 ":%" PRId64, who->key_id,
                                   who->rate.per_second, who->rate.burst);

    t->now = time_now() * 1000;
    t->token = SECOND / who->rate.per_second;
    t->bucket = who->rate.burst * t->token;
    r->budget.known = cache_change(r->ctx.cache, key, take, t, life(t));
    if (!r->budget.known)
        return true;
    left = (t->now + t->bucket - t->full_at) / t->token;
    r->budget.left = left > 0 ? left : 0;
    r->budget.full_in = seconds_up(t->full_at - t->now);
    return !t->refused;
}

static bool has_rate(const struct request *r)
{
    return r->ctx.who.key_id && r->ctx.who.rate.per_second > 0;
}

enum err keyrate_check(struct request *r)
{
    struct taking t = { .n = 1 };
    int64_t wait;

    if (!has_rate(r) || take_tokens(r, &t))
        return OK;
    wait = seconds_up(t.full_at + t.token - t.now - t.bucket);
    r->ctx.problem.retry_after = wait > 1 ? (unsigned)wait : 1;
    return ctx_fail(&r->ctx, ERR_RATE, "this key has used its rate of %" PRId64 " a second",
                    r->ctx.who.rate.per_second);
}

void keyrate_take(struct request *r, int64_t n)
{
    struct taking t = { .n = n, .must = true };

    if (has_rate(r) && n > 0)
        (void)take_tokens(r, &t);
}

void keyrate_headers(struct request *r)
{
    const struct key_rate *rate = &r->ctx.who.rate;

    if (!has_rate(r))
        return;
    response_header(r, "RateLimit-Policy",
                    arena_printf(r->ctx.arena, "\"key\";q=%" PRId64 ";w=%" PRId64, rate->burst,
                                 (rate->burst + rate->per_second - 1) / rate->per_second));
    if (r->budget.known)
        response_header(r, "RateLimit",
                        arena_printf(r->ctx.arena, "\"key\";r=%" PRId64 ";t=%" PRId64,
                                     r->budget.left, r->budget.full_in));
}
