/* JSON in and out. json-c is used here and nowhere else.
 *
 * In: json_parse() takes bytes from outside and is strict: RFC 8259, UTF-8, no NUL escapes, no lone
 * surrogates, no duplicate members, bounded depth. The tree lives in the arena.
 *
 * Out: a writer that appends to a str, keeps track of commas, and escapes.
 *
 *     struct json_out w = json_out(&s);
 *     json_open(&w, '{');
 *     json_key(&w, "id");  json_str(&w, id);
 *     json_close(&w, '}');
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"
#include "base/str.h"

struct arena;
struct ctx;

#define JSON_DEPTH_MAX 32

enum json_type {
    JSON_NULL,
    JSON_BOOL,
    JSON_INT,
    JSON_DOUBLE,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT
};

/* One parsed value; opaque, owned by the arena it was parsed into. */
struct json;

/* Parses `n` bytes. On failure fills the problem (ERR_BAD_JSON, with line and column) and returns
 * it; a depth over JSON_DEPTH_MAX, a `\u0000` and a lone surrogate are ERR_INVALID (422), for they
 * are JSON but nothing that can be stored. */
enum err json_parse(struct ctx *c, const char *p, size_t n, const struct json **out_r)
    __attribute__((warn_unused_result));

enum json_type json_type(const struct json *v); /* NULL counts as JSON_NULL */
const struct json *json_get(const struct json *object, const char *name); /* NULL when absent */
const struct json *json_at(const struct json *array, size_t i);
size_t json_len(const struct json *v);         /* elements or members; 0 for others */
const char *json_string(const struct json *v); /* NULL when not a string */
bool json_bool(const struct json *v);
int64_t json_int(const struct json *v);
double json_double(const struct json *v); /* of JSON_INT and JSON_DOUBLE */

/* The compact text of a value, in the arena. */
const char *json_text(struct arena *a, const struct json *v);

/* Calls fn for each member in the order of the text; stops when it returns false. */
void json_each(const struct json *object,
               bool (*fn)(void *arg, const char *name, const struct json *value), void *arg);

struct json_out {
    struct str *s;
    uint64_t comma; /* one bit a level: an element was written */
    unsigned depth;
    bool after_key;
};

struct json_out json_out(struct str *s);
void json_open(struct json_out *w, char bracket);  /* '{' or '[' */
void json_close(struct json_out *w, char bracket); /* '}' or ']' */
void json_key(struct json_out *w, const char *name);
void json_str(struct json_out *w, const char *text); /* NULL writes null */
void json_strn(struct json_out *w, const char *p, size_t n);
void json_num(struct json_out *w, int64_t v);
void json_real(struct json_out *w, double v);     /* NaN and infinities write null */
void json_computed(struct json_out *w, double v); /* see str_from_computed() */
void json_flag(struct json_out *w, bool v);
void json_none(struct json_out *w);
void json_time(struct json_out *w, int64_t us); /* RFC 3339 with Z; FIELD_TIME_NONE writes null */
void json_raw(struct json_out *w, const char *json); /* JSON text as it is; NULL writes null */

/* The members of a struct by its field table, without braces: hidden and input fields left out. */
void json_fields(struct json_out *w, const struct field *fields, const void *thing);
/* The same with braces around. */
void json_thing(struct json_out *w, const struct field *fields, const void *thing);
/* The member `name`: an array of `n` things of `size` bytes each. */
void json_things(struct json_out *w, const char *name, const struct field *fields,
                 const void *things, size_t n, size_t size);

#endif
