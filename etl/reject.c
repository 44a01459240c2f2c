/* Rejects are collected here. */
#include "etl/reject.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

#define REJECT_CODE(name, code) [name] = code,
static const char *const codes[] = { REJECT_REASONS(REJECT_CODE) };
#undef REJECT_CODE

static const char *const phrases[] = {
    [REJECT_NOT_A_NUMBER] = "is not a number",
    [REJECT_NUMBER_RANGE] = "is beyond the range of numbers",
    [REJECT_NOT_A_TIME] = "is not a date or time",
    [REJECT_TIME_MISSING] = "the time is missing",
    [REJECT_RAGGED] = "the row has another number of fields than the header",
    [REJECT_NOT_UTF8] = "is not UTF-8 text",
    [REJECT_NUL_BYTE] = "contains a NUL byte",
    [REJECT_BAD_QUOTE] = "there is text behind a closing quote",
    [REJECT_UNCLOSED_QUOTE] = "a quote is never closed",
    [REJECT_FIELD_TOO_LONG] = "a field is too long",
    [REJECT_RECORD_TOO_LONG] = "the record is too long",
    [REJECT_NOT_AN_OBJECT] = "is not an object",
    [REJECT_BAD_JSON] = "is not valid JSON",
    [REJECT_TOO_DEEP] = "objects are nested too deeply",
    [REJECT_TOO_MANY_COLUMNS] = "there are too many columns",
    [REJECT_NAME_TOO_LONG] = "is too long for a metric's name",
    [REJECT_TOO_MANY_SERIES] = "there are too many metrics",
};

_Static_assert(sizeof(phrases) / sizeof(*phrases) == REJECT_REASON_COUNT, "a phrase a reason");

const char *reject_code(enum reject_reason r)
{
    return codes[r];
}

void rejects_init(struct rejects *r, struct arena *a, size_t keep)
{
    r->keep = keep;
    r->count = 0;
    r->raw = "";
    r->raw_n = 0;
    vec_init(&r->list, a);
}

/* At most `most` bytes of clean UTF-8; a character cut in two is left off. */
static const char *clean(struct arena *a, const char *p, size_t n, size_t most)
{
    char out[REJECT_RAW_MAX];
    size_t len = 0;
    while (n && len < most) {
        size_t step = *p && !(*p & 0x80) ? 1 : 0;
        for (size_t k = 2; !step && k <= 4 && k <= n; k++)
            if (*p && str_utf8_valid(p, k) == k)
                step = k;
        const char *from = step ? p : REPLACEMENT;
        size_t bytes = step ? step : strlen(REPLACEMENT);
        if (len + bytes > most)
            break;
        memcpy(out + len, from, bytes);
        len += bytes;
        p += step ? step : 1;
        n -= step ? step : 1;
    }
    return arena_strndup(a, out, len);
}

/* The record without the line end behind it. */
static size_t without_end(const char *p, size_t n)
{
    while (n && (p[n - 1] == '\n' || p[n - 1] == '\r'))
        n--;
    return n;
}

void reject_add(struct rejects *r, uint64_t line, const char *column, const char *value, size_t n,
                enum reject_reason reason)
{
    r->count++;
    if (r->list.len >= r->keep)
        return;
    struct arena *a = r->list.arena;
    struct reject one = { .line = line,
                          .column = arena_strdup(a, column),
                          .value = clean(a, value, n, REJECT_VALUE_MAX),
                          .raw = clean(a, r->raw, without_end(r->raw, r->raw_n), REJECT_RAW_MAX),
                          .reason = reason };
    vec_push(&r->list, one);
}

void excerpt_add(struct excerpt *e, const char *p, size_t n)
{
    size_t room = sizeof(e->text) - e->n;
    n = n < room ? n : room;
    memcpy(e->text + e->n, p, n);
    e->n += n;
}

static bool is_about_value(enum reject_reason r)
{
    return strncmp(phrases[r], "is ", 3) == 0 || r == REJECT_NUL_BYTE;
}

const char *reject_sentence(struct arena *a, const struct reject *r)
{
    const char *where = r->column[0] ? arena_printf(a, ", column %s", r->column) : "";
    if (!is_about_value(r->reason))
        return arena_printf(a, "line %llu%s: %s", (unsigned long long)r->line, where,
                            phrases[r->reason]);
    return arena_printf(a, "line %llu%s: \"%.60s\" %s", (unsigned long long)r->line, where,
                        r->value, phrases[r->reason]);
}
