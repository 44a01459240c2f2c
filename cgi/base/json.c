/* JSON from outside is read here, strictly; json-c holds the tree.
 *
 * json-c's own parser is too kind for us (NaN, comments, single quotes, duplicates that replace each
 * other, integers that saturate), so the grammar of RFC 8259 is walked here, once, and json-c gets
 * the values: its objects keep their order and hash with a random seed.
 */
#include "base/json.h"

#include <stdio.h>
#include <string.h>

/* json-c gives two of our names to types of its own. */
#define json_type jsonc_type
#define json_bool jsonc_bool
#include <json-c/json.h>
#undef json_type
#undef json_bool

#include "base/arena.h"
#include "base/ctx.h"
#include "base/hex.h"

struct parser {
    struct ctx *c;
    const char *start, *p, *end;
    enum err err;
};

/* json-c says NULL for null; a member that is null must differ from one that is absent. */
static const char null_value;

static const struct json *wrap(const struct json_object *o)
{
    return o ? (const struct json *)(const void *)o
             : (const struct json *)(const void *)&null_value;
}

static struct json_object *unwrap(const struct json *v)
{
    if (!v || (const void *)v == &null_value)
        return NULL;
    /* json-c takes pointers to non-const even where it only reads */
    return (struct json_object *)(uintptr_t)v;
}

/* Records the first problem, with the place of `at`; returns false. */
static bool fail_at(struct parser *r, enum err e, const char *at, const char *what)
{
    size_t line = 1, column = 1;

    if (r->err)
        return false;
    for (const char *p = r->start; p < at; p++) {
        if (*p == '\n') {
            line++;
            column = 1;
        } else {
            column += ((unsigned char)*p & 0xC0) != 0x80;
        }
    }
    r->err = ctx_fail(r->c, e, "line %zu, column %zu: %s", line, column, what);
    return false;
}

static bool fail(struct parser *r, const char *what)
{
    return fail_at(r, ERR_BAD_JSON, r->p, what);
}

static void skip_blanks(struct parser *r)
{
    while (r->p < r->end && (*r->p == ' ' || *r->p == '\t' || *r->p == '\n' || *r->p == '\r'))
        r->p++;
}

static bool take(struct parser *r, char c)
{
    if (r->p == r->end || *r->p != c)
        return false;
    r->p++;
    return true;
}

/* The four hex digits behind "\u", or -1. */
static int unicode_unit(struct parser *r)
{
    int unit = r->end - r->p >= 4 ? hex_four(r->p) : -1;

    if (unit >= 0)
        r->p += 4;
    return unit;
}

/* Reads what stands behind "\u"; a pair of surrogates is one code point. */
static bool unescape_unicode(struct parser *r, char **out)
{
    const char *at = r->p - 2;
    int unit = unicode_unit(r), low;

    if (unit < 0)
        return fail_at(r, ERR_BAD_JSON, at, "\\u needs four hex digits");
    if (unit == 0)
        return fail_at(r, ERR_INVALID, at, "\\u0000 cannot be stored");
    if (unit < 0xD800 || unit > 0xDFFF) {
        *out = str_put_utf8(*out, (unsigned)unit);
        return true;
    }
    if (unit > 0xDBFF || r->end - r->p < 2 || r->p[0] != '\\' || r->p[1] != 'u')
        return fail_at(r, ERR_INVALID, at, "a lone surrogate cannot be stored");
    r->p += 2;
    low = unicode_unit(r);
    if (low < 0)
        return fail_at(r, ERR_BAD_JSON, r->p - 2, "\\u needs four hex digits");
    if (low < 0xDC00 || low > 0xDFFF)
        return fail_at(r, ERR_INVALID, at, "a lone surrogate cannot be stored");
    *out =
        str_put_utf8(*out, 0x10000 + ((unsigned)(unit - 0xD800) << 10) + (unsigned)(low - 0xDC00));
    return true;
}

static bool unescape(struct parser *r, char **out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const char *found;

    r->p++;
    if (r->p == r->end)
        return fail(r, "the text ends inside a string");
    if (take(r, 'u'))
        return unescape_unicode(r, out);
    found = memchr(from, *r->p, sizeof(from) - 1);
    if (!found)
        return fail_at(r, ERR_BAD_JSON, r->p - 1, "no such escape");
    *(*out)++ = to[found - from];
    r->p++;
    return true;
}

/* The bytes up to the next quote, escape or error. */
static size_t plain_run(const struct parser *r)
{
    const char *p = r->p;

    while (p < r->end && *p != '"' && *p != '\\' && (unsigned char)*p >= 0x20)
        p++;
    return (size_t)(p - r->p);
}

