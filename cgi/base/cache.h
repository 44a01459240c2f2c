/* memcached, which may vanish or hang at any moment: slower then, never wrong, never an error.
 *
 * Every call has a deadline of 20 ms; a server that does not answer is left alone for a second.
 * Keys carry the version of what they describe, so nothing relies on deletion; facts that can be
 * revoked live 30 seconds at most. A key is `prefix:parts`, hashed when it is too long.
 */
#ifndef BASE_CACHE_H
#define BASE_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct cache;

/* `servers` is "" (no cache: every get misses), or like "/run/mc.sock" or "host:port,host:port".
 * Shared by the threads of a process; opens after the fork. */
struct cache *cache_open(const char *servers, int connections);
void cache_close(struct cache *k);

/* The value in the arena (NUL-terminated behind its end) or NULL: absent, or memcached is away. */
char *cache_get(struct cache *k, struct arena *a, const char *key, size_t *len_r);

/* Keeps the value for `seconds` (1..2592000). Silently does nothing when memcached is away. */
void cache_set(struct cache *k, const char *key, const void *p, size_t n, unsigned seconds);

/* Adds one to a counter that starts at 0 and lives `seconds` from its first use; returns the new
 * count, or 0 when memcached is away (callers fail open). */
uint64_t cache_count(struct cache *k, const char *key, unsigned seconds);

/* Changes a number that all processes share. `change` is given the number that is there (0: none) and
 * returns the new one, which then lives `seconds`; it is called again when somebody else was faster,
 * and the same number again stores nothing. False when memcached is away or others were faster every
 * time: the change is not known to be stored (callers fail open). */
typedef uint64_t cache_change_fn(uint64_t number, void *arg);
bool cache_change(struct cache *k, const char *key, cache_change_fn *change, void *arg,
                  unsigned seconds) __attribute__((warn_unused_result));

#endif
