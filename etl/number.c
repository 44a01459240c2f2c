/* Decimal text to double: exact by one multiplication where that suffices, else by strtod. */
#include "etl/number.h"

#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "etl/number_dress.h"

#define EXACT_POWER 22 /* 10^22 is the last power of ten a double holds */
#define EXACT_MANTISSA (UINT64_C(1) << 53)
#define EXPONENT_CLAMP 100000 /* far beyond any double, far below overflow */
#define SMALL_TEXT 128
#define PLAIN_MAX 19 /* so many digits cannot overflow 64 bits */

static const double powers[EXACT_POWER + 1] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

#define E9 UINT64_C(1000000000)
static const uint64_t integer_powers[PLAIN_MAX + 1] = {
    1,         10,         100,         1000,         10000,         100000,
    1000000,   10000000,   100000000,   E9,           10 * E9,       100 * E9,
    1000 * E9, 10000 * E9, 100000 * E9, 1000000 * E9, 10000000 * E9, 100000000 * E9,
    E9 *E9,    10 * E9 *E9
};

/* What one pass over the text found. */
struct scan {
    uint64_t mantissa; /* of all digits, meaningless beyond 19 of them */
    size_t digits;     /* without leading zeros */
    long exponent;     /* of ten */
    bool negative;
};

static locale_t c_locale;

static void make_c_locale(void)
{
    c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!c_locale)
        BUG("no C locale");
}

static inline bool is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

static inline bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static const char *take_digits(struct scan *s, const char *p, const char *end)
{
    uint64_t m = s->mantissa;
    const char *q = p;
    if (!m)
        while (q < end && *q == '0')
            q++;
    const char *first = q;
    for (; q < end && is_digit(*q); q++)
        m = m * 10 + (uint64_t)(*q - '0');
    s->mantissa = m;
    s->digits += (size_t)(q - first);
    return q;
}

static void take_exponent(struct scan *s, const char *p, const char *end)
{
    bool negative = *p == '-';
    long e = 0;
    p += *p == '-' || *p == '+';
    for (; p < end; p++)
        e = e < EXPONENT_CLAMP ? e * 10 + (*p - '0') : e;
    s->exponent += negative ? -e : e;
}

/* Reads text that number_undress() made. */
static void scan_number(struct scan *s, const char *p, const char *end)
{
    s->negative = *p == '-';
    p = take_digits(s, p + s->negative, end);
    if (p < end && *p == '.') {
        const char *q = take_digits(s, p + 1, end);
        s->exponent = -(long)(q - p - 1);
        p = q;
    }
    if (p < end)
        take_exponent(s, p + 1, end);
}

/* Reads it by strtod, whatever the locale. */
static double by_strtod(const char *text)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_c_locale);
    locale_t before = uselocale(c_locale);
    double v = strtod(text, NULL);
    uselocale(before);
    return v;
}

/* m / 10^k, correctly rounded: by integer division with more bits than a double has, the remainder
 * deciding ties. For m >= 2^53 and k <= 19; written floats of 17 digits are of this kind. */
static double divide(uint64_t m, unsigned k)
{
    const unsigned shift = (unsigned)__builtin_clzll(m);
    const unsigned __int128 n = (unsigned __int128)(m << shift) << 64;
    const unsigned __int128 q = n / integer_powers[k];
    const uint64_t high = (uint64_t)(q >> 64);
    const unsigned extra = high ? 64 - (unsigned)__builtin_clzll(high) : 0;
    const uint64_t top = (uint64_t)(q >> extra); /* its highest bit is set */
    bool more = q * integer_powers[k] != n || (unsigned __int128)top << extra != q;
    uint64_t mantissa = top >> 11, rest = top & 0x7ff;
    mantissa += rest > 0x400 || (rest == 0x400 && (more || (mantissa & 1)));
    return ldexp((double)mantissa, (int)extra - (int)shift - 53);
}

/* Most cells: perhaps a minus, digits, perhaps a decimal sign and more digits. */
static inline bool parse_plain(const char *p, const char *end, char decimal, double *out_r)
{
    bool negative = *p == '-';
    p += negative;
    const char *start = p;
    if (end - p > PLAIN_MAX + 1 || p == end || !is_digit(*p))
        return false;
    uint64_t m = 0;
    for (; p < end && is_digit(*p); p++)
        m = m * 10 + (uint64_t)(*p - '0');
    size_t fraction = 0;
    if (p < end && *p == decimal) {
        fraction = (size_t)(end - ++p);
        for (; p < end && is_digit(*p); p++)
            m = m * 10 + (uint64_t)(*p - '0');
        start++;
    }
    if (p < end || end - start > PLAIN_MAX)
        return false;
    double v = m <= EXACT_MANTISSA ? (double)m / powers[fraction] : divide(m, (unsigned)fraction);
    *out_r = negative ? -v : v;
    return true;
}

/* The value of plain text. */
static enum number_result evaluate(const char *text, size_t n, double *out_r)
{
    struct scan s = { 0 };
    scan_number(&s, text, text + n);
    if (s.digits <= 19 && s.mantissa <= EXACT_MANTISSA && labs(s.exponent) <= EXACT_POWER) {
        double v = (double)s.mantissa;
        v = s.exponent < 0 ? v / powers[-s.exponent] : v * powers[s.exponent];
        *out_r = s.negative ? -v : v;
        return NUMBER_OK;
    }
    double v = by_strtod(text);
    if (isinf(v))
        return NUMBER_RANGE;
    *out_r = v;
    return NUMBER_OK;
}

/* The rest of them: signs, groups, currencies, exponents. */
static enum number_result parse_dressed(const char *p, size_t n, char decimal, double *out_r)
{
    char small[SMALL_TEXT], *text = n + 2 <= sizeof(small) ? small : malloc(n + 2);
    size_t len = 0;
    if (!text)
        BUG("out of memory for a number of %zu digits", n);
    enum undressed u = number_undress(p, n, decimal, text, &len);
    enum number_result r = u == UNDRESSED_BLANK ? NUMBER_BLANK : NUMBER_BAD;
    if (u == UNDRESSED_NUMBER)
        r = evaluate(text, len, out_r);
    if (text != small)
        free(text);
    return r;
}

enum number_result number_parse(const char *p, size_t n, char decimal, double *out_r)
{
    const char *end = p + n;
    while (p < end && is_blank(*p))
        p++;
    while (p < end && is_blank(end[-1]))
        end--;
    if (p == end)
        return NUMBER_BLANK;
    if (parse_plain(p, end, decimal, out_r))
        return NUMBER_OK;
    return parse_dressed(p, (size_t)(end - p), decimal, out_r);
}