/* Reads a string whose first escape is at r->p; the `head` bytes before it are plain. */
static bool escaped_string(struct parser *r, const char *head, const char **text_r, size_t *n_r)
{
    const char *quote = r->p;
    char *text, *out;
    size_t n;

    /* Unescaping never lengthens, so the raw length is room enough. */
    while (quote < r->end && *quote != '"')
        quote += *quote == '\\' && r->end - quote > 1 ? 2 : 1;
    text = arena_alloc(r->c->arena, (size_t)(quote - head) + 1);
    n = (size_t)(r->p - head);
    memcpy(text, head, n);
    out = text + n;
    for (;;) {
        n = plain_run(r);
        memcpy(out, r->p, n);
        out += n;
        r->p += n;
        if (r->p == r->end || *r->p != '\\')
            break;
        if (!unescape(r, &out))
            return false;
    }
    *text_r = text;
    *n_r = (size_t)(out - text);
    return true;
}

/* Reads a string from its opening quote; the text need not be NUL-terminated. */
static bool read_string(struct parser *r, const char **text_r, size_t *n_r)
{
    const char *head = ++r->p;

    *n_r = plain_run(r);
    *text_r = head;
    r->p += *n_r;
    if (r->p < r->end && *r->p == '\\' && !escaped_string(r, head, text_r, n_r))
        return false;
    if (r->p == r->end)
        return fail(r, "the text ends inside a string");
    if (!take(r, '"'))
        return fail(r, *r->p ? "a control character must be escaped" : "a NUL is not allowed");
    return true;
}

static size_t digits(struct parser *r)
{
    const char *start = r->p;

    while (r->p < r->end && *r->p >= '0' && *r->p <= '9')
        r->p++;
    return (size_t)(r->p - start);
}

/* Walks over a number's grammar; *whole_r: it has neither fraction nor exponent. */
static bool walk_number(struct parser *r, bool *whole_r)
{
    *whole_r = true;
    take(r, '-');
    if (!take(r, '0') && !digits(r))
        return fail(r, "a digit is missing");
    if (take(r, '.')) {
        *whole_r = false;
        if (!digits(r))
            return fail(r, "a digit is missing behind the point");
    }
    if (take(r, 'e') || take(r, 'E')) {
        *whole_r = false;
        if (!take(r, '+'))
            take(r, '-');
        if (!digits(r))
            return fail(r, "a digit is missing in the exponent");
    }
    return true;
}

static bool read_number(struct parser *r, struct json_object **out_r)
{
    const char *start = r->p;
    char room[64], *text = room;
    int64_t whole_value;
    double value;
    bool whole;
    size_t n;

    if (!walk_number(r, &whole))
        return false;
    n = (size_t)(r->p - start);
    if (n >= sizeof(room))
        text = arena_alloc(r->c->arena, n + 1);
    memcpy(text, start, n);
    text[n] = '\0';
    if (whole && str_to_int64(text, &whole_value)) {
        *out_r = json_object_new_int64(whole_value);
        return true;
    }
    if (!str_to_double(text, &value))
        return fail_at(r, ERR_INVALID, start, "the number is out of range");
    *out_r = json_object_new_double_s(value, text);
    return true;
}

static bool read_word(struct parser *r, struct json_object **out_r)
{
    static const struct {
        const char *text;
        size_t n;
    } words[] = { { "null", 4 }, { "true", 4 }, { "false", 5 } };

    for (size_t i = 0; i < 3; i++) {
        if ((size_t)(r->end - r->p) < words[i].n || memcmp(r->p, words[i].text, words[i].n) != 0)
            continue;
        r->p += words[i].n;
        *out_r = i ? json_object_new_boolean(i == 1) : NULL;
        return true;
    }
    return fail(r, "a value is expected");
}

static bool read_value(struct parser *r, int depth, struct json_object **out_r);

static bool read_array(struct parser *r, int depth, struct json_object *array)
{
    r->p++;
    skip_blanks(r);
    if (take(r, ']'))
        return true;
    for (;;) {
        struct json_object *v = NULL;

        if (!read_value(r, depth, &v)) {
            json_object_put(v);
            return false;
        }
        if (json_object_array_add(array, v) != 0)
            BUG("out of memory");
        skip_blanks(r);
        if (take(r, ']'))
            return true;
        if (!take(r, ','))
            return fail(r, "a comma or ] is expected");
    }
}

static bool read_key(struct parser *r, struct json_object *object, const char **key_r)
{
    const char *text, *start;
    size_t n;

    skip_blanks(r);
    start = r->p;
    if (r->p == r->end || *r->p != '"')
        return fail(r, "a member's name in quotes is expected");
    if (!read_string(r, &text, &n))
        return false;
    *key_r = arena_strndup(r->c->arena, text, n);
    if (json_object_object_get_ex(object, *key_r, NULL))
        return fail_at(r, ERR_BAD_JSON, start, "this member stands here twice");
    skip_blanks(r);
    return take(r, ':') || fail(r, "a colon is expected");
}

