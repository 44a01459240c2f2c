/* Tests of etl/timecell: the layouts it takes, those it does not, and RFC 3339 as base/timeutil. */
#include "etl/timecell.h"

#include <stdlib.h>

#include "base/timeutil.h"
#include "tests/unit/etl/random.h"
#include "tests/unit/tap.h"

struct expected {
    const char *text;
    const char *same; /* as RFC 3339; NULL: no time */
};

static const struct expected cells[] = {
    { "2024-01-15T09:00:00Z", "2024-01-15T09:00:00Z" },
    { "2024-01-15t09:00:00z", "2024-01-15T09:00:00Z" },
    { " 2024-01-15 09:00:00 ", "2024-01-15T09:00:00Z" },
    { "2024-01-15", "2024-01-15T00:00:00Z" },
    { "2024/01/15", "2024-01-15T00:00:00Z" },
    { "2001/01/14 21:55", "2001-01-14T21:55:00Z" },
    { "2015/01/01 01:00:00", "2015-01-01T01:00:00Z" },
    { "2024-01-15T09:00", "2024-01-15T09:00:00Z" },
    { "2024-01-15T09:00:00.25+01:00", "2024-01-15T08:00:00.25Z" },
    { "2024-01-15 09:00:00+00", "2024-01-15T09:00:00Z" },
    { "2024-01-15 09:00:00 -0330", "2024-01-15T12:30:00Z" },
    { "2024-01-15 09:00:00 UTC", "2024-01-15T09:00:00Z" },
    { "2024-01-15T09:00:00.123456789Z", "2024-01-15T09:00:00.123456Z" },
    { "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z" },
    { "2024-02-29", "2024-02-29T00:00:00Z" },
    { "0001-01-01", "0001-01-01T00:00:00Z" },
    { "9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z" },
    { "1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z" },
    { "0001-01-01T00:00:00+01:00", NULL },
    { "9999-12-31T23:59:60Z", NULL },
    { "0000-01-01", NULL },
    { "2023-02-29", NULL },
    { "2024-13-01", NULL },
    { "2024-00-10", NULL },
    { "2024-01-32", NULL },
    { "2024-01/15", NULL },
    { "2024-1-5", NULL },
    { "2024-01-15T", NULL },
    { "2024-01-15T09", NULL },
    { "2024-01-15T24:00:00Z", NULL },
    { "2024-01-15T09:60:00Z", NULL },
    { "2024-01-15T09:00:61Z", NULL },
    { "2024-01-15T09:00:00.Z", NULL },
    { "2024-01-15T09:00.5Z", NULL },
    { "2024-01-15T09:00:00X", NULL },
    { "2024-01-15T09:00:00+1", NULL },
    { "2024-01-15T09:00:00+25:00", NULL },
    { "2024-01-15T09:00:00Z tail", NULL },
    { "2024-01-15x", NULL },
    { "20240115", NULL },
    { "nope", NULL },
    { "", NULL },
};

static void check(struct time_cache *cache, const struct expected *e)
{
    int64_t got = -5, want = -5;
    bool good = timecell_parse(cache, e->text, strlen(e->text), &got);

    is_int(good, e->same != NULL, "\"%s\" is %s", e->text, e->same ? "a time" : "no time");
    ok(!e->same || time_parse(e->same, strlen(e->same), true, &want), "the reference is good");
    is_int(got, want, "\"%s\" is the right one", e->text);
}

/* What time_format() writes, read back with a cache that is now right and now wrong. */
static void test_round_trip(void)
{
    struct time_cache cache = { 0 };
    unsigned x = 4711;
    int bad = 0;

    for (int i = 0; i < 100000; i++) {
        int64_t day = random_next(&x) % 4 ? 19000 : (int64_t)(random_next(&x) % 700000) - 300000;
        int64_t us = day * TIME_DAY + (int64_t)(random_next(&x) % 86400) * TIME_SECOND +
                     (random_next(&x) % 2 ? random_next(&x) % 1000000 : 0);
        char text[TIME_TEXT_MAX];
        int64_t got = 0;

        bad += !timecell_parse(&cache, text, time_format(text, us), &got) || got != us;
    }
    is_int(bad, 0, "100,000 times come back");
}

int main(void)
{
    struct time_cache cache = { 0 };
    int64_t t;

    for (size_t i = 0; i < sizeof(cells) / sizeof(*cells); i++) {
        struct time_cache fresh = { 0 };

        check(&fresh, &cells[i]);
        check(&cache, &cells[i]);
    }
    struct time_cache fresh = { 0 };
    ok(!timecell_parse(&fresh, "\0\0\0\0\0\0\0\0\0\0", 10, &t), "NULs are not the empty cache");
    test_round_trip();
    return done_testing();
}
