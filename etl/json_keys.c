/* Paths of JSON members get their numbers here. */
#include "etl/json_keys.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "etl/ingest.h"

#define NO_NAME "unnamed"

void json_keys_init(struct json_keys *k, struct arena *a)
{
    memset(k, 0, sizeof(*k));
    k->arena = a;
    names_init(&k->index, a);
    names_add(&k->index, "", 0); /* the root takes number 0 in both lists */
    k->list = arena_array(a, struct json_key, 32);
    k->room = 32;
    k->list[0] = (struct json_key){ .path = "", .text = "", .column = -1 };
    k->n = 1;
}

static void push(struct json_keys *k, struct json_key key)
{
    if (k->n == k->room) {
        k->list = arena_grow(k->arena, k->list, k->room * sizeof(*k->list),
                             2 * k->room * sizeof(*k->list));
        k->room *= 2;
    }
    k->list[k->n++] = key;
}

static void add(struct json_keys *k, uint32_t parent, const char *p, size_t n, size_t len)
{
    const struct json_key *up = &k->list[parent];
    size_t dot = parent != JSON_KEY_ROOT;
    char *path = arena_alloc(k->arena, len + 1);
    memcpy(path, up->path, up->path_len);
    if (dot)
        path[up->path_len] = '.';
    memcpy(path + up->path_len + dot, p, n);
    push(k, (struct json_key){ .parent = parent,
                               .path = len ? path : NO_NAME,
                               .path_len = (uint32_t)(len ? len : strlen(NO_NAME)),
                               .text = path + up->path_len + dot,
                               .len = (uint32_t)n,
                               .column = -1 });
}

static int find_or_make(struct json_keys *k, uint32_t parent, const char *p, size_t n)
{
    size_t len = k->list[parent].path_len + (parent != JSON_KEY_ROOT) + n;
    if (len > NAME_BYTES_MAX)
        return JSON_KEY_LONG;
    char id[sizeof(parent) + NAME_BYTES_MAX];
    memcpy(id, &parent, sizeof(parent));
    memcpy(id + sizeof(parent), p, n);
    int i = names_find(&k->index, id, sizeof(parent) + n);
    if (i >= 0)
        return i;
    if (memchr(p, '\0', n) || str_utf8_valid(p, n) != n)
        return JSON_KEY_NOT_TEXT;
    if (k->n >= JSON_KEYS_MAX)
        return JSON_KEY_FULL;
    add(k, parent, p, n, len);
    return names_add(&k->index, id, sizeof(parent) + n);
}

int json_keys_get(struct json_keys *k, uint32_t parent, uint32_t before, const char *p, size_t n)
{
    uint32_t guess = k->list[before].next;
    const struct json_key *key = &k->list[guess];
    if (guess && key->parent == parent && key->len == n && !memcmp(key->text, p, n))
        return (int)guess;
    int i = find_or_make(k, parent, p, n);
    if (i > 0)
        k->list[before].next = (uint32_t)i;
    return i;
}
