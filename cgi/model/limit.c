/* Failures are counted per window here. */
#include "model/limit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cache.h"
#include "base/crypto.h"
#include "base/ctx.h"
#include "base/timeutil.h"

#define WINDOW_SECONDS 900

/* "limit:KIND:HASH:WINDOW"; hashed, since `who` may be anything a client sent. */
static char *window_key(struct ctx *c, const char *kind, const char *who, int64_t now)
{
    char hash[SHA256_HEX];

    crypto_sha256_hex(who, strlen(who), hash);
    return arena_printf(c->arena, "limit:%s:%.32s:%lld", kind, hash,
                        (long long)(now / WINDOW_SECONDS));
}

enum err limit_check(struct ctx *c, const char *kind, const char *who, int64_t most)
{
    int64_t now = time_now() / TIME_SECOND;
    char *count;

    if (most <= 0)
        return OK;
    count = cache_get(c->cache, c->arena, window_key(c, kind, who, now), &(size_t){ 0 });
    if (!count || strtoll(count, NULL, 10) < most)
        return OK;
    ctx_fail(c, ERR_RATE, "Too many failed attempts. Try again later.");
    c->problem.retry_after = (unsigned)(WINDOW_SECONDS - now % WINDOW_SECONDS);
    return ERR_RATE;
}

void limit_count(struct ctx *c, const char *kind, const char *who)
{
    cache_count(c->cache, window_key(c, kind, who, time_now() / TIME_SECOND), WINDOW_SECONDS);
}

const char *limit_network(struct ctx *c, const char *address)
{
    struct in6_addr a6;
    char text[INET6_ADDRSTRLEN];

    if (!address || inet_pton(AF_INET6, address, &a6) != 1 || IN6_IS_ADDR_V4MAPPED(&a6))
        return address ? address : "";
    memset(a6.s6_addr + 8, 0, 8);
    inet_ntop(AF_INET6, &a6, text, sizeof(text));
    return arena_strdup(c->arena, text);
}
