/* JSON is written here. */
#include "base/json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/timeutil.h"

struct json_out json_out(struct str *s)
{
    return (struct json_out){ .s = s };
}

static void before_value(struct json_out *w)
{
    uint64_t bit = UINT64_C(1) << w->depth;

    if (w->after_key) {
        w->after_key = false;
        return;
    }
    if (w->comma & bit)
        str_addc(w->s, ',');
    w->comma |= bit;
}

void json_open(struct json_out *w, char bracket)
{
    before_value(w);
    str_addc(w->s, bracket);
    if (++w->depth == 64)
        BUG("JSON nested too deeply");
    w->comma &= ~(UINT64_C(1) << w->depth);
}

void json_close(struct json_out *w, char bracket)
{
    if (w->depth == 0)
        BUG("JSON closed once too often");
    str_addc(w->s, bracket);
    w->depth--;
}

static void add_escaped(struct str *s, unsigned char c)
{
    static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
    const char *found = memchr(from, c, sizeof(from) - 1);

    if (found) {
        char pair[2] = { '\\', to[found - from] };

        str_add(s, pair, 2);
    } else {
        str_printf(s, "\\u%04x", c);
    }
}

/* Writes valid UTF-8 in runs between the characters to escape. */
static void add_run(struct str *s, const char *p, size_t n)
{
    size_t start = 0;

    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];

        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        str_add(s, p + start, i - start);
        add_escaped(s, c);
        start = i + 1;
    }
    str_add(s, p + start, n - start);
}

/* Bytes that are not UTF-8 (a header of a client, say) become U+FFFD. */
static void add_string(struct str *s, const char *p, size_t n)
{
    str_addc(s, '"');
    for (;;) {
        size_t valid = str_utf8_valid(p, n);

        add_run(s, p, valid);
        if (valid == n)
            break;
        str_adds(s, "\xEF\xBF\xBD");
        p += valid + 1;
        n -= valid + 1;
    }
    str_addc(s, '"');
}

void json_key(struct json_out *w, const char *name)
{
    before_value(w);
    add_string(w->s, name, strlen(name));
    str_addc(w->s, ':');
    w->after_key = true;
}

void json_strn(struct json_out *w, const char *p, size_t n)
{
    before_value(w);
    add_string(w->s, p, n);
}

void json_str(struct json_out *w, const char *text)
{
    if (text)
        json_strn(w, text, strlen(text));
    else
        json_none(w);
}

void json_num(struct json_out *w, int64_t v)
{
    char text[32];

    before_value(w);
    str_add(w->s, text, str_from_int64(text, v));
}

static void write_real(struct json_out *w, double v, void (*format)(char out[32], double v))
{
    char text[32];

    if (!isfinite(v)) {
        json_none(w);
        return;
    }
    before_value(w);
    format(text, v);
    str_adds(w->s, text);
}

void json_real(struct json_out *w, double v)
{
    write_real(w, v, str_from_double);
}

void json_computed(struct json_out *w, double v)
{
    write_real(w, v, str_from_computed);
}

void json_flag(struct json_out *w, bool v)
{
    json_raw(w, v ? "true" : "false");
}

void json_none(struct json_out *w)
{
    json_raw(w, "null");
}

void json_time(struct json_out *w, int64_t us)
{
    char text[TIME_TEXT_MAX];

    if (us == FIELD_TIME_NONE) {
        json_none(w);
        return;
    }
    time_format(text, us);
    json_str(w, text);
}

void json_raw(struct json_out *w, const char *json)
{
    before_value(w);
    str_adds(w->s, json ? json : "null");
}

static void write_strs(struct json_out *w, const struct field_strs *list)
{
    json_open(w, '[');
    for (size_t i = 0; i < list->len; i++)
        json_str(w, list->data[i]);
    json_close(w, ']');
}

static void write_field(struct json_out *w, const struct field *f, const void *thing)
{
    const void *at = (const char *)thing + f->offset;

    switch (f->type) {
    case FIELD_STR:
    case FIELD_UUID:
        json_str(w, *(const char *const *)at);
        break;
    case FIELD_INT:
        json_num(w, *(const int64_t *)at);
        break;
    case FIELD_DOUBLE:
        json_real(w, *(const double *)at);
        break;
    case FIELD_BOOL:
        json_flag(w, *(const bool *)at);
        break;
    case FIELD_TIME:
        json_time(w, *(const int64_t *)at);
        break;
    case FIELD_JSON:
        json_raw(w, *(const char *const *)at);
        break;
    case FIELD_STRS:
        write_strs(w, at);
        break;
    case FIELD_NONE:
    default:
        BUG("field \"%s\" has no type", f->name);
    }
}

void json_fields(struct json_out *w, const struct field *fields, const void *thing)
{
    for (const struct field *f = fields; f->name; f++) {
        if (f->flags & (FIELD_HIDDEN | FIELD_INPUT))
            continue;
        json_key(w, f->name);
        write_field(w, f, thing);
    }
}

void json_thing(struct json_out *w, const struct field *fields, const void *thing)
{
    json_open(w, '{');
    json_fields(w, fields, thing);
    json_close(w, '}');
}

void json_things(struct json_out *w, const char *name, const struct field *fields,
                 const void *things, size_t n, size_t size)
{
    json_key(w, name);
    json_open(w, '[');
    for (size_t i = 0; i < n; i++)
        json_thing(w, fields, (const char *)things + i * size);
    json_close(w, ']');
}