static bool read_object(struct parser *r, int depth, struct json_object *object)
{
    r->p++;
    skip_blanks(r);
    if (take(r, '}'))
        return true;
    for (;;) {
        struct json_object *v = NULL;
        const char *key = NULL;

        if (!read_key(r, object, &key))
            return false;
        if (!read_value(r, depth, &v)) {
            json_object_put(v);
            return false;
        }
        /* the key lives in the arena as long as the tree */
        if (json_object_object_add_ex(object, key, v,
                                      JSON_C_OBJECT_ADD_KEY_IS_NEW | JSON_C_OBJECT_KEY_IS_CONSTANT))
            BUG("out of memory");
        skip_blanks(r);
        if (take(r, '}'))
            return true;
        if (!take(r, ','))
            return fail(r, "a comma or } is expected");
    }
}

/* Reads one value; also after a failure *out_r is to be released. */
static bool read_value(struct parser *r, int depth, struct json_object **out_r)
{
    const char *text;
    size_t n;

    skip_blanks(r);
    if (r->p == r->end)
        return fail(r, "the text ends too early");
    if ((*r->p == '{' || *r->p == '[') && depth == JSON_DEPTH_MAX)
        return fail_at(r, ERR_INVALID, r->p, "nested too deeply");
    switch (*r->p) {
    case '{':
        *out_r = json_object_new_object();
        return read_object(r, depth + 1, *out_r);
    case '[':
        *out_r = json_object_new_array();
        return read_array(r, depth + 1, *out_r);
    case '"':
        if (!read_string(r, &text, &n))
            return false;
        *out_r = json_object_new_string_len(text, (int)n);
        return true;
    default:
        return *r->p == '-' || (*r->p >= '0' && *r->p <= '9') ? read_number(r, out_r)
                                                              : read_word(r, out_r);
    }
}

static void release(void *p)
{
    json_object_put(p);
}

enum err json_parse(struct ctx *c, const char *p, size_t n, const struct json **out_r)
{
    struct parser r = { .c = c, .start = p, .p = p, .end = p + n };
    struct json_object *root = NULL;
    size_t valid = str_utf8_valid(p, n);

    if (n > INT32_MAX)
        return ctx_fail(c, ERR_TOO_LARGE, "the JSON text is too long");
    if (valid != n)
        fail_at(&r, ERR_BAD_JSON, p + valid, "not UTF-8");
    else if (read_value(&r, 0, &root)) {
        skip_blanks(&r);
        if (r.p != r.end)
            fail(&r, "something stands behind the value");
    }
    if (r.err) {
        json_object_put(root);
        return r.err;
    }
    if (root)
        arena_defer(c->arena, release, root);
    *out_r = wrap(root);
    return OK;
}

enum json_type json_type(const struct json *v)
{
    switch (json_object_get_type(unwrap(v))) {
    case json_type_boolean:
        return JSON_BOOL;
    case json_type_int:
        return JSON_INT;
    case json_type_double:
        return JSON_DOUBLE;
    case json_type_string:
        return JSON_STRING;
    case json_type_array:
        return JSON_ARRAY;
    case json_type_object:
        return JSON_OBJECT;
    case json_type_null:
    default:
        return JSON_NULL;
    }
}

const struct json *json_get(const struct json *object, const char *name)
{
    struct json_object *v;

    if (json_type(object) != JSON_OBJECT || !json_object_object_get_ex(unwrap(object), name, &v))
        return NULL;
    return wrap(v);
}

const struct json *json_at(const struct json *array, size_t i)
{
    if (json_type(array) != JSON_ARRAY || i >= json_len(array))
        return NULL;
    return wrap(json_object_array_get_idx(unwrap(array), i));
}

size_t json_len(const struct json *v)
{
    if (json_type(v) == JSON_ARRAY)
        return json_object_array_length(unwrap(v));
    if (json_type(v) == JSON_OBJECT)
        return (size_t)json_object_object_length(unwrap(v));
    return 0;
}

const char *json_string(const struct json *v)
{
    return json_type(v) == JSON_STRING ? json_object_get_string(unwrap(v)) : NULL;
}

bool json_bool(const struct json *v)
{
    return json_object_get_boolean(unwrap(v));
}

int64_t json_int(const struct json *v)
{
    return json_object_get_int64(unwrap(v));
}

double json_double(const struct json *v)
{
    return json_object_get_double(unwrap(v));
}

const char *json_text(struct arena *a, const struct json *v)
{
    if (json_type(v) == JSON_NULL)
        return arena_strdup(a, "null");
    return arena_strdup(a, json_object_to_json_string_ext(
                               unwrap(v), JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
}

void json_each(const struct json *object,
               bool (*fn)(void *arg, const char *name, const struct json *value), void *arg)
{
    if (json_type(object) != JSON_OBJECT)
        return;
    json_object_object_foreach(unwrap(object), name, value) if (!fn(arg, name, wrap(value))) return;
}
