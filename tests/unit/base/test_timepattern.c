/* Tests of base/timepattern and base/timewords: cells by pattern. */
#include "base/timepattern.h"

#include "base/arena.h"
#include "base/timeutil.h"
#include "tests/unit/tap.h"

/* "2015-02-01T00:00:00Z", with "?" behind it when the cell names no zone; "-" when it does not fit;
 * the problem of the pattern. */
static const char *read_cell(struct arena *a, const char *pattern, const char *cell)
{
    const char *problem;
    const struct time_pattern *t = time_pattern_new(a, pattern, &problem);
    char text[TIME_TEXT_MAX];
    bool zoned = false;
    int64_t us = 0;

    if (!t)
        return problem;
    if (!time_pattern_read(t, cell, strlen(cell), &us, &zoned))
        return "-";
    time_format(text, us);
    return arena_printf(a, "%.*s%s", (int)strlen(text) - 1, text, zoned ? "Z" : "?");
}

static const struct {
    const char *pattern, *cell, *want;
} cells[] = {
    { "%d.%m.%Y", "01.02.2015", "2015-02-01T00:00:00?" },
    { "%d.%m.%Y", " 1.2.2015 ", "2015-02-01T00:00:00?" },
    { "%d.%m.%Y", "31.02.2015", "-" },
    { "%d.%m.%Y", "1.2.15", "-" },
    { "%d.%m.%Y", "01.02.2015 x", "-" },
    { "%d.%m.%Y", "01.02.20151", "-" },
    { "%d.%m.%y", "01.02.15", "2015-02-01T00:00:00?" },
    { "%d.%m.%y", "01.02.69", "1969-02-01T00:00:00?" },
    { "%m/%d/%Y %I:%M %p", "1/2/2015 3:04 PM", "2015-01-02T15:04:00?" },
    { "%m/%d/%Y %I:%M %p", "1/2/2015 12:04 am", "2015-01-02T00:04:00?" },
    { "%m/%d/%Y %I:%M %p", "1/2/2015 12:04 p.m.", "2015-01-02T12:04:00?" },
    { "%m/%d/%Y %I:%M %p", "1/2/2015 13:04 PM", "-" },
    { "%m/%d/%Y %I:%M %p", "1/2/2015 3 PM", "2015-01-02T15:00:00?" },
    { "%m/%d/%Y %I:%M %p", "1/2/2015", "2015-01-02T00:00:00?" },
    { "%D %r", "01/02/15 03:04:05 PM", "2015-01-02T15:04:05?" },
    { "%d.%m.%Y %H:%M", "01.02.2015 24:00", "2015-02-02T00:00:00?" },
    { "%d.%m.%Y %H:%M", "01.02.2015 24:01", "-" },
    { "%d.%m.%Y %H:%M", "01.02.2015 23:59:60", "2015-02-02T00:00:00?" },
    { "%d.%m.%Y %H:%M", "01.02.2015, 7:30", "2015-02-01T07:30:00?" },
    { "%d.%m.%Y %H:%M", "01.02.2015 7:60", "-" },
    { "%d.%m.%Y %H:%M", "01.02.2015 7", "-" },
    { "%d.%m.%Y %H:%M", "01.02.2015 7h30", "2015-02-01T07:30:00?" },
    { "%d.%m.%Y %H:%M", "01.02.2015 07.30.15", "2015-02-01T07:30:15?" },
    { "%d.%m.%Y %H:%M:%S", "01.02.2015 07:30:15,25", "2015-02-01T07:30:15.250?" },
    { "%d.%m.%Y %T", "01.02.2015 07:30:15.1234567", "2015-02-01T07:30:15.123456?" },
    { "%d.%m.%Y %H:%M", "01.02.2015 07:30 CET", "2015-02-01T06:30:00Z" },
    { "%d.%m.%Y %H:%M", "01.02.2015 07:30 +05:30", "2015-02-01T02:00:00Z" },
    { "%d.%m.%Y %H:%M", "01.02.2015 07:30 +25:30", "-" },
    { "%FT%T", "2015-02-01T073015Z", "2015-02-01T07:30:15Z" },
    { "%d.%m.%Y %H", "01.02.2015 7", "2015-02-01T07:00:00?" },
    { "%d.%m.%Y %H", "01.02.2015 24", "2015-02-02T00:00:00?" },
    { "%d.%m.%Y %H", "01.02.2015", "-" },
    { "%b %d %Y", "Jan 1 2000", "2000-01-01T00:00:00?" },
    { "%b %d, %Y", "January 31, 2000", "2000-01-31T00:00:00?" },
    { "%b %d, %Y", "Sept. 3, 2000", "2000-09-03T00:00:00?" },
    { "%b %d, %Y", "Brumaire 3, 2000", "-" },
    { "%d-%b-%y", "1-Jan-00", "2000-01-01T00:00:00?" },
    { "%d %b %Y", "3 M\xc3\xa4rz 2015", "2015-03-03T00:00:00?" },
    { "%d %b %Y", "3 M\xc3\x84RZ 2015", "2015-03-03T00:00:00?" },
    { "%d %B %Y", "14 juil. 2015", "2015-07-14T00:00:00?" },
    { "%d %B %Y", "14 f\xc3\xa9vrier 2015", "2015-02-14T00:00:00?" },
    { "%a, %d %b %Y %H:%M:%S %z", "Mon, 02 Jan 2006 15:04:05 -0700", "2006-01-02T22:04:05Z" },
    { "%a %b %e %H:%M:%S %Y", "Sun Jan  1 00:00:00 2000", "2000-01-01T00:00:00?" },
    { "%a %b %e %H:%M:%S %Z %Y", "Sun Jan  1 00:00:00 UTC 2000", "2000-01-01T00:00:00Z" },
    { "%a %b %d %Y %H:%M:%S", "Sat Jan 01 2000 00:00:00 GMT+0100 (CET)", "1999-12-31T23:00:00Z" },
    { "%d/%b/%Y:%H:%M:%S %z", "10/Oct/2000:13:55:36 -0700", "2000-10-10T20:55:36Z" },
    { "%Y-%m", "2015-02", "2015-02-01T00:00:00?" },
    { "%YM%m", "2015M12", "2015-12-01T00:00:00?" },
    { "%YM%m", "2015M13", "-" },
    { "%YQ%q", "2015Q3", "2015-07-01T00:00:00?" },
    { "Q%q %Y", "q1 2015", "2015-01-01T00:00:00?" },
    { "%G-W%V", "2015-W01", "2014-12-29T00:00:00?" },
    { "%G-W%V-%u", "2015-W53-7", "2016-01-03T00:00:00?" },
    { "%G-W%V", "2014-W53", "-" },
    { "%Y", "2015", "2015-01-01T00:00:00?" },
    { "%Y", "0001", "0001-01-01T00:00:00?" },
    { "%Y", "0000", "-" },
    { "%Y%m%d", "20150131", "2015-01-31T00:00:00?" },
    { "%Y%m%d", "2015013", "2015-01-03T00:00:00?" },
    { "%Y%m%d%H", "2015013107", "2015-01-31T07:00:00?" },
    { "%Y %j", "2016 366", "2016-12-31T00:00:00?" },
    { "%Y %j", "2015 366", "-" },
    { "%s", "1420070400.5", "2015-01-01T00:00:00.500Z" },
    { "%s", "-1", "1969-12-31T23:59:59Z" },
    { "%d.%m.%Y%%", "01.02.2015%", "2015-02-01T00:00:00?" },
    { "%d.%m.%Y", "", "-" },
    { "%d.%m.%Y %R", "31.12.9999 23:30 -01:00", "-" },
    { "%Q", "", "%Q is not known" },
    { "%Y %", "", "% needs a letter" },
    { "%H:%M", "", "it names no year" },
    { "", "", "it names no year" },
};

int main(void)
{
    struct arena *a = arena_new((size_t)8 << 20);
    char text[TIME_PATTERN_MAX + 2];

    for (size_t i = 0; i < sizeof(cells) / sizeof(*cells); i++)
        is_str(read_cell(a, cells[i].pattern, cells[i].cell), cells[i].want, "%s of \"%s\"",
               cells[i].pattern[0] ? cells[i].pattern : "nothing", cells[i].cell);
    memset(text, 'x', sizeof(text));
    text[sizeof(text) - 1] = '\0';
    is_str(read_cell(a, text, ""), "it is too long", "a long pattern");
    memcpy(text, "%Y", 2);
    text[TIME_PATTERN_MAX] = '\0';
    is_str(read_cell(a, text, ""), "it is too long", "a pattern of many steps");
    arena_free(a);
    return done_testing();
}
