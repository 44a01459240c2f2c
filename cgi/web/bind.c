/* Bodies and parameters become structs here, field by field, and every mistake is told. */
#include "web/bind.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "base/uuid.h"

struct binding {
    struct ctx *c;
    const struct field *fields;
    const char *prefix;
    void *thing;
    uint64_t *sent;
};

static const char *path_of(const struct binding *b, const char *name)
{
    return b->prefix[0] ? arena_printf(b->c->arena, "%s%s", b->prefix, name) : name;
}

static void *member(const struct field *f, void *thing)
{
    return (char *)thing + f->offset;
}

static bool has_bounds(const struct field *f)
{
    return f->min != 0 || f->max != 0;
}

static size_t code_points(const char *s)
{
    size_t n = 0;

    for (; *s; s++)
        n += ((unsigned char)*s & 0xc0) != 0x80;
    return n;
}

static bool check_choice(struct ctx *c, const char *path, const struct field *f, const char *v)
{
    struct str list = str_new(c->arena, 1024);

    for (size_t i = 0; f->choices[i]; i++) {
        if (strcmp(f->choices[i], v) == 0)
            return true;
        str_printf(&list, "%s%s", i ? ", " : "", f->choices[i]);
    }
    ctx_invalid(c, path, "choice", "must be one of: %s", str_c(&list));
    return false;
}

static bool check_length(struct ctx *c, const char *path, const struct field *f, size_t n,
                         const char *unit)
{
    if (n < (size_t)f->min) {
        ctx_invalid(c, path, "too_short",
                    f->min == 1 ? "must not be empty" : "must have at least %" PRId64 " %s", f->min,
                    unit);
        return false;
    }
    if (f->max && n > (size_t)f->max) {
        ctx_invalid(c, path, "too_long", "must have at most %" PRId64 " %s", f->max, unit);
        return false;
    }
    return true;
}

static void set_text(struct ctx *c, const char *path, const struct field *f, const char *v,
                     void *thing)
{
    if (f->choices ? check_choice(c, path, f, v)
                   : check_length(c, path, f, code_points(v), "characters"))
        *(const char **)member(f, thing) = v;
}

static void set_uuid(struct ctx *c, const char *path, const struct field *f, const char *v,
                     void *thing)
{
    char *lower;

    if (!uuid_valid(v)) {
        ctx_invalid(c, path, "format", "must be a UUID");
        return;
    }
    lower = arena_strdup(c->arena, v);
    for (char *p = lower; *p; p++)
        if (*p >= 'A' && *p <= 'F')
            *p |= 0x20;
    *(const char **)member(f, thing) = lower;
}

static void set_time(struct ctx *c, const char *path, const struct field *f, const char *v,
                     void *thing)
{
    int64_t us;

    if (time_parse(v, strlen(v), true, &us))
        *(int64_t *)member(f, thing) = us;
    else
        ctx_invalid(c, path, "format", "must be an RFC 3339 time, like 2024-01-15T09:00:00Z");
}

static void set_int(struct ctx *c, const char *path, const struct field *f, int64_t v, void *thing)
{
    if (has_bounds(f) && v < f->min)
        ctx_invalid(c, path, "too_small", "must be at least %" PRId64, f->min);
    else if (has_bounds(f) && v > f->max)
        ctx_invalid(c, path, "too_large", "must be at most %" PRId64, f->max);
    else
        *(int64_t *)member(f, thing) = v;
}

static void set_double(struct ctx *c, const char *path, const struct field *f, double v,
                       void *thing)
{
    if (has_bounds(f) && v < (double)f->min)
        ctx_invalid(c, path, "too_small", "must be at least %" PRId64, f->min);
    else if (has_bounds(f) && v > (double)f->max)
        ctx_invalid(c, path, "too_large", "must be at most %" PRId64, f->max);
    else
        *(double *)member(f, thing) = v;
}

static void set_strs(struct ctx *c, const char *path, const struct field *f,
                     const struct json *list, void *thing)
{
    struct field_strs *out = member(f, thing);
    size_t n = json_len(list);

    if (!check_length(c, path, f, n, "elements"))
        return;
    out->data = arena_array(c->arena, const char *, n);
    for (size_t i = 0; i < n; i++) {
        const char *v = json_string(json_at(list, i));

        if (!v)
            ctx_invalid(c, arena_printf(c->arena, "%s[%zu]", path, i), "type", "must be a string");
        else if (!f->choices || check_choice(c, arena_printf(c->arena, "%s[%zu]", path, i), f, v))
            out->data[i] = v;
    }
    out->len = n;
}

static const char *expected(enum field_type t)
{
    static const char *const words[] = {
        [FIELD_STR] = "a string",
        [FIELD_UUID] = "a string",
        [FIELD_INT] = "a whole number",
        [FIELD_DOUBLE] = "a number",
        [FIELD_BOOL] = "true or false",
        [FIELD_TIME] = "a string",
        [FIELD_STRS] = "an array of strings",
        [FIELD_JSON] = "a value",
    };

    return words[t];
}

