/* Tests of etl/timeguess: the layout that a column of times is given. */
#include "etl/timeguess.h"

#include "base/arena.h"
#include "base/str.h"
#include "tests/unit/tap.h"

#define CELLS_MAX 16

enum hint { PLAIN, NAMED, YEAR, AMERICAN, EUROPEAN };

struct column {
    const char *cells; /* '|' between them */
    const char *want;  /* the format, "!" behind it when ambiguous, the hits when not all; "-" */
    enum hint hint;
};

static const struct column columns[] = {
    { "2024-01-15|2024-01-16", "%Y-%m-%d", PLAIN },
    { "2024-01-15T09:00:00Z", "rfc3339", PLAIN },
    { "2024-01-15 09:00|2024-01-16", "%Y-%m-%d %H:%M", PLAIN },
    { "2015/01/01 01:00:00", "%Y/%m/%d %H:%M:%S", PLAIN },
    { "2024-1-5|2024-11-25", "%Y-%m-%d", PLAIN },
    { "01.02.2015|15.02.2015", "%d.%m.%Y", PLAIN },
    { "01.02.2015 7:30|02.02.2015 18:45:10", "%d.%m.%Y %H:%M:%S", PLAIN },
    { "1/2/2015|1/13/2015", "%m/%d/%Y", PLAIN },
    { "1/2/2015|13/1/2015", "%d/%m/%Y", PLAIN },
    { "1/2/2015|3/4/2015", "%m/%d/%Y!", PLAIN },
    { "1/2/2015|3/4/2015", "%m/%d/%Y!", AMERICAN },
    { "1/2/2015|3/4/2015", "%d/%m/%Y!", EUROPEAN },
    { "1-2-2015|3-4-2015", "%d-%m-%Y!", PLAIN },
    { "1/2/2015|13/1/2015|14/1/2015|soon", "%d/%m/%Y 3", PLAIN },
    { "1/2/2015 9:15 AM|1/13/2015 1:40 PM", "%m/%d/%Y %I:%M %p", PLAIN },
    { "1/13/2015 9 AM", "%m/%d/%Y %I %p", PLAIN },
    { "01-02-15|13-02-15", "%d-%m-%y", PLAIN },
    { "15-01-29|15-01-30|15-01-31|15-02-01", "%y-%m-%d", PLAIN },
    { "Jan 1 2000|Dec 31 2000", "%b %d %Y", PLAIN },
    { "January 1, 2000", "%b %d, %Y", PLAIN },
    { "1 Jan 2000|2 F\xc3\xa9v. 2000", "%d %b %Y", PLAIN },
    { "1. M\xc3\xa4rz 2000", "%d. %b %Y", PLAIN },
    { "1-Jan-00|31-Dec-99", "%d-%b-%y", PLAIN },
    { "Mon, 02 Jan 2006 15:04:05 -0700", "%a, %d %b %Y %H:%M:%S %z", PLAIN },
    { "Sat Jan 01 2000 00:00:00 GMT+0100 (CET)", "%a %b %d %Y %H:%M:%S %z", PLAIN },
    { "Sun Jan  2 00:00:00 2000", "%a %b %e %H:%M:%S %Y", PLAIN },
    { "Sun Jan  2 00:00:00 UTC 2000", "%a %b %e %H:%M:%S %Z %Y", PLAIN },
    { "10/Oct/2000:13:55:36 -0700", "%d/%b/%Y:%H:%M:%S %z", PLAIN },
    { "2024-01-15 09:00:00,123", "%Y-%m-%d %H:%M:%S", PLAIN },
    { "2015-01|2015-02", "%Y-%m", PLAIN },
    { "2015M01|2015M12", "%YM%m", PLAIN },
    { "Jan 2015|Feb 2015", "%b %Y", PLAIN },
    { "Jan-15|Feb-15", "%b-%y", PLAIN },
    { "01/2015|12/2015", "%m/%Y", PLAIN },
    { "2015Q1|2015Q4", "%YQ%q", PLAIN },
    { "Q1 2015", "Q%q %Y", PLAIN },
    { "2015-W01|2015-W53", "%G-W%V", PLAIN },
    { "20150101T123000Z", "%Y%m%dT%H%M%S", PLAIN },
    { "20150101|20151231", "-", PLAIN },
    { "20150101|20151231", "%Y%m%d", NAMED },
    { "2015010107", "%Y%m%d%H", NAMED },
    { "201501|201512", "%Y%m", NAMED },
    { "2015|2016", "-", NAMED },
    { "2015|2016", "%Y", YEAR },
    { "1500|2300", "-", YEAR },
    { "1705309200|1705309260.5", "-", PLAIN },
    { "1705309200|1705309260.5", "epoch_s", NAMED },
    { "1.7053092e9", "epoch_s", NAMED },
    { "1705309200000", "epoch_ms", NAMED },
    { "1705309200000000", "epoch_us", NAMED },
    { "1705309200000000000", "epoch_ns", NAMED },
    { "1|2|3", "-", NAMED },
    { "1.2.15|1.3.15", "-", PLAIN },
    { "1.2.15|1.13.15|31.12.15", "%d.%m.%y 2", NAMED },
    { "10.0.0.1|192.168.1.15", "-", NAMED },
    { "07:30|08:00", "-", NAMED },
    { "3.14|2.71", "-", NAMED },
    { "yes|no", "-", NAMED },
    { "32/01/2015|00/00/2015", "-", PLAIN },
};

static size_t split(const char *text, struct text *cells)
{
    size_t n = 0;

    while (*text) {
        size_t len = strcspn(text, "|");

        cells[n++] = (struct text){ text, len };
        text += len + (text[len] == '|');
    }
    return n;
}

static const char *guess(struct guesser *g, struct arena *a, const struct column *c)
{
    struct text cells[CELLS_MAX] = { { NULL, 0 } };
    size_t n = split(c->cells, cells);
    struct time_hints hints = { .named = c->hint == NAMED || c->hint == YEAR,
                                .year = c->hint == YEAR,
                                .month_first = c->hint == AMERICAN,
                                .day_first = c->hint == EUROPEAN };
    struct time_guess t = time_guess(g, a, cells, n, hints);

    if (!t.format)
        return "-";
    return arena_printf(a, "%s%s%s", t.format, t.ambiguous ? "!" : "",
                        t.hits < n ? arena_printf(a, " %zu", t.hits) : "");
}

static void test_clocks(void)
{
    static const char *const clocks[] = { "7:30", "07:30:15", "07:30:15.25", "7:30 PM", "23:59" };
    static const char *const others[] = { "7",       "7:3",       "730", "25:00",
                                          "1:2:3:4", "07:30 Uhr", "",    ":30" };

    for (size_t i = 0; i < sizeof(clocks) / sizeof(*clocks); i++)
        ok(is_clock_text((struct text){ clocks[i], strlen(clocks[i]) }), "%s is a clock",
           clocks[i]);
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
        ok(!is_clock_text((struct text){ others[i], strlen(others[i]) }), "\"%s\" is none",
           others[i]);
}

int main(void)
{
    struct arena *a = arena_new((size_t)16 << 20);
    struct guesser *g = guesser_new(a);

    for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
        is_str(guess(g, a, &columns[i]), columns[i].want, "%s (%d)", columns[i].cells,
               (int)columns[i].hint);
    test_clocks();
    arena_free(a);
    return done_testing();
}
