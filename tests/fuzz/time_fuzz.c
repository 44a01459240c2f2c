/* Fuzz target: what base/timeutil takes as RFC 3339 is the same time for a cell, with any cache. */
#include <stdint.h>
#include <string.h>

#include "base/err.h"
#include "base/timeutil.h"
#include "etl/timecell.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct time_cache fresh = { 0 }, used = { 0 };
    const char *p = (const char *)data;
    int64_t base = 0, cell = 0, again = 0;

    bool is_base = time_parse(p, size, false, &base);
    bool is_cell = timecell_parse(&fresh, p, size, &cell);
    if (is_base && (!is_cell || base != cell))
        BUG("RFC 3339 gives %lld, a cell %lld", (long long)base, (long long)cell);
    if (!timecell_parse(&used, "2024-02-29", 10, &again) ||
        timecell_parse(&used, p, size, &again) != is_cell || (is_cell && again != cell))
        BUG("the cache changes a time");
    if (timecell_parse(&used, p, size, &again) != is_cell || (is_cell && again != cell))
        BUG("the second reading changes a time");
    if (is_cell) {
        char text[TIME_TEXT_MAX];
        size_t n = time_format(text, cell);

        if (!timecell_parse(&used, text, n, &again) || again != cell)
            BUG("%.*s does not come back", (int)n, text);
    }
    return 0;
}
