/* Numbers become text here: exact ones in their shortest form, computed ones quickly. */
#include <float.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"

#define PLACES_MAX 6
#define DIGITS_MAX 20

static const double powers[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,
                                 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19 };

size_t str_from_int64(char out[32], int64_t v)
{
    char digits[DIGITS_MAX];
    uint64_t rest = v < 0 ? -(uint64_t)v : (uint64_t)v;
    size_t n = 0, len = 0;

    do
        digits[n++] = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    if (v < 0)
        out[len++] = '-';
    while (n > 0)
        out[len++] = digits[--n];
    out[len] = '\0';
    return len;
}

/* n / 10^places with a decimal point, without zeros at the end. */
static void write_decimal(char out[32], bool minus, int64_t n, int places)
{
    char digits[32];
    size_t len = str_from_int64(digits, n), at = 0, whole;

    while (places > 0 && digits[len - 1] == '0' && len > 1) {
        places--;
        len--;
    }
    if (minus)
        out[at++] = '-';
    whole = len > (size_t)places ? len - (size_t)places : 0;
    memcpy(out + at, digits, whole);
    at += whole;
    if (whole == 0)
        out[at++] = '0';
    if (places > 0) {
        out[at++] = '.';
        for (size_t i = len; i < (size_t)places; i++)
            out[at++] = '0';
        memcpy(out + at, digits + whole, len - whole);
        at += len - whole;
    }
    out[at] = '\0';
}

/* An integer below 2^53 over a power of ten divides to the double nearest to that decimal, so a
 * decimal of up to six places that gives `v` again is exact. Most measurements are such numbers. */
static bool short_decimal(char out[32], double v)
{
    double size = fabs(v);

    if (size >= 1e9)
        return false;
    for (int places = 0; places <= PLACES_MAX; places++) {
        int64_t n = llrint(size * powers[places]);

        if ((double)n / powers[places] == size) {
            write_decimal(out, v < 0, n, places);
            return true;
        }
    }
    return false;
}

static locale_t c_locale;

static void make_c_locale(void)
{
    c_locale = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
    if (c_locale == (locale_t)0)
        BUG("no C locale");
}

void str_from_double(char out[32], double v)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    /* Every decimal of 15 digits survives a normal double, so none shorter than "%.15g" is missed;
     * subnormal numbers hold fewer. */
    int digits = fabs(v) < DBL_MIN ? 1 : 15;
    char text[48];
    locale_t before;

    if (short_decimal(out, v))
        return;
    pthread_once(&once, make_c_locale);
    before = uselocale(c_locale);
    do
        snprintf(text, sizeof(text), "%.*g", digits, v);
    while (strtod(text, NULL) != v && digits++ < 17);
    uselocale(before);
    memcpy(out, text, 32);
}

/* Scaling to an integer of 15 digits errs by an ulp of the 17th. */
void str_from_computed(char out[32], double v)
{
    double size = fabs(v);
    int places = 18;

    if (short_decimal(out, v))
        return;
    if (size < 1e-3 || size >= 1e15) {
        str_from_double(out, v);
        return;
    }
    while (places > 0 && size * powers[places] >= 1e15)
        places--;
    write_decimal(out, v < 0, llrint(size * powers[places]), places);
}