static bool type_fits(enum field_type t, const struct json *v)
{
    enum json_type got = json_type(v);

    switch (t) {
    case FIELD_STR:
    case FIELD_UUID:
    case FIELD_TIME:
        return got == JSON_STRING;
    case FIELD_INT:
        return got == JSON_INT;
    case FIELD_DOUBLE:
        return got == JSON_INT || got == JSON_DOUBLE;
    case FIELD_BOOL:
        return got == JSON_BOOL;
    case FIELD_STRS:
        return got == JSON_ARRAY;
    case FIELD_JSON:
        return true;
    case FIELD_NONE:
        break;
    }
    BUG("field of no type");
}

static void set_value(struct ctx *c, const char *path, const struct field *f, const struct json *v,
                      void *thing)
{
    if (!type_fits(f->type, v)) {
        ctx_invalid(c, path, "type", "must be %s", expected(f->type));
        return;
    }
    switch (f->type) {
    case FIELD_STR:
        set_text(c, path, f, json_string(v), thing);
        break;
    case FIELD_UUID:
        set_uuid(c, path, f, json_string(v), thing);
        break;
    case FIELD_TIME:
        set_time(c, path, f, json_string(v), thing);
        break;
    case FIELD_INT:
        set_int(c, path, f, json_int(v), thing);
        break;
    case FIELD_DOUBLE:
        set_double(c, path, f, json_double(v), thing);
        break;
    case FIELD_BOOL:
        *(bool *)member(f, thing) = json_bool(v);
        break;
    case FIELD_STRS:
        set_strs(c, path, f, v, thing);
        break;
    case FIELD_JSON:
        *(const char **)member(f, thing) = json_text(c->arena, v);
        break;
    case FIELD_NONE:
        break;
    }
}

static bool bind_member(void *arg, const char *name, const struct json *value)
{
    struct binding *b = arg;
    const char *path = path_of(b, name);

    for (size_t i = 0; b->fields[i].name; i++) {
        const struct field *f = &b->fields[i];

        if (strcmp(f->name, name) != 0)
            continue;
        *b->sent |= UINT64_C(1) << i;
        if (json_type(value) != JSON_NULL)
            set_value(b->c, path, f, value, b->thing);
        else if (!(f->flags & FIELD_NULLABLE))
            ctx_invalid(b->c, path, "type", "must not be null");
        return true;
    }
    ctx_invalid(b->c, path, "unknown", "is not a field of this request");
    return true;
}

/* What was not sent: an error where it is required, else the field's fallback. */
static void finish_field(const struct binding *b, const struct field *f)
{
    if (f->flags & FIELD_REQUIRED)
        ctx_invalid(b->c, path_of(b, f->name), "required", "is required");
    else if (f->type == FIELD_INT)
        *(int64_t *)member(f, b->thing) = (int64_t)f->fallback;
    else if (f->type == FIELD_DOUBLE)
        *(double *)member(f, b->thing) = f->fallback;
}

enum err bind_object(struct ctx *c, const struct json *object, const struct field *fields,
                     const char *prefix, void *thing, uint64_t *sent_r)
{
    struct binding b = { c, fields, prefix, thing, sent_r };

    *sent_r = 0;
    for (size_t i = 0; fields[i].name; i++)
        if (fields[i].type == FIELD_TIME)
            *(int64_t *)member(&fields[i], thing) = FIELD_TIME_NONE;
    if (json_type(object) != JSON_OBJECT) {
        ctx_invalid(c, prefix[0] ? arena_strndup(c->arena, prefix, strlen(prefix) - 1) : "", "type",
                    "must be an object");
        return ctx_check(c);
    }
    json_each(object, bind_member, &b);
    for (size_t i = 0; fields[i].name; i++)
        if (!(*sent_r >> i & 1))
            finish_field(&b, &fields[i]);
    return ctx_check(c);
}

enum err bind_text(struct ctx *c, const char *name, const char *text, const struct field *f,
                   void *thing)
{
    int64_t whole;
    double real;

    switch (f->type) {
    case FIELD_STR:
        set_text(c, name, f, text, thing);
        break;
    case FIELD_UUID:
        set_uuid(c, name, f, text, thing);
        break;
    case FIELD_TIME:
        set_time(c, name, f, text, thing);
        break;
    case FIELD_INT:
        if (str_to_int64(text, &whole))
            set_int(c, name, f, whole, thing);
        else
            ctx_invalid(c, name, "type", "must be a whole number");
        break;
    case FIELD_DOUBLE:
        if (str_to_double(text, &real))
            set_double(c, name, f, real, thing);
        else
            ctx_invalid(c, name, "type", "must be a number");
        break;
    case FIELD_BOOL:
        if (str_eq(text, "true") || str_eq(text, "false"))
            *(bool *)member(f, thing) = text[0] == 't';
        else
            ctx_invalid(c, name, "type", "must be true or false");
        break;
    case FIELD_JSON:
    case FIELD_STRS:
    case FIELD_NONE:
        BUG("parameter %s of a type that text cannot have", name);
    }
    return ctx_check(c);
}
