/* Tokens of JSON text. */
#include "base/json_text.h"

#include <stdint.h>
#include <string.h>

#include "base/err.h"
#include "base/hex.h"
#include "base/str.h"

char json_text_more[1], json_text_bad[1];

#ifdef __SSE2__
#include <emmintrin.h>

/* The first quote or backslash at or behind p, or up to 15 bytes before `end`. */
static inline char *skip_plain(char *p, const char *end)
{
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\');
    for (; end - p >= 16; p += 16) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
        int bits =
            _mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(x, quote), _mm_cmpeq_epi8(x, slash)));
        if (bits)
            return p + __builtin_ctz((unsigned)bits);
    }
    return p;
}
#else
static inline char *skip_plain(char *p, const char *end)
{
    (void)end;
    return p;
}
#endif

char *json_text_string(char *p, char *end, bool *escaped_r)
{
    *escaped_r = false;
    for (p++;;) {
        p = skip_plain(p, end);
        while (p < end && *p != '"' && *p != '\\')
            p++;
        if (p == end)
            return JSON_TEXT_MORE;
        if (*p == '"')
            return p + 1;
        *escaped_r = true;
        if (end - p < 2)
            return JSON_TEXT_MORE;
        p += 2;
    }
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' ||
           c == '+' || c == '.';
}

static const char *skip_digits(const char *p, const char *end)
{
    while (p < end && (unsigned char)(*p - '0') < 10)
        p++;
    return p;
}

const char *json_text_number(const char *p, const char *end, bool *whole_r)
{
    const char *q;

    *whole_r = true;
    p += p < end && *p == '-';
    q = skip_digits(p, end);
    if (q == p || (*p == '0' && q - p > 1))
        return NULL;
    if (q < end && *q == '.') {
        *whole_r = false;
        p = q + 1;
        q = skip_digits(p, end);
        if (q == p)
            return NULL;
    }
    if (q < end && (*q | 0x20) == 'e') {
        *whole_r = false;
        p = q + 1;
        p += p < end && (*p == '-' || *p == '+');
        q = skip_digits(p, end);
        if (q == p)
            return NULL;
    }
    return q;
}

/* RFC 8259's number from p to end and nothing else. */
static bool is_number(const char *p, const char *end)
{
    bool whole;

    return json_text_number(p, end, &whole) == end;
}

static bool is_literal(const char *p, size_t n)
{
    static const char *const literals[] = { "true",     "false",     "null", "NaN",
                                            "Infinity", "-Infinity", "nan",  "inf" };
    for (size_t i = 0; i < sizeof(literals) / sizeof(*literals); i++)
        if (strlen(literals[i]) == n && !memcmp(p, literals[i], n))
            return true;
    return false;
}

char *json_text_scalar(char *p, char *end)
{
    char *q = p;
    while (q < end && is_word(*q))
        q++;
    if (q == end)
        return JSON_TEXT_MORE;
    if (q == p)
        return JSON_TEXT_BAD;
    return is_number(p, q) || is_literal(p, (size_t)(q - p)) ? q : JSON_TEXT_BAD;
}

char *json_text_nested(char *p, char *end)
{
    size_t depth = 0;
    while (p < end) {
        char c = *p;
        if (c == '"') {
            bool escaped = false;
            p = json_text_string(p, end, &escaped);
            if (p == JSON_TEXT_MORE)
                return p;
            continue;
        }
        p++;
        if (c == '[' || c == '{')
            depth++;
        else if ((c == ']' || c == '}') && --depth == 0)
            return p;
    }
    return JSON_TEXT_MORE;
}

/* The escape at *p ("\uXXXX", perhaps a pair), which is moved behind it. */
static enum json_text_result decode_unicode(char **out, const char **p, const char *end)
{
    int high = end - *p >= 6 ? hex_four(*p + 2) : -1;
    if (high < 0)
        return JSON_TEXT_ESCAPE;
    if (high == 0)
        return JSON_TEXT_NUL;
    *p += 6;
    uint32_t c = (uint32_t)high;
    if (c >= 0xd800 && c < 0xe000) {
        int low = end - *p >= 6 && (*p)[0] == '\\' && (*p)[1] == 'u' ? hex_four(*p + 2) : -1;
        if (c >= 0xdc00 || low < 0xdc00 || low > 0xdfff)
            return JSON_TEXT_SURROGATE;
        *p += 6;
        c = 0x10000 + ((c - 0xd800) << 10) + ((uint32_t)low - 0xdc00);
    }
    *out = str_put_utf8(*out, c);
    return JSON_TEXT_OK;
}

enum json_text_result json_text_decode(char *out, const char *p, size_t n, size_t *len_r)
{
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    char *first = out;
    for (const char *end = p + n; p < end;) {
        if (*p != '\\') {
            *out++ = *p++;
            continue;
        }
        if (end - p >= 2 && p[1] == 'u') {
            enum json_text_result r = decode_unicode(&out, &p, end);
            if (r != JSON_TEXT_OK)
                return r;
            continue;
        }
        const char *which = end - p >= 2 && p[1] ? strchr(names, p[1]) : NULL;
        if (!which)
            return JSON_TEXT_ESCAPE;
        *out++ = values[which - names];
        p += 2;
    }
    *len_r = (size_t)(out - first);
    return JSON_TEXT_OK;
}
