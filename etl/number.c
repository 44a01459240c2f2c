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
    bool negative, grouped;
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

/* Behind one to three digits: ",ddd" as often as it comes, nothing shorter or longer. NULL when a
 * group is of another size. */
static const char *take_groups(struct scan *s, const char *p, const char *end, char group)
{
    s->grouped = true;
    while (p < end && *p == group) {
        const char *q = take_digits(s, p + 1, end);
        if (q - p != 4)
            return NULL;
        p = q;
    }
    return p;
}

static const char *take_exponent(struct scan *s, const char *p, const char *end)
{
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+'))
        p++;
    if (p == end || !is_digit(*p))
        return NULL;
    long e = 0;
    for (; p < end && is_digit(*p); p++)
        e = e < EXPONENT_CLAMP ? e * 10 + (*p - '0') : e;
    s->exponent += negative ? -e : e;
    return p;
}

/* The whole of p..end is one number: true, and `s` says what was seen. */
static bool scan_number(struct scan *s, const char *p, const char *end, char decimal)
{
    const char group = decimal == '.' ? ',' : '.';
    s->negative = *p == '-';
    if (*p == '-' || *p == '+')
        p++;
    const char *start = p;
    p = take_digits(s, p, end);
    size_t seen = (size_t)(p - start);
    if (p < end && *p == group) {
        if (seen < 1 || seen > 3 || !(p = take_groups(s, p, end, group)))
            return false;
    }
    if (p < end && *p == decimal) {
        const char *q = take_digits(s, p + 1, end);
        s->exponent = -(long)(q - p - 1);
        seen += (size_t)(q - p - 1);
        p = q;
    }
    if (!seen)
        return false;
    if (p < end && (*p | 0x20) == 'e' && !(p = take_exponent(s, p + 1, end)))
        return false;
    return p == end;
}

/* The text without groups and with a point, for strtod. */
static double by_strtod(const char *p, size_t n, char decimal)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_c_locale);
    char small[SMALL_TEXT], *text = n < sizeof(small) ? small : malloc(n + 1);
    if (!text)
        BUG("out of memory for a number of %zu digits", n);
    size_t len = 0;
    for (size_t i = 0; i < n; i++) {
        if (p[i] == decimal)
            text[len++] = '.';
        else if (p[i] != '.' && p[i] != ',')
            text[len++] = p[i];
    }
    text[len] = '\0';
    locale_t before = uselocale(c_locale);
    double v = strtod(text, NULL);
    uselocale(before);
    if (text != small)
        free(text);
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
    struct scan s = { 0 };
    if (!scan_number(&s, p, end, decimal))
        return NUMBER_BAD;
    if (s.digits <= 19 && s.mantissa <= EXACT_MANTISSA && labs(s.exponent) <= EXACT_POWER) {
        double v = (double)s.mantissa;
        v = s.exponent < 0 ? v / powers[-s.exponent] : v * powers[s.exponent];
        *out_r = s.negative ? -v : v;
        return NUMBER_OK;
    }
    double v = by_strtod(p, (size_t)(end - p), decimal);
    if (isinf(v))
        return NUMBER_RANGE;
    *out_r = v;
    return NUMBER_OK;
}
