/* Bucket edges in UTC are reckoned here. */
#include "model/grid.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/timeutil.h"

#define MONDAY_OFFSET 3 /* 1970-01-01 was a Thursday */

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int64_t floor_to(int64_t t, int64_t step)
{
    return floor_div(t, step) * step;
}

/* Months a unit is long, or 0 when it has a fixed length. */
static int months_of(const char *unit)
{
    return strcmp(unit, "month") == 0     ? 1
           : strcmp(unit, "year") == 0    ? 12
           : strcmp(unit, "decade") == 0  ? 120
           : strcmp(unit, "century") == 0 ? 1200
                                          : 0;
}

static int64_t length_of(const char *unit)
{
    if (strcmp(unit, "minute") == 0)
        return TIME_MINUTE;
    if (strcmp(unit, "hour") == 0)
        return TIME_HOUR;
    if (strcmp(unit, "day") == 0)
        return TIME_DAY;
    if (strcmp(unit, "week") == 0)
        return 7 * TIME_DAY;
    BUG("unit %s", unit);
}

/* Months since year 0 at the start of the unit that holds t. Centuries begin in the year 1. */
static int64_t first_month(int64_t t, int months)
{
    int64_t year, shift = months == 1200 ? 12 : 0;
    unsigned month, day;

    time_civil_from_days(floor_div(t, TIME_DAY), &year, &month, &day);
    return floor_to(year * 12 + month - 1 - shift, months) + shift;
}

static int64_t month_start(int64_t months)
{
    int64_t year = floor_div(months, 12);

    return time_days_from_civil(year, (unsigned)(months - year * 12) + 1, 1) * TIME_DAY;
}

static size_t fill_months(int64_t *edges, int months, int64_t from, int64_t to, size_t most)
{
    int64_t month = first_month(from, months);
    size_t n = 0;

    for (int64_t t = month_start(month); t < to && n < most; t = month_start(month += months))
        edges[n++] = t;
    return n;
}

static size_t fill_steps(int64_t *edges, const char *unit, int64_t from, int64_t to, size_t most)
{
    int64_t step = length_of(unit);
    int64_t shift = step == 7 * TIME_DAY ? -MONDAY_OFFSET * TIME_DAY : 0;
    size_t n = 0;

    for (int64_t t = floor_to(from - shift, step) + shift; t < to && n < most; t += step)
        edges[n++] = t;
    return n;
}

int64_t *grid_utc(struct arena *a, const char *unit, int64_t from, int64_t to, size_t most,
                  size_t *n_r)
{
    int months = months_of(unit);
    int64_t *edges = arena_array(a, int64_t, most);

    if (strcmp(unit, "all") == 0) {
        edges[0] = from;
        *n_r = from < to;
    } else if (months) {
        *n_r = fill_months(edges, months, from, to, most);
    } else {
        *n_r = fill_steps(edges, unit, from, to, most);
    }
    return edges;
}

size_t grid_find(const int64_t *edges, size_t n, int64_t t, size_t hint)
{
    size_t low = 0, high = n;

    if (hint < n && edges[hint] <= t) {
        for (size_t step = 0; step < 4 && hint + 1 < n && edges[hint + 1] <= t; step++)
            hint++;
        if (hint + 1 == n || edges[hint + 1] > t)
            return hint;
        low = hint;
    }
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (edges[middle] <= t)
            low = middle;
        else
            high = middle;
    }
    return low;
}
