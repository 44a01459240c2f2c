/* Lists of aggregations are read here. */
#include "model/agg.h"

#include <string.h>

#include "base/ctx.h"

const char *const agg_names[] = { "avg",  "min", "max", "sum", "count", "first",
                                  "last", "p50", "p95", "p99", NULL };

static unsigned agg_by_name(const char *name, size_t n)
{
    for (unsigned i = 0; agg_names[i]; i++)
        if (strlen(agg_names[i]) == n && memcmp(agg_names[i], name, n) == 0)
            return 1u << i;
    return 0;
}

unsigned aggs_read(struct ctx *c, const char *path, const char *list)
{
    unsigned mask = 0;

    for (;;) {
        size_t n = strcspn(list, ",");
        unsigned agg = agg_by_name(list, n);

        if (!agg) {
            ctx_invalid(c, path, "choice",
                        "must be a comma list of: avg, min, max, sum, count, first, last, "
                        "p50, p95, p99");
            return 0;
        }
        mask |= agg;
        if (!list[n])
            return mask;
        list += n + 1;
    }
}
