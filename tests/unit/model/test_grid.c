/* Tests of model/grid: bucket edges in UTC. */
#include "model/grid.h"

#include <string.h>

#include "base/arena.h"
#include "base/timeutil.h"
#include "tests/unit/tap.h"

static struct arena *arena;

static int64_t at(const char *text)
{
    int64_t us = 0;

    if (!time_parse(text, strlen(text), false, &us))
        diag("%s is no time", text);
    return us;
}

/* The edges as times, a blank between them. */
static const char *edges(const char *unit, const char *from, const char *to, size_t most)
{
    size_t n;
    int64_t *list = grid_utc(arena, unit, at(from), at(to), most, &n);
    char *all = arena_strndup(arena, "", 0), text[TIME_TEXT_MAX];

    for (size_t i = 0; i < n; i++) {
        time_format(text, list[i]);
        all = arena_printf(arena, "%s%s%s", all, i ? " " : "", text);
    }
    return all;
}

static void test_units(void)
{
    is_str(edges("minute", "2024-01-15T09:00:30Z", "2024-01-15T09:02:00Z", 9),
           "2024-01-15T09:00:00Z 2024-01-15T09:01:00Z", "minutes; to is exclusive");
    is_str(edges("hour", "2024-01-15T09:00:00Z", "2024-01-15T10:00:01Z", 9),
           "2024-01-15T09:00:00Z 2024-01-15T10:00:00Z", "hours");
    is_str(edges("day", "1969-12-31T23:00:00Z", "1970-01-01T01:00:00Z", 9),
           "1969-12-31T00:00:00Z 1970-01-01T00:00:00Z", "days on both sides of 1970");
    is_str(edges("week", "2024-01-17", "2024-01-23", 9),
           "2024-01-15T00:00:00Z 2024-01-22T00:00:00Z", "weeks begin on Monday");
    is_str(edges("week", "0001-01-03", "0001-01-09", 9),
           "0001-01-01T00:00:00Z 0001-01-08T00:00:00Z",
           "the first day of the calendar was a Monday");
    is_str(edges("month", "2023-12-31", "2024-02-02", 9),
           "2023-12-01T00:00:00Z 2024-01-01T00:00:00Z 2024-02-01T00:00:00Z", "months");
    is_str(edges("year", "2023-12-31", "2024-02-02", 9),
           "2023-01-01T00:00:00Z 2024-01-01T00:00:00Z", "years");
    is_str(edges("decade", "2019-12-31", "2020-01-02", 9),
           "2010-01-01T00:00:00Z 2020-01-01T00:00:00Z", "decades");
    is_str(edges("century", "2000-12-31", "2001-01-02", 9),
           "1901-01-01T00:00:00Z 2001-01-01T00:00:00Z", "centuries begin in the year 1");
    is_str(edges("all", "2000-12-31", "2001-01-02", 9), "2000-12-31T00:00:00Z", "one for all");
    is_str(edges("day", "2024-01-01", "2024-12-31", 2), "2024-01-01T00:00:00Z 2024-01-02T00:00:00Z",
           "never more than asked for");
}

static void test_find(void)
{
    int64_t list[100];
    int wrong = 0;

    for (int i = 0; i < 100; i++)
        list[i] = i * 10;
    for (int64_t t = 0; t < 1050; t++)
        for (size_t hint = 0; hint < 101; hint += 7)
            wrong += grid_find(list, 100, t, hint) != (size_t)(t / 10 < 99 ? t / 10 : 99);
    is_int(wrong, 0, "every time is found from every hint");
}

int main(void)
{
    arena = arena_new(1 << 20);
    test_units();
    test_find();
    arena_free(arena);
    return done_testing();
}
