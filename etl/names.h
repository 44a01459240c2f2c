/* A set of names that are given numbers from 0 in the order they come.
 *
 *     struct names n;
 *     names_init(&n, a);
 *     int i = names_find(&n, "revenue", 7);   // -1
 *     i = names_add(&n, "revenue", 7);        // 0
 *
 * The names are copied into the arena and NUL-terminated. The hash is seeded at random, so a file
 * cannot be made to collide. Callers hold the caps.
 */
#ifndef ETL_NAMES_H
#define ETL_NAMES_H

#include <stddef.h>
#include <stdint.h>

struct arena;

struct name {
    const char *text;
    uint32_t len;
    uint32_t hash;
};

struct names {
    struct arena *arena;
    struct name *list;
    size_t n, room;
    uint32_t *slots; /* 1 + index, 0: free */
    size_t mask;
};

void names_init(struct names *s, struct arena *a);

/* The number of a name, or -1. */
int names_find(const struct names *s, const char *p, size_t n);

/* The same, but makes it when it is new. */
int names_add(struct names *s, const char *p, size_t n);

/* The seeded hash of n bytes, for other tables; names_init() was called before. */
uint64_t names_hash(const void *p, size_t n);

#endif
