/* Writes a CSV of points for the benchmarks:
 *
 *     points ROWS DAYS [METRICS [LABELS [FIRST_DAY]]] > file.csv
 *
 * Long format, evenly spaced over DAYS from 2026-01-01 (or FIRST_DAY days later), values with two
 * decimals from a fixed generator, so that every run reads the same bytes. With LABELS two columns
 * `sensor` and `site` have so many pairs of values, one after the other. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/timeutil.h"

#define START INT64_C(1767225600000000) /* 2026-01-01 */

int main(int argc, char **argv)
{
    int64_t rows = argc > 2 ? strtoll(argv[1], NULL, 10) : 0;
    int64_t days = argc > 2 ? strtoll(argv[2], NULL, 10) : 0;
    int64_t metrics = argc > 3 ? strtoll(argv[3], NULL, 10) : 1;
    int64_t labels = argc > 4 ? strtoll(argv[4], NULL, 10) : 0;
    int64_t start = START + (argc > 5 ? strtoll(argv[5], NULL, 10) : 0) * TIME_DAY;
    uint64_t state = 42;
    char at[TIME_TEXT_MAX];

    if (rows <= 0 || days <= 0 || metrics <= 0 || labels < 0) {
        fprintf(stderr, "usage: points ROWS DAYS [METRICS [LABELS [FIRST_DAY]]]\n");
        return 2;
    }
    puts(labels ? "metric,value,timestamp,sensor,site" : "metric,value,timestamp");
    for (int64_t i = 0; i < rows; i++) {
        /* microseconds would be true, whole milliseconds are what exporters write */
        int64_t us = start + (int64_t)((double)i / (double)rows * (double)(days * TIME_DAY));

        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        time_format(at, us - us % 1000);
        printf("metric%" PRId64 ",%u.%02u,%s", i % metrics, (unsigned)(state >> 40) % 1000,
               (unsigned)(state >> 20) % 100, at);
        if (labels)
            printf(",sensor%" PRId64 ",site%" PRId64, i % labels % 100, i % labels / 100);
        putchar('\n');
    }
    return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
