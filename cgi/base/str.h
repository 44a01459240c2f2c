/* Text that grows, inside an arena and below a cap.
 *
 *     struct str s = str_new(a, 1 << 20);
 *     str_printf(&s, "%d rows", n);
 *     puts(str_c(&s));
 *
 * A str that reaches its cap stops growing and says so by `overflow`; what was appended before stays.
 * The bytes are always NUL-terminated and may contain NULs. Beside it stand the few questions about
 * plain C strings that the libc has no safe answer for.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct str {
    struct arena *arena;
    char *data;
    size_t len, room, cap;
    bool overflow;
};

/* An empty str in `a` that may grow to `cap` bytes. */
struct str str_new(struct arena *a, size_t cap);

void str_add(struct str *s, const void *p, size_t n);
void str_adds(struct str *s, const char *text);
void str_addc(struct str *s, char c);
void str_printf(struct str *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void str_vprintf(struct str *s, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));

/* The text as a C string; valid until the next append. */
const char *str_c(const struct str *s);

/* Empties it, keeps its room. */
void str_clear(struct str *s);

/* Whether the two are the same text; NULL equals only NULL. */
bool str_eq(const char *a, const char *b);
bool str_starts(const char *s, const char *prefix);

/* Reads a whole decimal number with optional sign: no blanks, nothing behind it, no overflow. */
bool str_to_int64(const char *s, int64_t *out_r) __attribute__((warn_unused_result));
/* Reads a whole finite number in C notation, whatever the locale. */
bool str_to_double(const char *s, double *out_r) __attribute__((warn_unused_result));

/* The shortest decimal text that reads back as `v` (17 digits at most); `out` holds 32 bytes. */
void str_from_double(char out[32], double v);

/* A sum or an average, whose last digits are rounding anyway: 15 digits, several times faster. A
 * decimal of up to six places is still told exactly. */
void str_from_computed(char out[32], double v);

/* The digits of `v`; returns their number. */
size_t str_from_int64(char out[32], int64_t v);

/* The length of the longest valid UTF-8 start of `p`; equal to `n` when all of it is valid
 * (RFC 3629: no surrogates, no overlong forms). */
size_t str_utf8_valid(const char *p, size_t n);

/* Writes a character, up to 4 bytes; behind it. */
static inline char *str_put_utf8(char *out, uint32_t c)
{
    if (c < 0x80) {
        *out++ = (char)c;
    } else if (c < 0x800) {
        *out++ = (char)(0xc0 | c >> 6);
        *out++ = (char)(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        *out++ = (char)(0xe0 | c >> 12);
        *out++ = (char)(0x80 | (c >> 6 & 0x3f));
        *out++ = (char)(0x80 | (c & 0x3f));
    } else {
        *out++ = (char)(0xf0 | c >> 18);
        *out++ = (char)(0x80 | (c >> 12 & 0x3f));
        *out++ = (char)(0x80 | (c >> 6 & 0x3f));
        *out++ = (char)(0x80 | (c & 0x3f));
    }
    return out;
}

#endif
