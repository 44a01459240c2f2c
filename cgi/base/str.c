/* Growing text and careful reading of numbers happen here. */
#include "base/str.h"

#include <errno.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"

#define ROOM_MIN 64

struct str str_new(struct arena *a, size_t cap)
{
    return (struct str){ .arena = a, .cap = cap };
}

/* Makes room for `n` more bytes and the NUL; false (and overflow) beyond the cap. */
static bool reserve(struct str *s, size_t n)
{
    size_t room = s->room ? s->room : ROOM_MIN;

    if (s->overflow || n > s->cap - s->len) {
        s->overflow = true;
        return false;
    }
    if (s->len + n < s->room)
        return true;
    while (room <= s->len + n)
        room *= 2;
    if (room - 1 > s->cap)
        room = s->cap + 1;
    s->data = arena_grow(s->arena, s->data, s->room, room);
    s->room = room;
    return true;
}

void str_add(struct str *s, const void *p, size_t n)
{
    if (!reserve(s, n))
        return;
    if (n)
        memcpy(s->data + s->len, p, n);
    s->len += n;
    s->data[s->len] = '\0';
}

void str_adds(struct str *s, const char *text)
{
    str_add(s, text, strlen(text));
}

void str_addc(struct str *s, char c)
{
    str_add(s, &c, 1);
}

void str_vprintf(struct str *s, const char *fmt, va_list ap)
{
    va_list again;
    int n;

    va_copy(again, ap);
    n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (n < 0)
        BUG("bad format \"%s\"", fmt);
    if (!reserve(s, (size_t)n))
        return;
    vsnprintf(s->data + s->len, (size_t)n + 1, fmt, ap);
    s->len += (size_t)n;
}

void str_printf(struct str *s, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    str_vprintf(s, fmt, ap);
    va_end(ap);
}

const char *str_c(const struct str *s)
{
    return s->data ? s->data : "";
}

void str_clear(struct str *s)
{
    s->len = 0;
    s->overflow = false;
    if (s->data)
        s->data[0] = '\0';
}

bool str_eq(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool str_starts(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool str_to_int64(const char *s, int64_t *out_r)
{
    bool negative = *s == '-';
    int64_t v = 0;

    if (*s == '-' || *s == '+')
        s++;
    if (!*s)
        return false;
    for (; *s; s++) {
        int digit = *s - '0';

        if (digit < 0 || digit > 9 || __builtin_mul_overflow(v, 10, &v) ||
            __builtin_add_overflow(v, negative ? -digit : digit, &v))
            return false;
    }
    *out_r = v;
    return true;
}

static const char *skip_digits(const char *s, size_t *count)
{
    for (; *s >= '0' && *s <= '9'; s++)
        ++*count;
    return s;
}

/* Only [+-]digits[.digits][e[+-]digits]: strtod itself would take blanks, "inf", "nan" and hex. */
static bool is_decimal(const char *s)
{
    size_t mantissa = 0, exponent = 0;

    s += *s == '-' || *s == '+';
    s = skip_digits(s, &mantissa);
    if (*s == '.')
        s = skip_digits(s + 1, &mantissa);
    if (!mantissa)
        return false;
    if (*s == 'e' || *s == 'E') {
        s++;
        s += *s == '-' || *s == '+';
        s = skip_digits(s, &exponent);
        if (!exponent)
            return false;
    }
    return !*s;
}

static locale_t c_locale;

static void make_c_locale(void)
{
    c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!c_locale)
        BUG("no C locale");
}

static locale_t get_c_locale(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, make_c_locale);
    return c_locale;
}

bool str_to_double(const char *s, double *out_r)
{
    double v;

    if (!is_decimal(s))
        return false;
    v = strtod_l(s, NULL, get_c_locale());
    if (!isfinite(v))
        return false;
    *out_r = v;
    return true;
}

static bool is_tail(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* The length of the sequence at `p`, 0 when it is not valid within its `n` bytes. */
static size_t utf8_sequence(const unsigned char *p, size_t n)
{
    if (p[0] < 0x80)
        return 1;
    if (p[0] >= 0xC2 && p[0] <= 0xDF)
        return n >= 2 && is_tail(p[1]) ? 2 : 0;
    if (p[0] >= 0xE0 && p[0] <= 0xEF) {
        if (n < 3 || !is_tail(p[1]) || !is_tail(p[2]) || (p[0] == 0xE0 && p[1] < 0xA0) ||
            (p[0] == 0xED && p[1] > 0x9F))
            return 0;
        return 3;
    }
    if (p[0] >= 0xF0 && p[0] <= 0xF4) {
        if (n < 4 || !is_tail(p[1]) || !is_tail(p[2]) || !is_tail(p[3]) ||
            (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))
            return 0;
        return 4;
    }
    return 0;
}

static bool ascii8(const char *p)
{
    uint64_t word;

    memcpy(&word, p, sizeof(word));
    return (word & UINT64_C(0x8080808080808080)) == 0;
}

size_t str_utf8_valid(const char *p, size_t n)
{
    size_t i = 0, step;

    while (i < n) {
        if (n - i >= 8 && ascii8(p + i)) {
            i += 8;
            continue;
        }
        step = utf8_sequence((const unsigned char *)p + i, n - i);
        if (!step)
            break;
        i += step;
    }
    return i;
}
