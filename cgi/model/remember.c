/* Facts are remembered near and far, and forgotten at once. */
#include "model/remember.h"

#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/cache.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/near.h"
#include "base/settings.h"
#include "base/timeutil.h"

#define REMEMBER_SECONDS 15
/* longer than base/cache leaves a slow server alone */
#define FORGET_PATIENCE (3 * TIME_SECOND / 2)
#define FORGET_PAUSE_NS 50000000L

const char *remember_get(struct ctx *c, const char *key, const char *subject, uint64_t *ticket_r)
{
    char near[NEAR_VALUE_MAX + 1];
    const char *text;
    size_t n;

    *ticket_r = near_ticket(subject);
    if (near_get(key, subject, near))
        return arena_strdup(c->arena, near);
    text = cache_get(c->cache, c->arena, key, &n);
    /* an empty one stands where something was forgotten */
    if (!text || n == 0)
        return NULL;
    near_set(key, subject, *ticket_r, text);
    return text;
}

static void overwrite(struct ctx *c, const char *key)
{
    cache_set(c->cache, key, "", 0, REMEMBER_SECONDS);
}

void remember_set(struct ctx *c, const char *key, const char *subject, uint64_t ticket,
                  const char *text)
{
    near_set(key, subject, ticket, text);
    cache_set(c->cache, key, text, strlen(text), REMEMBER_SECONDS);
    if (!near_holds(subject, ticket))
        overwrite(c, key);
}

/* Looks whether overwriting worked: a memcached that was too slow for a moment must not keep
 * somebody in who was put out. One that stays away is given up `until` then. */
static void overwrite_surely(struct ctx *c, const char *key, int64_t until)
{
    const struct timespec pause = { .tv_nsec = FORGET_PAUSE_NS };

    for (;;) {
        const char *left;
        size_t n = 0;

        overwrite(c, key);
        left = cache_get(c->cache, c->arena, key, &n);
        if (left && n == 0)
            return;
        if (time_mono() >= until)
            break;
        nanosleep(&pause, NULL);
    }
    log_warn("memcached is away: a right ends a little later");
}

void remember_forget(struct ctx *c, const char *subject, const char *const *keys, size_t n)
{
    int64_t until = time_mono() + FORGET_PATIENCE;

    /* before, for readers about to write what they were told; after, for those told by memcached */
    near_forget(subject);
    for (size_t i = 0; settings.cache_servers[0] && i < n; i++)
        overwrite_surely(c, keys[i], until);
    near_forget(subject);
}
