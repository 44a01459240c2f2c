/* One arena owns everything a request or a job allocates.
 *
 * Memory is handed out by bumping a pointer through chained blocks and is given back all at once by
 * arena_reset() or arena_free(); nothing is freed one by one. Things that are not memory (results of
 * a library, open files) join through arena_defer() and are released in reverse order at the same
 * moment, so a handler holds no free and no goto.
 *
 *     struct arena *a = arena_new(16 << 20);
 *     char *name = arena_printf(a, "part-%d", 7);
 *     arena_reset(a);                                  // name is gone, the arena is reusable
 *
 * An arena belongs to one thread. Running over its cap is a bug of the caller's limits, not an error
 * to handle: it aborts with a message.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* Makes an arena that may hold up to `cap` bytes. Free it with arena_free(). */
struct arena *arena_new(size_t cap) __attribute__((warn_unused_result));

/* Runs the deferred releases, newest first, and forgets all allocations; keeps the first block. */
void arena_reset(struct arena *a);

/* arena_reset(), then gives the arena itself back. NULL is allowed. */
void arena_free(struct arena *a);

/* `size` zeroed bytes, aligned for any type; lives until the next reset. Never NULL. */
void *arena_alloc(struct arena *a, size_t size)
    __attribute__((malloc, returns_nonnull, warn_unused_result));

/* Zeroed room for one, or for `n`, of a type. */
#define arena_one(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define arena_array(a, type, n) ((type *)arena_alloc_array((a), (n), sizeof(type)))
void *arena_alloc_array(struct arena *a, size_t n, size_t size)
    __attribute__((malloc, returns_nonnull, warn_unused_result));

/* Grows `old` (of `old_size` bytes, NULL when 0) to `new_size`; in place when it was the newest. */
void *arena_grow(struct arena *a, void *old, size_t old_size, size_t new_size)
    __attribute__((returns_nonnull, warn_unused_result));

/* Copies, NUL-terminated. arena_strdup(a, NULL) is NULL. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n) __attribute__((returns_nonnull));
void *arena_memdup(struct arena *a, const void *p, size_t n) __attribute__((returns_nonnull));

char *arena_printf(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3), returns_nonnull));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0), returns_nonnull));

/* Calls fn(p) when the arena is reset or freed. */
void arena_defer(struct arena *a, void (*fn)(void *), void *p);

/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *a);

#endif
