/* Fuzz target: lines are the cells of a column. Whatever layout is guessed for them can be given as a
 * mapping's format and then reads the same cells, to times within the years 1 to 9999; a pattern taken
 * from the first line reads or refuses every cell. */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/timepattern.h"
#include "etl/timecell.h"
#include "etl/timeguess.h"

#define CELLS_MAX 64
#define YEAR_1 INT64_C(-62135596800000000)
#define YEAR_10000 INT64_C(253402300800000000)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t split(const uint8_t *data, size_t size, struct text *cells)
{
    const char *p = (const char *)data, *end = p + size;
    size_t n = 0;

    while (p < end && n < CELLS_MAX) {
        const char *eol = memchr(p, '\n', (size_t)(end - p));
        const char *stop = eol ? eol : end;

        cells[n++] = (struct text){ p, (size_t)(stop - p) };
        p = stop + 1;
    }
    return n;
}

static size_t count_reads(const struct time_format *f, const struct text *cells, size_t n)
{
    struct time_cache cache = { .zoned = false };
    size_t hits = 0;

    for (size_t i = 0; i < n; i++) {
        int64_t us = 0;

        if (!timecell_read(f, &cache, cells[i].p, cells[i].n, &us))
            continue;
        if (us < YEAR_1 || us >= YEAR_10000)
            BUG("a time of another age: %lld", (long long)us);
        hits++;
    }
    return hits;
}

static void check_guess(struct arena *a, const struct text *cells, size_t n,
                        struct time_hints hints)
{
    static struct guesser *g; /* makes its layouts once */

    if (!g)
        g = guesser_new(arena_new((size_t)8 << 20));
    struct time_guess t = time_guess(g, a, cells, n, hints);
    const char *problem = NULL;

    if (t.hits > n || (t.hits > 0) != (t.format != NULL) || t.ambiguous != (t.other != NULL))
        BUG("%zu hits of %zu cells", t.hits, n);
    if (!t.format)
        return;
    const struct time_format *f = time_format_new(a, t.format, NULL, &problem);
    if (!f)
        BUG("\"%s\" was guessed and is no format: %s", t.format, problem);
    if (count_reads(f, cells, n) < t.hits)
        BUG("\"%s\" reads %zu cells, not %zu", t.format, count_reads(f, cells, n), t.hits);
    if (t.other && !time_format_new(a, t.other, NULL, &problem))
        BUG("\"%s\" was guessed and is no format: %s", t.other, problem);
}

static void check_pattern(struct arena *a, const struct text *cells, size_t n)
{
    const char *problem = NULL, *text = arena_strndup(a, cells[0].p, cells[0].n);
    const struct time_pattern *t = time_pattern_new(a, text, &problem);
    const struct time_format *f = time_format_new(a, text, NULL, &problem);

    if (!t && !problem)
        BUG("no pattern and no reason");
    for (size_t i = 1; t && i < n; i++)
        if (time_pattern_tail(t, cells[i].p, cells[i].n) > cells[i].n)
            BUG("a tail behind the end");
    if (f)
        count_reads(f, cells + 1, n - 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new((size_t)64 << 20);
    struct text cells[CELLS_MAX];
    size_t n = split(data, size, cells);

    if (n) {
        check_guess(a, cells, n, (struct time_hints){ .named = false });
        check_guess(a, cells, n,
                    (struct time_hints){ .named = true, .year = true, .day_first = size & 1 });
        check_pattern(a, cells, n);
    }
    arena_free(a);
    return 0;
}
