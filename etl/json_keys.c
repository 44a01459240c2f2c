/* Paths of JSON members get their numbers here. */
#include "etl/json_keys.h"

#include <string.h>

#include "base/arena.h"
#include "etl/ingest.h"

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

static int find_or_make(struct json_keys *k, uint32_t parent, const char *p, size_t n)
{
    const struct json_key *up = &k->list[parent];
    size_t dot = parent != JSON_KEY_ROOT, len = up->path_len + dot + n;
    if (len > NAME_BYTES_MAX)
        return -1;
    char id[sizeof(parent) + NAME_BYTES_MAX];
    memcpy(id, &parent, sizeof(parent));
    memcpy(id + sizeof(parent), p, n);
    if (k->n >= JSON_KEYS_MAX)
        return names_find(&k->index, id, sizeof(parent) + n) < 0
                   ? -2
                   : names_find(&k->index, id, sizeof(parent) + n);
    int i = names_add(&k->index, id, sizeof(parent) + n);
    if ((size_t)i < k->n)
        return i;
    char *path = arena_alloc(k->arena, len + 1);
    memcpy(path, up->path, up->path_len);
    if (dot)
        path[up->path_len] = '.';
    memcpy(path + up->path_len + dot, p, n);
    push(k, (struct json_key){ .parent = parent,
                               .path = path,
                               .path_len = (uint32_t)len,
                               .text = path + up->path_len + dot,
                               .len = (uint32_t)n,
                               .column = -1 });
    return i;
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
