/* Members of a JSON object as domain values, each mistake recorded under the member's path. */
#ifndef MODEL_READING_H
#define MODEL_READING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/field.h"

struct ctx;
struct json;

struct reading {
    struct ctx *c;
    const char *prefix; /* of paths: "config.", "queries[2]." */
};

/* Records the member as invalid. */
void reading_refuse(const struct reading *r, const char *name, const char *code,
                    const char *message);

/* Its full path, in the arena. */
const char *reading_path(const struct reading *r, const char *name);

/* A string of 1 to `most` bytes, or NULL after telling what is wrong. */
const char *reading_text(const struct reading *r, const char *name, const struct json *v,
                         size_t most);

/* The same, null allowed: *out stays as it is then. */
void reading_optional(const struct reading *r, const char *name, const struct json *v, size_t most,
                      const char **out);

/* One of the NULL-terminated words into *out. */
void reading_choice(const struct reading *r, const char *name, const struct json *v,
                    const char *const *choices, const char **out);

/* An array of at most `count` strings of 1 to `most` bytes; what is wrong in it is left out. */
struct field_strs reading_texts(const struct reading *r, const char *name, const struct json *v,
                                size_t count, size_t most);

#endif
