/* Fuzz target: a cell is a number for number_parse() only if its digits are one for strtod(), to the
 * same value; every digit of it counts. */
#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "etl/number.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Any minus but that of an exponent. */
static bool is_negative(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool in_exponent = i && (p[i - 1] | 0x20) == 'e';

        if ((p[i] == '-' && !in_exponent) || p[i] == '(')
            return true;
        if (n - i > 2 && !memcmp(p + i, "\xe2\x88\x92", 3))
            return true;
    }
    return false;
}

/* Digits, decimal sign and exponent, whatever stands around them. */
static size_t bare(const char *p, size_t n, char decimal, char *text)
{
    size_t len = 0, digits = 0;

    for (size_t i = 0; i < n; i++) {
        bool in_exponent = len && (text[len - 1] | 0x20) == 'e';

        if (p[i] == '.' && i && p[i - 1] == 'r')
            continue; /* "kr." and "Fr." */
        if (p[i] == decimal)
            text[len++] = '.';
        else if (isdigit((unsigned char)p[i]) || (in_exponent && strchr("+-", p[i])))
            text[len++] = p[i];
        else if (digits && (p[i] | 0x20) == 'e' && i + 1 < n && strchr("+-0123456789", p[i + 1]))
            text[len++] = p[i];
        digits += len && isdigit((unsigned char)text[len - 1]);
    }
    while (len && text[len - 1] == '.' && decimal == ',')
        len--;
    text[len] = '\0';
    return digits;
}

static void check(const char *p, size_t n, char decimal)
{
    double v = 0;
    enum number_result r = number_parse(p, n, decimal, &v);
    char *text = malloc(n + 1), *end;

    if (!text)
        abort();
    size_t digits = bare(p, n, decimal, text);
    double want = strtod(text, &end) * (is_negative(p, n) ? -1 : 1);
    if (r == NUMBER_OK && (!digits || *end || v < want || v > want || !isfinite(v)))
        BUG("\"%s\" read as %.17g, not %.17g", text, v, want);
    if (r == NUMBER_RANGE && (*end || !isinf(want)))
        BUG("\"%s\" is not out of range", text);
    if (r == NUMBER_BLANK && digits)
        BUG("\"%s\" is not blank", text);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check((const char *)data, size, '.');
    check((const char *)data, size, ',');
    return 0;
}
