/* Reading a time from a cell, quick for the layouts that files are full of. */
#include "etl/timecell.h"

#include <string.h>

#include "base/timeutil.h"

/* Two digits at p, or a number above 99 when they are none. */
static inline unsigned two(const char *p)
{
    unsigned tens = (unsigned char)p[0] - '0', ones = (unsigned char)p[1] - '0';
    return tens > 9 || ones > 9 ? 1000 : tens * 10 + ones;
}

static bool parse_date(struct time_cache *cache, const char *p)
{
    unsigned century = two(p), rest = two(p + 2), month = two(p + 5), day = two(p + 8);
    if ((p[4] != '-' && p[4] != '/') || p[7] != p[4] || century > 99 || rest > 99)
        return false;
    int64_t year = century * 100 + rest;
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > time_days_in_month(year, month))
        return false;
    memcpy(cache->date, p, sizeof(cache->date));
    cache->midnight = time_days_from_civil(year, month, day) * TIME_DAY;
    return true;
}

static const char *parse_fraction(const char *p, const char *end, int64_t *us)
{
    const char *first = p;
    int64_t unit = TIME_SECOND / 10;
    for (; p < end && (unsigned char)(*p - '0') < 10; p++, unit /= 10)
        *us += (*p - '0') * unit;
    return p == first ? NULL : p;
}

/* HH:MM[:SS[.fraction]] into *us; the end of it, or NULL. */
static const char *parse_clock(const char *p, const char *end, int64_t *us)
{
    if (end - p < 5 || p[2] != ':')
        return NULL;
    unsigned hour = two(p), minute = two(p + 3), second = 0;
    const char *rest = p + 5;
    if (end - rest >= 3 && *rest == ':') {
        second = two(rest + 1);
        rest += 3;
    }
    if (hour > 23 || minute > 59 || second > 60)
        return NULL;
    *us += hour * TIME_HOUR + minute * TIME_MINUTE + second * TIME_SECOND;
    if (rest < end && *rest == '.' && rest == p + 8)
        return parse_fraction(rest + 1, end, us);
    return rest;
}

/* Z, UTC, +HH, +HHMM, +HH:MM up to the end of the cell: microseconds to take off. */
static bool parse_zone(const char *p, const char *end, int64_t *offset_r)
{
    size_t n = (size_t)(end - p);
    *offset_r = 0;
    if ((n == 1 && (*p | 0x20) == 'z') || (n == 3 && !memcmp(p, "UTC", 3)))
        return true;
    if ((n != 3 && n != 5 && n != 6) || (*p != '+' && *p != '-') || (n == 6 && p[3] != ':'))
        return false;
    unsigned hour = two(p + 1), minute = n == 3 ? 0 : two(end - 2);
    if (hour > 23 || minute > 59)
        return false;
    *offset_r = (hour * TIME_HOUR + minute * TIME_MINUTE) * (*p == '-' ? -1 : 1);
    return true;
}

static bool in_range(int64_t us)
{
    const int64_t year_1 = INT64_C(-62135596800) * TIME_SECOND;
    const int64_t year_10000 = INT64_C(253402300800) * TIME_SECOND;
    return us >= year_1 && us < year_10000;
}

bool timecell_parse(struct time_cache *cache, const char *p, size_t n, int64_t *us_r)
{
    const char *end = p + n;
    while (p < end && *p == ' ')
        p++;
    while (p < end && end[-1] == ' ')
        end--;
    if (end - p < 10)
        return false;
    if ((!cache->date[0] || memcmp(p, cache->date, 10)) && !parse_date(cache, p))
        return false;
    int64_t us = cache->midnight, offset = 0;
    p += 10;
    if (p < end) {
        if ((*p | 0x20) != 't' && *p != ' ')
            return false;
        p = parse_clock(p + 1, end, &us);
        if (!p)
            return false;
        if (p < end && *p == ' ')
            p++;
        if (p < end && !parse_zone(p, end, &offset))
            return false;
    }
    if (!in_range(us - offset))
        return false;
    *us_r = us - offset;
    return true;
}
