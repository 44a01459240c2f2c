/* Tests of base/zone: names, files cut anywhere, jumps of the clock. tests/integration/db/test_zone.c
 * holds it against PostgreSQL. */
#include "base/zone.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/timeutil.h"
#include "tests/unit/tap.h"

static void test_names(void)
{
    static const char *const good[] = { "UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires",
                                        "Etc/GMT+5" };
    static const char *const bad[] = {
        "",         "/etc/passwd",    "../../etc/passwd", "Europe/", "Europe//Berlin",
        "Europe/.", "Europe/Ber lin", "right/UTC"
    };

    for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
        ok(zone_name_valid(good[i]) && zone_exists(good[i]), "%s", good[i]);
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        ok(!zone_name_valid(bad[i]) && !zone_exists(bad[i]), "not \"%s\"", bad[i]);
    ok(zone_name_valid("Europe/Bielefeld") && !zone_exists("Europe/Bielefeld"), "no such place");
    ok(!zone_exists("Europe") && !zone_exists("zone.tab"), "a folder and a list are no zones");
}

struct local {
    const char *zone, *local, *utc, *name;
};

static const struct local locals[] = {
    { "UTC", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z", "UTC" },
    { "Europe/Berlin", "2024-01-15T12:00:00Z", "2024-01-15T11:00:00Z", "winter" },
    { "Europe/Berlin", "2024-07-15T12:00:00Z", "2024-07-15T10:00:00Z", "summer" },
    { "Europe/Berlin", "2024-03-31T01:59:59Z", "2024-03-31T00:59:59Z", "before the gap" },
    { "Europe/Berlin", "2024-03-31T02:30:00Z", "2024-03-31T01:30:00Z", "in the gap" },
    { "Europe/Berlin", "2024-03-31T03:00:00Z", "2024-03-31T01:00:00Z", "behind the gap" },
    { "Europe/Berlin", "2024-10-27T01:59:59Z", "2024-10-26T23:59:59Z",
      "before the hour shown twice" },
    { "Europe/Berlin", "2024-10-27T02:30:00Z", "2024-10-27T01:30:00Z", "the second of the two" },
    { "Europe/Berlin", "2024-10-27T03:00:00Z", "2024-10-27T02:00:00Z", "behind it" },
    { "Europe/Berlin", "2500-07-01T12:00:00Z", "2500-07-01T10:00:00Z", "far in the future" },
    { "Europe/Berlin", "9999-12-31T12:00:00Z", "9999-12-31T11:00:00Z", "the last day" },
    { "America/New_York", "2050-03-13T02:30:00Z", "2050-03-13T07:30:00Z", "a gap by the rule" },
    { "Asia/Kolkata", "2024-01-01T05:30:00Z", "2024-01-01T00:00:00Z", "half an hour" },
    { "Australia/Lord_Howe", "2024-01-01T11:00:00Z", "2024-01-01T00:00:00Z",
      "half an hour of summer" },
    { "Pacific/Apia", "2011-12-30T12:00:00Z", "2011-12-30T22:00:00Z", "a day that was left out" },
    { "Europe/Dublin", "2024-07-01T12:00:00Z", "2024-07-01T11:00:00Z",
      "winter time as the exception" },
    { "America/Nuuk", "2030-03-31T12:00:00Z", "2030-03-31T13:00:00Z", "a change at hour -1" },
};

static int64_t at(const char *text)
{
    int64_t t = 0;

    if (!time_parse(text, strlen(text), true, &t))
        abort();
    return t;
}

static void test_locals(struct arena *a)
{
    for (size_t i = 0; i < sizeof(locals) / sizeof(*locals); i++) {
        const struct local *l = &locals[i];
        const struct zone *z = zone_load(a, l->zone);
        struct zone_span span = { 0 };
        char text[TIME_TEXT_MAX];

        time_format(text, zone_utc(z, &span, at(l->local)));
        is_str(text, l->utc, "%s: %s", l->zone, l->name);
    }
}

/* Remembering changes nothing: hour by hour forward, with a span and without. */
static void test_span(struct arena *a)
{
    const struct zone *z = zone_load(a, "America/Santiago");
    struct zone_span kept = { 0 };
    int bad = 0;

    for (int64_t t = at("1930-01-01T00:00:00Z"); t < at("2060-01-01T00:00:00Z");
         t += 47 * TIME_MINUTE) {
        struct zone_span fresh = { 0 };

        bad += zone_utc(z, &kept, t) != zone_utc(z, &fresh, t);
    }
    is_int(bad, 0, "a span holds for all of its times");
}

/* The smallest file: one type, no transition, a footer. */
#define HEAD                                                                                       \
    "TZif2"                                                                                        \
    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"                                                               \
    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\4"
#define BODY "\0\0\x0e\x10\0\0CET\0"

static bool is_zone(struct arena *a, const char *footer)
{
    char file[512];
    size_t n = 0;

    for (int i = 0; i < 2; i++) {
        memcpy(file + n, HEAD, 44);
        memcpy(file + n + 44, BODY, 10);
        n += 54;
    }
    memcpy(file + n, footer, strlen(footer));
    n += strlen(footer);
    const struct zone *z = zone_parse(a, file, n);
    for (size_t cut = 0; z && cut < n - 1; cut++)
        if (zone_parse(a, file, cut))
            return false;
    return z != NULL;
}

static void test_files(struct arena *a)
{
    static const char *const good[] = { "\n\n", "\nCET-1\n", "\nCET-1CEST,M3.5.0,M10.5.0/3\n",
                                        "\n<+01>-1<+02>-2,J60/-1:30,300/167:59:59\n" };
    static const char *const bad[] = { "\nCET\n",
                                       "\nCET-1CEST\n",
                                       "\nCET-25\n",
                                       "\nCET-1CEST,M13.1.0,M10.5.0\n",
                                       "\nCET-1CEST,M3.6.0,M10.5.0\n",
                                       "\nCET-1CEST,M3.5.7,M10.5.0\n",
                                       "\nCET-1CEST,J0,J1\n",
                                       "\nCET-1CEST,M3.5.0,M10.5.0x\n",
                                       "\n<CET-1\n",
                                       "x\n" };

    for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
        ok(is_zone(a, good[i]), "footer %zu is one, and every byte counts", i);
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        ok(!is_zone(a, bad[i]), "bad footer %zu", i);
    ok(!zone_parse(a, "TZif", 4) && !zone_parse(a, "", 0), "a file cut off");
}

int main(void)
{
    struct arena *a = arena_new((size_t)64 << 20);

    test_names();
    test_locals(a);
    test_span(a);
    test_files(a);
    arena_free(a);
    return done_testing();
}
