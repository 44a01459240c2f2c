/* The members that objects of a file have, as a tree: a column for each path to a value.
 *
 * Members come in the same order in almost every row, so each key remembers which one followed it
 * and a look-up is mostly one comparison.
 */
#ifndef ETL_JSON_KEYS_H
#define ETL_JSON_KEYS_H

#include <stddef.h>
#include <stdint.h>

#include "etl/names.h"

#define JSON_KEYS_MAX 8192 /* keys of all depths */
#define JSON_KEY_ROOT 0

struct json_key {
    uint32_t parent, next;
    const char *path; /* dotted, NUL-terminated */
    const char *text; /* its own part of the path */
    uint32_t len, path_len;
    int column; /* -1: no value was met there */
};

struct json_keys {
    struct json_key *list;
    size_t n, room;
    struct names index;
    struct arena *arena;
};

void json_keys_init(struct json_keys *k, struct arena *a);

/* What json_keys_get() answers when there is no number. */
enum { JSON_KEY_LONG = -1, JSON_KEY_FULL = -2, JSON_KEY_NOT_TEXT = -3 };

/* The number of the member `p` of the object `parent`, expected behind `before`; made when new.
 * JSON_KEY_LONG: its path is longer than NAME_BYTES_MAX. JSON_KEY_FULL: there are JSON_KEYS_MAX
 * already. JSON_KEY_NOT_TEXT: it is not UTF-8 or has a NUL. A member without a name is "unnamed".
 */
int json_keys_get(struct json_keys *k, uint32_t parent, uint32_t before, const char *p, size_t n);

#endif
