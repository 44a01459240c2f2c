/* JSON text looked at where it lies: one strict pass, no tree, no copies.
 *
 * A scan walks from value to value and hands out slices of the text, so what is to be stored as
 * JSON goes on as it came. Two kinds of mistake are told apart. Text that is not JSON (RFC 8259,
 * UTF-8) *breaks* the scan: nothing behind that place can be trusted. JSON that PostgreSQL's jsonb
 * cannot hold is *bad*: a `\u0000`, half a surrogate pair, a number beyond JSON_SCAN_EXPONENT_MAX
 * or JSON_SCAN_DECIMALS_MAX (or very many that are close to it), a value nested deeper than
 * JSON_DEPTH_MAX. It is noted once (the first one) and the scan goes on, so that one value does not
 * cost its neighbours.
 *
 *     struct json_scan s = json_scan(text, n);
 *     struct json_slice name, value;
 *     if (json_scan_enter(&s, '{'))
 *         while (json_scan_more(&s, '}') && json_scan_name(&s, &name) && json_scan_value(&s, &value))
 *             …
 *     if (!json_scan_end(&s))
 *         … s.broken says what, json_scan_where() where
 *
 * A member may stand twice; jsonb keeps the last one, and so should the caller. */
#ifndef BASE_JSON_SCAN_H
#define BASE_JSON_SCAN_H

#include "base/json.h"

struct arena;

/* A number above 1e309 or with more decimals reads as infinity or zero everywhere but in jsonb,
 * which writes all its digits: eight bytes would become thousands. */
#define JSON_SCAN_EXPONENT_MAX 308
#define JSON_SCAN_DECIMALS_MAX 400
#define JSON_SCAN_GROWTH_MAX ((size_t)4 << 20) /* bytes that all numbers of a value may grow by */

/* A value's text, quotes and brackets included; a name's too. */
struct json_slice {
    const char *p;
    size_t n;
    enum json_type type;
    bool escaped; /* a string with a backslash in it */
};

enum json_flaw {
    JSON_FLAW_NONE,
    JSON_FLAW_NUL,
    JSON_FLAW_SURROGATE,
    JSON_FLAW_NUMBER,
    JSON_FLAW_DEEP
};

struct json_scan {
    const char *start, *p, *end;
    const char *broken,
        *broken_at;      /* what is wrong, as half a sentence, and where; NULL: nothing */
    enum json_flaw flaw; /* the first one since the caller cleared it */
    const char *flaw_at;
    size_t growth;  /* of the value at hand, by its numbers */
    unsigned depth; /* brackets that the caller has entered; clear it to count anew */
    bool fresh;     /* just behind an opening bracket */
    /* the place that json_scan_where() told last */
    const char *told;
    size_t first_line, line, column;
};

/* `line`: which one of a larger text the bytes begin, 1 if it is all of it. */
struct json_scan json_scan_line(const char *p, size_t n, size_t line);
static inline struct json_scan json_scan(const char *p, size_t n)
{
    return json_scan_line(p, n, 1);
}

/* The next byte that is no blank; 0 at the end. */
char json_scan_peek(struct json_scan *s);

/* Goes behind the bracket that must stand here. */
bool json_scan_enter(struct json_scan *s, char open) __attribute__((warn_unused_result));

/* Whether another member or element follows, whose name or value is next; goes behind the comma, or
 * behind the closing bracket. False also when the scan breaks. */
bool json_scan_more(struct json_scan *s, char close) __attribute__((warn_unused_result));

/* A member's name and the colon behind it. */
bool json_scan_name(struct json_scan *s, struct json_slice *name_r)
    __attribute__((warn_unused_result));

/* Any value, whole. */
bool json_scan_value(struct json_scan *s, struct json_slice *value_r)
    __attribute__((warn_unused_result));

/* Whether the scan is whole and nothing but blanks follows. */
bool json_scan_end(struct json_scan *s) __attribute__((warn_unused_result));

/* Breaks the scan at `at`, unless it is broken; false. */
bool json_scan_break(struct json_scan *s, const char *at, const char *what);

/* Line and column (in characters) of a place, both from 1. Cheap when places are asked for in their
 * order. */
void json_scan_where(struct json_scan *s, const char *at, size_t *line_r, size_t *column_r);

/* What is wrong with a flaw, as half a sentence ("…cannot be stored"), and its stable code. */
const char *json_flaw_text(enum json_flaw f);
const char *json_flaw_code(enum json_flaw f);

/* The path of a place within a value that has been scanned: `prefix` for the value itself, then
 * ".name" and "[3]". At most JSON_PATH_MAX bytes, then it ends with "…". */
#define JSON_PATH_MAX 200
const char *json_scan_path(struct arena *a, const char *prefix, const struct json_slice *value,
                           const char *at);

/* The text of a string, decoded, in the arena, NUL-terminated. The string has no flaw; a flawed one
 * gives NULL. */
const char *json_slice_text(struct arena *a, const struct json_slice *v, size_t *n_r);

/* Whether a string or name has exactly this text. */
bool json_slice_is(const struct json_slice *v, const char *text);

#endif
