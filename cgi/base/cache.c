/* memcached is spoken to here. */
#include "base/cache.h"

#include <inttypes.h>
#include <pthread.h>
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
#define SERVERS_MAX 64
#define TURNS 16       /* changers of one number wait for each other in the process, */
#define CHANGES_MAX 32 /* so this many attempts are for those of other processes */

struct cache {
    memcached_st *master; /* NULL: no cache */
    memcached_pool_st *pool;
    _Atomic int64_t told_at;
    /* Until when each server is left alone. libmemcached does that by itself only for servers that
     * refuse connections; one that hangs would cost its 20 ms with every call. */
    _Atomic int64_t away_until[SERVERS_MAX];
    pthread_mutex_t turns[TURNS];
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
        { MEMCACHED_BEHAVIOR_SUPPORT_CAS, 1 },
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
    for (size_t i = 0; i < TURNS; i++)
        pthread_mutex_init(&k->turns[i], NULL);
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
    for (size_t i = 0; i < TURNS; i++)
        pthread_mutex_destroy(&k->turns[i]);
    free(k);
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

/* One call under way: a connection of the pool, the key as memcached takes it, its server. */
struct call {
    struct cache *cache;
    memcached_st *m;
    struct key key;
    _Atomic int64_t *away_until;
};

/* Tells the log now and then. */
static void note_failure(struct cache *k, const char *why)
{
    int64_t now = time_mono(), told = atomic_load(&k->told_at);

    metrics_add(METRIC_CACHE_ERRORS, 1);
    if ((!told || now - told > QUIET) && atomic_compare_exchange_strong(&k->told_at, &told, now))
        log_warn("memcached is away", LOG_STR("error", why));
}

/* False when there is no cache, its server is left alone, or all connections are in use for longer
 * than a call may take. */
static bool begin(struct call *call, struct cache *k, const char *key)
{
    struct timespec wait = { .tv_nsec = DEADLINE_MS * 1000000L };
    memcached_return_t rc;

    if (!k || !k->pool)
        return false;
    call->cache = k;
    call->m = memcached_pool_fetch(k->pool, &wait, &rc);
    if (!call->m) {
        note_failure(k, "no free connection");
        return false;
    }
    call->key = key_of(key);
    call->away_until =
        &k->away_until[memcached_generate_hash(call->m, call->key.text, call->key.len) %
                       SERVERS_MAX];
    if (atomic_load(call->away_until) > time_mono()) {
        memcached_pool_release(k->pool, call->m);
        return false;
    }
    return true;
}

static void end(struct call *call, memcached_return_t rc)
{
    if (rc != MEMCACHED_SUCCESS && rc != MEMCACHED_NOTFOUND) {
        note_failure(call->cache, memcached_strerror(call->m, rc));
        if (rc == MEMCACHED_TIMEOUT)
            atomic_store(call->away_until, time_mono() + TIME_SECOND);
    }
    memcached_pool_release(call->cache->pool, call->m);
}

char *cache_get(struct cache *k, struct arena *a, const char *key, size_t *len_r)
{
    memcached_return_t rc;
    struct call call;
    uint32_t flags;
    char *value, *copy = NULL;

    if (!begin(&call, k, key))
        return NULL;
    value = memcached_get(call.m, call.key.text, call.key.len, len_r, &flags, &rc);
    if (rc == MEMCACHED_SUCCESS) {
        /* an empty value comes as NULL */
        copy = arena_strndup(a, value ? value : "", value ? *len_r : 0);
        metrics_add(METRIC_CACHE_HITS, 1);
    } else if (rc == MEMCACHED_NOTFOUND) {
        metrics_add(METRIC_CACHE_MISSES, 1);
    }
    free(value);
    end(&call, rc);
    return copy;
}

void cache_set(struct cache *k, const char *key, const void *p, size_t n, unsigned seconds)
{
    struct call call;

    if (n > VALUE_MAX || !begin(&call, k, key))
        return;
    end(&call, memcached_set(call.m, call.key.text, call.key.len, p, n, (time_t)seconds, 0));
}

uint64_t cache_count(struct cache *k, const char *key, unsigned seconds)
{
    memcached_return_t rc;
    struct call call;
    uint64_t count = 0;

    if (!begin(&call, k, key))
        return 0;
    rc = memcached_increment(call.m, call.key.text, call.key.len, 1, &count);
    if (rc == MEMCACHED_NOTFOUND) {
        rc = memcached_add(call.m, call.key.text, call.key.len, "1", 1, (time_t)seconds, 0);
        count = 1;
    }
    /* somebody else added it in between */
    if (rc == MEMCACHED_NOTSTORED)
        rc = memcached_increment(call.m, call.key.text, call.key.len, 1, &count);
    end(&call, rc);
    return rc == MEMCACHED_SUCCESS ? count : 0;
}

/* The number under the key and its version; 0 and no version where there is none. */
static memcached_return_t read_number(const struct call *call, uint64_t *number_r, uint64_t *cas_r)
{
    const char *keys[] = { call->key.text };
    memcached_return_t rc = memcached_mget(call->m, keys, &call->key.len, 1), rest;
    memcached_result_st *result;

    *number_r = *cas_r = 0;
    if (rc != MEMCACHED_SUCCESS)
        return rc;
    result = memcached_fetch_result(call->m, NULL, &rc);
    if (!result)
        return rc == MEMCACHED_END ? MEMCACHED_NOTFOUND : rc;
    *number_r = strtoull(memcached_result_value(result), NULL, 10);
    *cas_r = memcached_result_cas(result);
    memcached_result_free(result);
    /* the end of the list has to be read, too */
    while ((result = memcached_fetch_result(call->m, NULL, &rest)))
        memcached_result_free(result);
    return rc;
}

/* One attempt; MEMCACHED_DATA_EXISTS or MEMCACHED_NOTSTORED when somebody else was faster. */
static memcached_return_t change_once(const struct call *call, cache_change_fn *change, void *arg,
                                      unsigned seconds)
{
    uint64_t number, cas, changed;
    memcached_return_t rc = read_number(call, &number, &cas);
    char text[24];
    int n;

    if (rc != MEMCACHED_SUCCESS && rc != MEMCACHED_NOTFOUND)
        return rc;
    changed = change(number, arg);
    if (changed == number)
        return MEMCACHED_SUCCESS;
    n = snprintf(text, sizeof(text), "%" PRIu64, changed);
    if (rc == MEMCACHED_NOTFOUND)
        return memcached_add(call->m, call->key.text, call->key.len, text, (size_t)n,
                             (time_t)seconds, 0);
    return memcached_cas(call->m, call->key.text, call->key.len, text, (size_t)n, (time_t)seconds,
                         0, cas);
}

static bool was_outrun(memcached_return_t rc)
{
    /* NOTFOUND: it ended between reading and writing */
    return rc == MEMCACHED_DATA_EXISTS || rc == MEMCACHED_NOTSTORED || rc == MEMCACHED_NOTFOUND;
}

bool cache_change(struct cache *k, const char *key, cache_change_fn *change, void *arg,
                  unsigned seconds)
{
    memcached_return_t rc = MEMCACHED_DATA_EXISTS;
    pthread_mutex_t *turn;
    struct call call;

    if (!begin(&call, k, key))
        return false;
    turn = &k->turns[memcached_generate_hash(call.m, call.key.text, call.key.len) % TURNS];
    pthread_mutex_lock(turn);
    for (int i = 0; i < CHANGES_MAX && was_outrun(rc); i++)
        rc = change_once(&call, change, arg, seconds);
    pthread_mutex_unlock(turn);
    /* losing a race is no trouble of memcached's */
    end(&call, was_outrun(rc) ? MEMCACHED_SUCCESS : rc);
    return rc == MEMCACHED_SUCCESS;
}
