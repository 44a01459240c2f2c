/* Bump allocation in chained blocks happens here. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
/* poisoning fresh memory looks to gcc like reading it */
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#define POISON(p, n) __asan_poison_memory_region((p), (n))
#define UNPOISON(p, n) __asan_unpoison_memory_region((p), (n))
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

#define ALIGNMENT 16
#define BLOCK_MIN ((size_t)16 << 10)
#define BLOCK_MAX ((size_t)1 << 20)

struct block {
    struct block *next;
    size_t size, used;
    _Alignas(ALIGNMENT) char data[];
};

struct deferred {
    struct deferred *next;
    void (*fn)(void *);
    void *p;
};

struct arena {
    struct block *first, *current;
    struct deferred *deferred;
    size_t cap, total, used;
};

static struct block *block_new(struct arena *a, size_t size)
{
    struct block *b;

    if (size > a->cap - a->total)
        BUG("arena over its cap of %zu bytes", a->cap);
    b = malloc(sizeof(*b) + size);
    if (!b)
        BUG("out of memory");
    b->next = NULL;
    b->size = size;
    b->used = 0;
    a->total += size;
    POISON(b->data, size);
    return b;
}

struct arena *arena_new(size_t cap)
{
    struct arena *a = calloc(1, sizeof(*a));

    if (!a)
        BUG("out of memory");
    a->cap = cap;
    a->first = a->current = block_new(a, cap < BLOCK_MIN ? cap : BLOCK_MIN);
    return a;
}

static void run_deferred(struct arena *a)
{
    while (a->deferred) {
        struct deferred d = *a->deferred;

        a->deferred = d.next;
        d.fn(d.p);
    }
}

static void free_blocks(struct arena *a, struct block *b)
{
    while (b) {
        struct block *next = b->next;

        a->total -= b->size;
        UNPOISON(b->data, b->size);
        free(b);
        b = next;
    }
}

void arena_reset(struct arena *a)
{
    run_deferred(a);
    free_blocks(a, a->first->next);
    a->first->next = NULL;
    a->first->used = 0;
    POISON(a->first->data, a->first->size);
    a->current = a->first;
    a->used = 0;
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    run_deferred(a);
    free_blocks(a, a->first);
    free(a);
}

static size_t aligned(size_t n)
{
    if (n > SIZE_MAX - ALIGNMENT)
        BUG("allocation of %zu bytes", n);
    return (n + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

/* The next block doubles what there is, within limits, and fits `need`. */
static size_t next_size(const struct arena *a, size_t need)
{
    size_t size = a->total;

    if (size > BLOCK_MAX)
        size = BLOCK_MAX;
    if (size > a->cap - a->total)
        size = a->cap - a->total;
    return size < need ? need : size;
}

static void *take(struct arena *a, size_t n)
{
    size_t need = aligned(n ? n : 1);
    struct block *b = a->current;
    char *p;

    if (b->size - b->used < need) {
        b->next = block_new(a, next_size(a, need));
        b = a->current = b->next;
    }
    p = b->data + b->used;
    b->used += need;
    a->used += need;
    UNPOISON(p, n);
    return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
    return memset(take(a, size), 0, size);
}

void *arena_alloc_array(struct arena *a, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        BUG("allocation of %zu times %zu bytes", n, size);
    return arena_alloc(a, n * size);
}

void *arena_grow(struct arena *a, void *old, size_t old_size, size_t new_size)
{
    struct block *b = a->current;
    size_t had = aligned(old_size ? old_size : 1), need = aligned(new_size ? new_size : 1);
    void *p;

    if (old && new_size <= old_size)
        return old;
    if (old && (char *)old + had == b->data + b->used && b->size - b->used >= need - had) {
        b->used += need - had;
        a->used += need - had;
        UNPOISON(old, new_size);
        memset((char *)old + old_size, 0, new_size - old_size);
        return old;
    }
    p = take(a, new_size);
    if (old)
        memcpy(p, old, old_size);
    memset((char *)p + old_size, 0, new_size - old_size);
    return p;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    char *p = take(a, n + 1);

    memcpy(p, s, n);
    p[n] = '\0';
    return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

void *arena_memdup(struct arena *a, const void *p, size_t n)
{
    return memcpy(take(a, n), p, n);
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
    va_list again;
    char *p;
    int n;

    va_copy(again, ap);
    n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (n < 0)
        BUG("bad format \"%s\"", fmt);
    p = take(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, fmt, ap);
    return p;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap;
    char *p;

    va_start(ap, fmt);
    p = arena_vprintf(a, fmt, ap);
    va_end(ap);
    return p;
}

void arena_defer(struct arena *a, void (*fn)(void *), void *p)
{
    struct deferred *d = arena_one(a, struct deferred);

    d->fn = fn;
    d->p = p;
    d->next = a->deferred;
    a->deferred = d;
}

size_t arena_used(const struct arena *a)
{
    return a->used;
}
