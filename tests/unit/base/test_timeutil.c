/* Tests of base/timeutil: civil days, reading and writing RFC 3339. */
#include "base/timeutil.h"

#include "tests/unit/tap.h"

static void test_days(void)
{
    int64_t previous = -719163, wrong = 0;

    is_int(time_days_from_civil(1970, 1, 1), 0, "1970-01-01");
    is_int(time_days_from_civil(2000, 3, 1), 11017, "2000-03-01");
    for (int y = 1; y <= 9999; y++)
        for (unsigned m = 1; m <= 12; m++)
            for (unsigned d = 1; d <= time_days_in_month(y, m); d++) {
                int64_t days = time_days_from_civil(y, m, d), year;
                unsigned month, day;

                time_civil_from_days(days, &year, &month, &day);
                wrong += days != previous + 1 || year != y || month != m || day != d;
                previous = days;
            }
    is_int(wrong, 0, "every day from 0001 to 9999 follows its yesterday and leads back");
    is_int(previous, 2932896, "9999-12-31");
    ok(time_days_in_month(1900, 2) == 28 && time_days_in_month(2000, 2) == 29 &&
           time_days_in_month(2024, 2) == 29 && time_days_in_month(2023, 2) == 28,
       "leap years");
}

#define S TIME_SECOND
static const struct {
    const char *text;
    bool zoned; /* readable where a zone is required */
    int64_t us;
} good[] = {
    { "1970-01-01T00:00:00Z", true, 0 },
    { "1985-04-12T23:20:50.52Z", true, 482196050 * S + 520000 },
    { "1996-12-19T16:39:57-08:00", true, 851042397 * S },
    { "1990-12-31T23:59:60Z", true, 662688000 * S },
    { "1990-12-31T15:59:60-08:00", true, 662688000 * S },
    { "1937-01-01T12:00:27.87+00:20", true, -1041337172 * S - 130000 },
    { "2024-01-15 09:00:00+01:00", true, 1705305600 * S },
    { "2024-01-15t09:00:00z", true, 1705309200 * S },
    { "2024-01-15T09:00:00", false, 1705309200 * S },
    { "2024-01-15", true, 1705276800 * S },
    { "2024-01-15T09:00:00.1234569Z", true, 1705309200 * S + 123456 },
    { "0001-01-01T00:00:00Z", true, INT64_C(-62135596800) * S },
    { "9999-12-31T23:59:59.999999Z", true, INT64_C(253402300799) * S + 999999 },
    { "2024-02-29", true, 1709164800 * S },
};

static const char *const bad[] = {
    "",
    "2024",
    "2024-01",
    "2024-1-15",
    "2024-13-01",
    "2024-00-01",
    "2024-01-00",
    "2024-01-32",
    "2023-02-29",
    "2024-04-31",
    "0000-01-01",
    "2024-01-15T",
    "2024-01-15T09",
    "2024-01-15T09:00Z",
    "2024-01-15T24:00:00Z",
    "2024-01-15T09:60:00Z",
    "2024-01-15T09:00:61Z",
    "2024-01-15T09:00:60Z",
    "2024-01-15T09:00:00.Z",
    "2024-01-15T09:00:00ZZ",
    "2024-01-15T09:00:00+0100",
    "2024-01-15T09:00:00+24:00",
    "2024-01-15T09:00:00+01:60",
    "2024-01-15T09:00:00+01",
    "2024-01-15T09:00:00 Z",
    " 2024-01-15",
    "2024-01-15 ",
    "+024-01-15",
    "2024-01-15Z",
    "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01",
    "2024/01/15",
    "15.01.2024",
};

static void test_parse(void)
{
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        int64_t us = 0;

        ok(time_parse(good[i].text, strlen(good[i].text), false, &us), "reads %s", good[i].text);
        is_int(us, good[i].us, "its value");
        is_int(time_parse(good[i].text, strlen(good[i].text), true, &us), good[i].zoned,
               "with a zone required");
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        int64_t us = 99;

        ok(!time_parse(bad[i], strlen(bad[i]), false, &us) && us == 99, "refuses \"%s\"", bad[i]);
    }
}

static void test_format(void)
{
    static const int64_t times[] = {
        0, -1, 1705309200 * S, 1705309200 * S + 250000, 1705309200 * S + 250001, -62135596800 * S
    };
    static const char *const texts[] = {
        "1970-01-01T00:00:00Z",     "1969-12-31T23:59:59.999999Z", "2024-01-15T09:00:00Z",
        "2024-01-15T09:00:00.250Z", "2024-01-15T09:00:00.250001Z", "0001-01-01T00:00:00Z"
    };
    char out[TIME_TEXT_MAX];

    for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
        size_t n = time_format(out, times[i]);

        is_str(out, texts[i], "writes %s", texts[i]);
        is_int(n, strlen(texts[i]), "its length");
    }
    time_format(out, INT64_MAX);
    is_str(out, "9999-12-31T23:59:59.999999Z", "what is out of range becomes the last moment");
    time_format(out, INT64_MIN);
    is_str(out, "0001-01-01T00:00:00Z", "or the first");
}

static void test_pg(void)
{
    int64_t us = 0;

    ok(time_parse_pg("2024-01-15 09:00:00.25+00", &us), "PostgreSQL's text");
    is_int(us, 1705309200 * S + 250000, "its value");
    ok(!time_parse_pg("infinity", &us) && !time_parse_pg("2024-01-15 09:00:00+01", &us) &&
           !time_parse_pg("0044-03-15 09:00:00+00 BC", &us) && !time_parse_pg("", &us),
       "no infinity, no other zone, no BC");
}

int main(void)
{
    int64_t before = time_mono();

    test_days();
    test_parse();
    test_format();
    test_pg();
    ok(time_mono() > before, "the monotonic clock moves");
    ok(time_now() > 1700000000 * S, "the wall clock is set");
    return done_testing();
}
