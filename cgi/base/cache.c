/* memcached is spoken to here. */
#include "base/cache.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libmemcached/memcached.h>
#include <libmemcached/util.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/err.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/str.h"
#include "base/timeutil.h"

#define DEADLINE_MS 20
#define KEY_MAX 200 /* memcached takes 250 */
#define VALUE_MAX ((size_t)1000000)
#define QUIET (10 * TIME_SECOND) /* between two log lines about trouble */

struct cache {
    memcached_st *master; /* NULL: no cache */
    memcached_pool_st *pool;
    _Atomic int64_t told_at;
};

static void set_behaviours(memcached_st *m)
{
    static const struct {
        memcached_behavior_t name;
        uint64_t value;
    } behaviours[] = {
        { MEMCACHED_BEHAVIOR_TCP_NODELAY, 1 },
        { MEMCACHED_BEHAVIOR_CONNECT_TIMEOUT, DEADLINE_MS },
        { MEMCACHED_BEHAVIOR_POLL_TIMEOUT, DEADLINE_MS },
        { MEMCACHED_BEHAVIOR_SND_TIMEOUT, DEADLINE_MS * 1000 },
        { MEMCACHED_BEHAVIOR_RCV_TIMEOUT, DEADLINE_MS * 1000 },
        { MEMCACHED_BEHAVIOR_RETRY_TIMEOUT, 1 },
        /* another server in the list moves only its own share of the keys */
        { MEMCACHED_BEHAVIOR_DISTRIBUTION, MEMCACHED_DISTRIBUTION_CONSISTENT_KETAMA },
    };

    for (size_t i = 0; i < sizeof(behaviours) / sizeof(behaviours[0]); i++)
        if (memcached_behavior_set(m, behaviours[i].name, behaviours[i].value) != MEMCACHED_SUCCESS)
            BUG("libmemcached refuses behaviour %d", (int)behaviours[i].name);
}

static bool add_servers(memcached_st *m, const char *servers)
{
    memcached_server_st *list;
    bool added;

    if (servers[0] == '/')
        return memcached_server_add_unix_socket(m, servers) == MEMCACHED_SUCCESS;
    list = memcached_servers_parse(servers);
    added = list && memcached_server_push(m, list) == MEMCACHED_SUCCESS;
    memcached_server_list_free(list);
    return added;
}

struct cache *cache_open(const char *servers, int connections)
{
    struct cache *k = calloc(1, sizeof(*k));

    if (!k)
        BUG("out of memory");
    if (!servers || !servers[0])
        return k;
    k->master = memcached_create(NULL);
    if (!k->master)
        BUG("out of memory");
    set_behaviours(k->master);
    if (!add_servers(k->master, servers)) {
        log_error("the memcached servers cannot be understood", LOG_STR("servers", servers));
        memcached_free(k->master);
        k->master = NULL;
        return k;
    }
    k->pool = memcached_pool_create(k->master, 1, (uint32_t)(connections > 0 ? connections : 1));
    if (!k->pool)
        BUG("no memcached pool");
    return k;
}

void cache_close(struct cache *k)
{
    if (!k)
        return;
    if (k->pool)
        memcached_pool_destroy(k->pool);
    if (k->master)
        memcached_free(k->master);
    free(k);
}

/* Counts a failed call; tells the log now and then. */
static void note_failure(struct cache *k, const memcached_st *m, memcached_return_t rc)
{
    int64_t now = time_mono(), told = atomic_load(&k->told_at);

    metrics_add(METRIC_CACHE_ERRORS, 1);
    if ((!told || now - told > QUIET) && atomic_compare_exchange_strong(&k->told_at, &told, now))
        log_warn("memcached is away", LOG_STR("error", memcached_strerror(m, rc)));
}

/* A connection of the pool, or NULL when all are in use for longer than a call may take. */
static memcached_st *take(struct cache *k)
{
    struct timespec wait = { .tv_nsec = DEADLINE_MS * 1000000L };
    memcached_return_t rc;
    memcached_st *m;

    if (!k || !k->pool)
        return NULL;
    m = memcached_pool_fetch(k->pool, &wait, &rc);
    if (!m)
        note_failure(k, k->master, rc);
    return m;
}

static void give_back(struct cache *k, memcached_st *m)
{
    memcached_pool_release(k->pool, m);
}

struct key {
    char text[KEY_MAX + 1];
    size_t len;
};

static bool is_plain(const char *key)
{
    for (; *key; key++)
        if ((unsigned char)*key <= ' ' || *key == 0x7f)
            return false;
    return true;
}

/* memcached takes no blanks and no long keys: such a key keeps its prefix and is hashed. */
static struct key key_of(const char *text)
{
    size_t len = strlen(text), prefix = strcspn(text, ":");
    struct key key;

    if (len <= KEY_MAX && is_plain(text)) {
        memcpy(key.text, text, len + 1);
        key.len = len;
        return key;
    }
    if (prefix > 40 || prefix == len)
        prefix = 0;
    for (size_t i = 0; i < prefix; i++)
        key.text[i] = (unsigned char)text[i] <= ' ' || text[i] == 0x7f ? '_' : text[i];
    key.text[prefix] = ':';
    crypto_sha256_hex(text, len, key.text + prefix + 1);
    key.len = prefix + SHA256_HEX;
    return key;
}

char *cache_get(struct cache *k, struct arena *a, const char *key, size_t *len_r)
{
    memcached_st *m = take(k);
    memcached_return_t rc;
    struct key name;
    uint32_t flags;
    char *value, *copy = NULL;

    if (!m)
        return NULL;
    name = key_of(key);
    value = memcached_get(m, name.text, name.len, len_r, &flags, &rc);
    if (rc == MEMCACHED_SUCCESS) {
        /* an empty value comes as NULL */
        copy = arena_strndup(a, value ? value : "", value ? *len_r : 0);
        metrics_add(METRIC_CACHE_HITS, 1);
    } else if (rc == MEMCACHED_NOTFOUND) {
        metrics_add(METRIC_CACHE_MISSES, 1);
    } else {
        note_failure(k, m, rc);
    }
    free(value);
    give_back(k, m);
    return copy;
}

void cache_set(struct cache *k, const char *key, const void *p, size_t n, unsigned seconds)
{
    memcached_st *m = n <= VALUE_MAX ? take(k) : NULL;
    memcached_return_t rc;
    struct key name;

    if (!m)
        return;
    name = key_of(key);
    rc = memcached_set(m, name.text, name.len, p, n, (time_t)seconds, 0);
    if (rc != MEMCACHED_SUCCESS)
        note_failure(k, m, rc);
    give_back(k, m);
}

uint64_t cache_count(struct cache *k, const char *key, unsigned seconds)
{
    memcached_st *m = take(k);
    memcached_return_t rc;
    struct key name;
    uint64_t count = 0;

    if (!m)
        return 0;
    name = key_of(key);
    rc = memcached_increment(m, name.text, name.len, 1, &count);
    if (rc == MEMCACHED_NOTFOUND) {
        rc = memcached_add(m, name.text, name.len, "1", 1, (time_t)seconds, 0);
        count = 1;
    }
    /* somebody else added it in between */
    if (rc == MEMCACHED_NOTSTORED)
        rc = memcached_increment(m, name.text, name.len, 1, &count);
    if (rc != MEMCACHED_SUCCESS) {
        count = 0;
        note_failure(k, m, rc);
    }
    give_back(k, m);
    return count;
}
