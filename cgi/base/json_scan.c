/* JSON text is checked and cut into slices here. */
#include "base/json_scan.h"

#include <string.h>

#include "base/arena.h"
#include "base/hex.h"
#include "base/json_plain.h"
#include "base/json_text.h"

_Static_assert(JSON_DEPTH_MAX < 64, "one bit a level");

struct json_scan json_scan_line(const char *p, size_t n, size_t line)
{
    return (struct json_scan){
        .start = p, .p = p, .end = p + n, .told = p, .first_line = line, .line = line, .column = 1
    };
}

bool json_scan_break(struct json_scan *s, const char *at, const char *what)
{
    if (!s->broken) {
        s->broken = what;
        s->broken_at = at;
    }
    return false;
}

static bool note(struct json_scan *s, const char *at, enum json_flaw f)
{
    if (!s->flaw) {
        s->flaw = f;
        s->flaw_at = at;
    }
    return true;
}

static inline void skip_blanks(struct json_scan *s)
{
    const char *p = s->p;

    while (p < s->end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
        p++;
    s->p = p;
}

static bool early_end(struct json_scan *s)
{
    return json_scan_break(s, s->end, "the text ends too early");
}

/* ---- Strings ---- */

/* The "\uXXXX" at s->p, of which the "\u" has been seen. */
static bool scan_unicode(struct json_scan *s)
{
    const char *at = s->p;
    int high = s->end - at >= 6 ? hex_four(at + 2) : -1, low;

    if (high < 0)
        return json_scan_break(s, at, "\\u needs four hex digits");
    s->p = at + 6;
    if (high == 0)
        return note(s, at, JSON_FLAW_NUL);
    if (high < 0xd800 || high > 0xdfff)
        return true;
    low = s->end - s->p >= 6 && s->p[0] == '\\' && s->p[1] == 'u' ? hex_four(s->p + 2) : -1;
    if (high > 0xdbff || low < 0xdc00 || low > 0xdfff)
        return note(s, at, JSON_FLAW_SURROGATE); /* what follows is looked at for itself */
    s->p += 6;
    return true;
}

static bool scan_escape(struct json_scan *s)
{
    if (s->end - s->p < 2)
        return early_end(s);
    if (s->p[1] == 'u')
        return scan_unicode(s);
    if (!memchr("\"\\/bfnrt", s->p[1], 8))
        return json_scan_break(s, s->p, "no such escape");
    s->p += 2;
    return true;
}

/* A run of bytes beyond ASCII. */
static bool scan_beyond(struct json_scan *s)
{
    const char *p = s->p;
    size_t n, valid;

    while (p < s->end && (unsigned char)*p >= 0x80)
        p++;
    n = (size_t)(p - s->p);
    valid = str_utf8_valid(s->p, n);
    if (valid != n)
        return json_scan_break(s, s->p + valid, "not UTF-8");
    s->p = p;
    return true;
}

/* From the opening quote behind the closing one. */
static bool scan_string(struct json_scan *s, bool *escaped_r)
{
    *escaped_r = false;
    for (s->p++;;) {
        s->p = json_plain(s->p, s->end);
        if (s->p == s->end)
            return json_scan_break(s, s->p, "the text ends inside a string");
        if (*s->p == '"') {
            s->p++;
            return true;
        }
        if (*s->p == '\\') {
            *escaped_r = true;
            if (!scan_escape(s))
                return false;
        } else if ((unsigned char)*s->p < 0x20) {
            return json_scan_break(
                s, s->p, *s->p ? "a control character must be escaped" : "a NUL is not allowed");
        } else if (!scan_beyond(s)) {
            return false;
        }
    }
}

/* ---- Numbers and words ---- */

/* The exponent behind the 'e' at p, bounded so that sums do not overflow. */
static long exponent(const char *p, const char *end)
{
    bool minus = p < end && *p == '-';
    long v = 0;

    p += p < end && (*p == '-' || *p == '+');
    for (; p < end && v < 1000000; p++)
        v = v * 10 + (*p - '0');
    return minus ? -v : v;
}

/* Whether jsonb would write the number with no more digits than are allowed, and all numbers of the
 * value with no more than JSON_SCAN_GROWTH_MAX that are not written here. */
static bool number_fits(struct json_scan *s, const char *p, const char *end)
{
    const char *e = p, *point;
    long whole, decimals, shift, digits;

    p += *p == '-';
    while (e < end && (*e | 0x20) != 'e')
        e++;
    shift = e < end ? exponent(e + 1, end) : 0;
    point = memchr(p, '.', (size_t)(e - p));
    whole = (point ? point : e) - p;
    decimals = point ? e - point - 1 : 0;
    digits = (whole + shift > 0 ? whole + shift : 1) + (decimals > shift ? decimals - shift : 0);
    s->growth += digits > end - p ? (size_t)(digits - (end - p)) : 0;
    return s->growth <= JSON_SCAN_GROWTH_MAX && whole + shift <= JSON_SCAN_EXPONENT_MAX + 1 &&
           decimals - shift <= JSON_SCAN_DECIMALS_MAX;
}

static bool scan_number(struct json_scan *s, bool *whole_r)
{
    const char *at = s->p, *q = json_text_number(at, s->end, whole_r);

    if (!q)
        return json_scan_break(s, at, "this is not a number of JSON");
    s->p = q;
    /* short numbers without an exponent fit */
    if (q - at > JSON_SCAN_EXPONENT_MAX || (!*whole_r && memchr(at, 'e', (size_t)(q - at))) ||
        (!*whole_r && memchr(at, 'E', (size_t)(q - at))))
        return number_fits(s, at, q) || note(s, at, JSON_FLAW_NUMBER);
    return true;
}

static bool scan_word(struct json_scan *s, enum json_type *type_r)
{
    size_t left = (size_t)(s->end - s->p);

    if (left >= 4 && !memcmp(s->p, "true", 4)) {
        *type_r = JSON_BOOL;
        s->p += 4;
    } else if (left >= 5 && !memcmp(s->p, "false", 5)) {
        *type_r = JSON_BOOL;
        s->p += 5;
    } else if (left >= 4 && !memcmp(s->p, "null", 4)) {
        *type_r = JSON_NULL;
        s->p += 4;
    } else {
        return json_scan_break(s, s->p, "a value is expected");
    }
    return true;
}

static bool scan_scalar(struct json_scan *s, enum json_type *type_r, bool *escaped_r)
{
    bool whole;

    *escaped_r = false;
    if (*s->p == '"') {
        *type_r = JSON_STRING;
        return scan_string(s, escaped_r);
    }
    if (*s->p != '-' && (unsigned char)(*s->p - '0') > 9)
        return scan_word(s, type_r);
    if (!scan_number(s, &whole))
        return false;
    *type_r = whole ? JSON_INT : JSON_DOUBLE;
    return true;
}

/* ---- Arrays and objects ---- */

/* What is too deep is left by counting brackets: nobody will read it. */
static bool leave_deep(struct json_scan *s)
{
    const char *at = s->p;
    /* the scanner of files takes a writable text, which it does not write to */
    char *p = (char *)(uintptr_t)at, *end = (char *)(uintptr_t)s->end;
    char *behind = json_text_nested(p, end);
    size_t n, valid;

    if (behind == JSON_TEXT_MORE)
        return early_end(s);
    n = (size_t)(behind - at);
    valid = str_utf8_valid(at, n);
    if (valid != n)
        return json_scan_break(s, at + valid, "not UTF-8");
    if (memchr(at, '\0', n))
        return json_scan_break(s, memchr(at, '\0', n), "a NUL is not allowed");
    s->p = behind;
    return note(s, at, JSON_FLAW_DEEP);
}

static bool scan_name(struct json_scan *s)
{
    bool escaped;

    skip_blanks(s);
    if (s->p == s->end)
        return early_end(s);
    if (*s->p != '"')
        return json_scan_break(s, s->p, "a member's name in quotes is expected");
    if (!scan_string(s, &escaped))
        return false;
    skip_blanks(s);
    if (s->p == s->end)
        return early_end(s);
    if (*s->p != ':')
        return json_scan_break(s, s->p, "a colon is expected");
    s->p++;
    return true;
}

/* One bit a level says whether it is an object. */
struct levels {
    uint64_t objects;
    unsigned depth;
};

/* Behind a value: closes what closes here, and stops before the next value or at level 0. */
static bool scan_behind(struct json_scan *s, struct levels *l)
{
    while (l->depth) {
        bool object = l->objects & 1;

        skip_blanks(s);
        if (s->p == s->end)
            return early_end(s);
        if (*s->p == ',') {
            s->p++;
            return !object || scan_name(s);
        }
        if (*s->p != (object ? '}' : ']'))
            return json_scan_break(
                s, s->p, object ? "a comma or } is expected" : "a comma or ] is expected");
        s->p++;
        l->objects >>= 1;
        l->depth--;
    }
    return true;
}

/* The bracket at s->p; stops before the first value, or behind the bracket that closes at once. */
static bool scan_open(struct json_scan *s, struct levels *l)
{
    bool object = *s->p == '{';

    if (s->depth + l->depth >= JSON_DEPTH_MAX)
        return leave_deep(s) && scan_behind(s, l);
    s->p++;
    skip_blanks(s);
    if (s->p < s->end && *s->p == (object ? '}' : ']')) {
        s->p++;
        return scan_behind(s, l);
    }
    l->objects = l->objects << 1 | object;
    l->depth++;
    return !object || scan_name(s);
}

static bool scan_nested(struct json_scan *s)
{
    struct levels l = { 0 };
    enum json_type type;
    bool escaped;

    if (!scan_open(s, &l))
        return false;
    while (l.depth) {
        skip_blanks(s);
        if (s->p == s->end)
            return early_end(s);
        if (*s->p == '{' || *s->p == '[') {
            if (!scan_open(s, &l))
                return false;
        } else if (!scan_scalar(s, &type, &escaped) || !scan_behind(s, &l)) {
            return false;
        }
    }
    return true;
}

bool json_scan_value(struct json_scan *s, struct json_slice *v)
{
    bool fine;

    if (s->broken)
        return false;
    if (!json_scan_peek(s) && s->p == s->end)
        return early_end(s);
    v->p = s->p;
    v->escaped = false;
    s->growth = 0;
    if (*s->p == '{' || *s->p == '[') {
        v->type = *s->p == '{' ? JSON_OBJECT : JSON_ARRAY;
        fine = scan_nested(s);
    } else {
        fine = scan_scalar(s, &v->type, &v->escaped);
    }
    v->n = (size_t)(s->p - v->p);
    s->fresh = false;
    return fine;
}

char json_scan_peek(struct json_scan *s)
{
    skip_blanks(s);
    return s->p < s->end ? *s->p : '\0';
}

bool json_scan_enter(struct json_scan *s, char open)
{
    if (s->broken)
        return false;
    if (json_scan_peek(s) != open)
        return json_scan_break(s, s->p,
                               open == '{' ? "an object is expected" : "an array is expected");
    s->p++;
    s->depth++;
    s->fresh = true;
    return true;
}

bool json_scan_more(struct json_scan *s, char close)
{
    bool fresh = s->fresh;

    if (s->broken)
        return false;
    skip_blanks(s);
    if (s->p == s->end)
        return early_end(s);
    s->fresh = false;
    if (*s->p == close) {
        s->p++;
        s->depth--;
        return false;
    }
    if (fresh)
        return true;
    if (*s->p != ',')
        return json_scan_break(
            s, s->p, close == '}' ? "a comma or } is expected" : "a comma or ] is expected");
    s->p++;
    return true;
}

bool json_scan_name(struct json_scan *s, struct json_slice *name)
{
    skip_blanks(s);
    *name = (struct json_slice){ .p = s->p, .type = JSON_STRING };
    if (!scan_name(s))
        return false;
    /* back over the colon and blanks to the quote */
    name->n = (size_t)(s->p - name->p) - 1;
    while (name->p[name->n - 1] != '"')
        name->n--;
    name->escaped = memchr(name->p, '\\', name->n) != NULL;
    return true;
}

bool json_scan_end(struct json_scan *s)
{
    if (s->broken)
        return false;
    skip_blanks(s);
    return s->p == s->end || json_scan_break(s, s->p, "something stands behind the value");
}

void json_scan_where(struct json_scan *s, const char *at, size_t *line_r, size_t *column_r)
{
    if (at < s->told) {
        s->told = s->start;
        s->line = s->first_line;
        s->column = 1;
    }
    for (; s->told < at; s->told++) {
        if (*s->told == '\n') {
            s->line++;
            s->column = 1;
        } else {
            s->column += ((unsigned char)*s->told & 0xc0) != 0x80;
        }
    }
    *line_r = s->line;
    *column_r = s->column;
}

const char *json_flaw_text(enum json_flaw f)
{
    static const char *const texts[] = {
        [JSON_FLAW_NONE] = "",
        [JSON_FLAW_NUL] = "\\u0000 cannot be stored",
        [JSON_FLAW_SURROGATE] = "a lone surrogate cannot be stored",
        [JSON_FLAW_NUMBER] = "the number has too large an exponent or too many digits",
        [JSON_FLAW_DEEP] = "nested too deeply",
    };

    return texts[f];
}

const char *json_flaw_code(enum json_flaw f)
{
    return f == JSON_FLAW_NUMBER ? "too_large" : f == JSON_FLAW_DEEP ? "too_deep" : "format";
}

const char *json_slice_text(struct arena *a, const struct json_slice *v, size_t *n_r)
{
    size_t n = v->n - 2;
    char *out;

    if (!v->escaped) {
        *n_r = n;
        return arena_strndup(a, v->p + 1, n);
    }
    out = arena_alloc(a, n + 1);
    if (json_text_decode(out, v->p + 1, n, &n) != JSON_TEXT_OK)
        return NULL;
    out[n] = '\0';
    *n_r = n;
    return out;
}

bool json_slice_is(const struct json_slice *v, const char *text)
{
    return v->n == strlen(text) + 2 && !memcmp(v->p + 1, text, v->n - 2);
}
