/* Fuzz target: a cell is a number for number_parse() only if strtod() reads all of it, to the same.
 */
#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "etl/number.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const char *p, size_t n, char decimal)
{
    double v = 0;
    enum number_result r = number_parse(p, n, decimal, &v);
    char *text = malloc(n + 1), *end;
    size_t len = 0;

    if (!text)
        abort();
    for (size_t i = 0; i < n; i++)
        if (p[i] == decimal)
            text[len++] = '.';
        else if (p[i] != '.' && p[i] != ',')
            text[len++] = p[i];
    while (len && (text[len - 1] == ' ' || text[len - 1] == '\t'))
        len--;
    text[len] = '\0';
    double want = strtod(text, &end);
    if (r == NUMBER_OK && (*end || end == text || v < want || v > want || !isfinite(v)))
        BUG("\"%s\" read as %.17g, not %.17g", text, v, want);
    if (r == NUMBER_RANGE && (*end || !isinf(want)))
        BUG("\"%s\" is not out of range", text);
    if (r == NUMBER_BLANK && len)
        BUG("\"%s\" is not blank", text);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check((const char *)data, size, '.');
    check((const char *)data, size, ',');
    return 0;
}
