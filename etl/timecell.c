/* Reading a time from a cell, quick for the layouts that files are full of. */
#include "etl/timecell.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/timepattern.h"
#include "base/timeutil.h"
#include "etl/number.h"

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
    cache->zoned = false;
    if (p < end) {
        if ((*p | 0x20) != 't' && *p != ' ')
            return false;
        p = parse_clock(p + 1, end, &us);
        if (!p)
            return false;
        if (p < end && *p == ' ')
            p++;
        cache->zoned = p < end;
        if (p < end && !parse_zone(p, end, &offset))
            return false;
    }
    if (!in_range(us - offset))
        return false;
    *us_r = us - offset;
    return true;
}

/* ---- Formats ---- */

enum time_kind { TIME_ISO, TIME_PATTERN, TIME_EPOCH };

struct time_format {
    enum time_kind kind;
    const struct epoch *epoch;
    const struct time_pattern *pattern; /* of TIME_ISO: for cells that its quick way refuses */
    const struct zone *zone;            /* NULL: UTC */
};

/* So many units are `us` microseconds. */
struct epoch {
    const char *text;
    int64_t units, us;
};

static const struct epoch epochs[] = {
    { "epoch_s", 1, TIME_SECOND },
    { "epoch_ms", 1, 1000 },
    { "epoch_us", 1, 1 },
    { "epoch_ns", 1000, 1 },
};

static const struct epoch *find_epoch(const char *text)
{
    for (size_t i = 0; i < sizeof(epochs) / sizeof(*epochs); i++)
        if (str_eq(epochs[i].text, text))
            return &epochs[i];
    return NULL;
}

/* Whether timecell_parse() takes what is written so. */
static bool is_iso(const char *text)
{
    const char *rest = NULL;
    if (str_eq(text, "rfc3339"))
        return true;
    if (str_starts(text, "%Y-%m-%d") || str_starts(text, "%Y/%m/%d"))
        rest = text + strlen("%Y-%m-%d");
    else if (str_starts(text, "%F"))
        rest = text + strlen("%F");
    return rest && (!*rest || *rest == ' ' || *rest == 'T') && !rest[strspn(rest, "%HMSfzTR: .")];
}

const struct time_format *time_format_new(struct arena *a, const char *text,
                                          const struct zone *zone, const char **problem_r)
{
    struct time_format *f = arena_one(a, struct time_format);
    f->zone = zone;
    f->epoch = find_epoch(text);
    f->kind = f->epoch ? TIME_EPOCH : is_iso(text) ? TIME_ISO : TIME_PATTERN;
    if (f->epoch)
        return f;
    bool slashes = str_starts(text, "%Y/");
    const char *pattern = f->kind == TIME_PATTERN ? text
                          : slashes               ? "%Y/%m/%d %H:%M:%S"
                                                  : "%Y-%m-%d %H:%M:%S";
    f->pattern = time_pattern_new(a, pattern, problem_r);
    return f->pattern ? f : NULL;
}

/* ---- Numbers as times ---- */

/* What is no plain integer: a fraction, an exponent. */
static bool parse_epoch_number(const struct epoch *e, const char *p, size_t n, int64_t *us_r)
{
    double v = 0;
    if (number_parse(p, n, '.', &v) != NUMBER_OK)
        return false;
    v = v * (double)e->us / (double)e->units;
    if (!(fabs(v) < 1e18))
        return false;
    *us_r = llround(v);
    return in_range(*us_r);
}

/* Digits with perhaps a fraction; a double would round nanoseconds and fractions. */
static bool parse_epoch(const struct epoch *e, const char *p, size_t n, int64_t *us_r)
{
    const char *end = p + n;
    bool negative = n && *p == '-';
    uint64_t v = 0;
    const char *first = p + negative;
    for (p = first; p < end && (unsigned char)(*p - '0') < 10 && p - first < 19; p++)
        v = v * 10 + (uint64_t)(*p - '0');
    if (p == first || v > (uint64_t)(INT64_MAX / e->us))
        return false;
    int64_t us = (int64_t)v * e->us / e->units, unit = e->us;
    if (p < end && *p == '.')
        for (p++; p < end && (unsigned char)(*p - '0') < 10; p++, unit /= 10)
            us += (*p - '0') * (unit / 10) / e->units;
    if (p < end)
        return false;
    *us_r = negative ? -us : us;
    return in_range(*us_r);
}

static bool read_epoch(const struct epoch *e, const char *p, size_t n, int64_t *us_r)
{
    while (n && *p == ' ')
        p++, n--;
    while (n && p[n - 1] == ' ')
        n--;
    return n && (parse_epoch(e, p, n, us_r) || parse_epoch_number(e, p, n, us_r));
}

bool timecell_epoch(const char *format, const char *p, size_t n, int64_t *us_r)
{
    const struct epoch *e = find_epoch(format);
    return e && read_epoch(e, p, n, us_r);
}

/* ---- Cells ---- */

static bool in_zone(const struct time_format *f, struct time_cache *cache, bool zoned, int64_t us,
                    int64_t *us_r)
{
    if (f->zone && !zoned)
        us = zone_utc(f->zone, &cache->span, us);
    *us_r = us;
    return in_range(us);
}

bool timecell_read(const struct time_format *f, struct time_cache *cache, const char *p, size_t n,
                   int64_t *us_r)
{
    bool zoned = false;
    int64_t us = 0;
    if (f->kind == TIME_ISO && timecell_parse(cache, p, n, &us)) {
        if (f->zone)
            return in_zone(f, cache, cache->zoned, us, us_r);
        *us_r = us;
        return true;
    }
    if (f->kind == TIME_EPOCH)
        return read_epoch(f->epoch, p, n, us_r);
    return time_pattern_read(f->pattern, p, n, &us, &zoned) && in_zone(f, cache, zoned, us, us_r);
}
