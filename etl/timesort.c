/* Points are put in order here: a few by insertion, many by radix, digits that never vary skipped.
 */
#include "etl/timesort.h"

#include <stdint.h>
#include <string.h>

#include "etl/rollup.h"

#define DIGIT_BITS 11
#define DIGIT_VALUES (1u << DIGIT_BITS)
#define DIGITS 6
#define FEW 64

static void insertion(struct point *p, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct point x = p[i];
        size_t k = i;
        for (; k && p[k - 1].t > x.t; k--)
            p[k] = p[k - 1];
        p[k] = x;
    }
}

/* Times as unsigned numbers from the earliest on: the sign plays no part, high digits are zero. */
static uint64_t key(const struct point *p, int64_t least)
{
    return (uint64_t)p->t - (uint64_t)least;
}

/* One stable pass by one digit. */
static void scatter(struct point *to, const struct point *from, size_t n, int64_t least,
                    unsigned shift, size_t counts[DIGIT_VALUES])
{
    size_t at = 0;
    for (unsigned i = 0; i < DIGIT_VALUES; i++) {
        size_t count = counts[i];
        counts[i] = at;
        at += count;
    }
    for (size_t i = 0; i < n; i++)
        to[counts[(key(&from[i], least) >> shift) & (DIGIT_VALUES - 1)]++] = from[i];
}

static int64_t least_time(const struct point *p, size_t n)
{
    int64_t least = p[0].t;
    for (size_t i = 1; i < n; i++)
        least = p[i].t < least ? p[i].t : least;
    return least;
}

void timesort(struct point *p, struct point *room, size_t n)
{
    if (n <= FEW) {
        insertion(p, n);
        return;
    }
    int64_t least = least_time(p, n);
    struct point *from = p, *to = room;
    for (unsigned d = 0; d < DIGITS; d++) {
        size_t counts[DIGIT_VALUES] = { 0 };
        unsigned shift = d * DIGIT_BITS;
        for (size_t i = 0; i < n; i++)
            counts[(key(&from[i], least) >> shift) & (DIGIT_VALUES - 1)]++;
        if (counts[(key(&from[0], least) >> shift) & (DIGIT_VALUES - 1)] == n)
            continue;
        scatter(to, from, n, least, shift, counts);
        struct point *swap = from;
        from = to;
        to = swap;
    }
    if (from != p)
        memcpy(p, from, n * sizeof(*p));
}
