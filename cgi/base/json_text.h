/* The small parts of reading JSON text that need no state: spaces, strings, literals, numbers.
 *
 * Each scanner gets the bytes from p to `end` and returns where its token ends, JSON_TEXT_MORE when
 * the bytes end before the token surely does, or JSON_TEXT_BAD.
 */
#ifndef BASE_JSON_TEXT_H
#define BASE_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>

extern char json_text_more[1], json_text_bad[1];
#define JSON_TEXT_MORE json_text_more
#define JSON_TEXT_BAD json_text_bad

static inline char *json_text_space(char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
        p++;
    return p;
}

/* Behind the closing quote of the string whose opening quote stands at p; *escaped_r says whether a
 * backslash is in it. */
char *json_text_string(char *p, char *end, bool *escaped_r);

/* Behind the longest number of RFC 8259 that begins at p, or NULL; *whole_r: it has neither fraction
 * nor exponent. */
const char *json_text_number(const char *p, const char *end, bool *whole_r);

/* Behind a number, true, false, null, or what programs write for want of JSON: NaN, Infinity,
 * -Infinity. */
char *json_text_scalar(char *p, char *end);

/* Behind the closing bracket of the array or object that opens at p, brackets balanced. */
char *json_text_nested(char *p, char *end);

enum json_text_result { JSON_TEXT_OK, JSON_TEXT_ESCAPE, JSON_TEXT_NUL, JSON_TEXT_SURROGATE };

/* Decodes the n bytes inside a string's quotes to `out`, which may be p itself and never needs more
 * room. Fails with a wrong escape, with \u0000 and with half a surrogate pair. */
enum json_text_result json_text_decode(char *out, const char *p, size_t n, size_t *len_r);

#endif
