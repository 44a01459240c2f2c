/* TZ rules are read and followed here. */
#include "base/zone_rule.h"

#include <stddef.h>

#include "base/timeutil.h"

#define DAY 86400
#define HOUR 3600

/* ---- Reading ---- */

static bool is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

static bool is_letter(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

/* A number up to `most`; NULL when there is none. */
static const char *take_number(const char *p, int most, int *out_r)
{
    int n = 0;
    if (!p || !is_digit(*p))
        return NULL;
    for (; is_digit(*p); p++)
        if ((n = n * 10 + (*p - '0')) > most)
            return NULL;
    *out_r = n;
    return p;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static const char *take_clock(const char *p, int most_hours, int32_t *out_r)
{
    int sign = *p == '-' ? -1 : 1, hour = 0, minute = 0, second = 0;
    p += *p == '-' || *p == '+';
    p = take_number(p, most_hours, &hour);
    if (p && *p == ':')
        p = take_number(p + 1, 59, &minute);
    if (p && *p == ':')
        p = take_number(p + 1, 59, &second);
    *out_r = sign * (hour * HOUR + minute * 60 + second);
    return p;
}

static const char *skip_name(const char *p)
{
    const char *start = p;
    if (*p == '<') {
        while (*p && *p != '>')
            p++;
        return *p ? p + 1 : NULL;
    }
    while (is_letter(*p))
        p++;
    return p - start >= 3 ? p : NULL;
}

static const char *take_day(const char *p, struct zone_date *d)
{
    if (*p == 'J') {
        d->kind = DAY_JULIAN;
        p = take_number(p + 1, 365, &d->day);
        return p && d->day >= 1 ? p : NULL;
    }
    if (*p != 'M') {
        d->kind = DAY_OF_YEAR;
        return take_number(p, 365, &d->day);
    }
    d->kind = DAY_OF_MONTH;
    p = take_number(p + 1, 12, &d->month);
    if (!p || *p != '.' || d->month < 1)
        return NULL;
    p = take_number(p + 1, 5, &d->week);
    if (!p || *p != '.' || d->week < 1)
        return NULL;
    return take_number(p + 1, 6, &d->day);
}

static const char *take_date(const char *p, struct zone_date *d)
{
    if (!p || *p != ',')
        return NULL;
    d->seconds = 2 * HOUR;
    p = take_day(p + 1, d);
    return p && *p == '/' ? take_clock(p + 1, 167, &d->seconds) : p;
}

bool zone_rule_parse(const char *text, struct zone_rule *r)
{
    const char *p = skip_name(text);
    if (!p || !(p = take_clock(p, 24, &r->offset)))
        return false;
    r->offset = -r->offset; /* POSIX counts westwards */
    r->has_summer = *p != '\0';
    if (!r->has_summer)
        return true;
    r->summer = r->offset + HOUR;
    if (!(p = skip_name(p)))
        return false;
    if (*p && *p != ',') {
        if (!(p = take_clock(p, 24, &r->summer)))
            return false;
        r->summer = -r->summer;
    }
    p = take_date(p, &r->start);
    p = take_date(p, &r->end);
    return p && !*p;
}

/* ---- Following ---- */

static bool is_leap(int64_t year)
{
    return time_days_in_month(year, 2) == 29;
}

/* Days since 1970 of the rule's day in a year. */
static int64_t day_in_year(const struct zone_date *d, int64_t year)
{
    int64_t first = time_days_from_civil(year, 1, 1);
    if (d->kind == DAY_JULIAN)
        return first + d->day - 1 + (is_leap(year) && d->day >= 60);
    if (d->kind == DAY_OF_YEAR)
        return first + d->day;
    first = time_days_from_civil(year, (unsigned)d->month, 1);
    int64_t weekday = (first % 7 + 11) % 7; /* 0: Sunday; 1970-01-01 was a Thursday */
    int64_t day = (d->day - weekday + 7) % 7 + (d->week - 1) * 7;
    if (day >= time_days_in_month(year, (unsigned)d->month))
        day -= 7;
    return first + day;
}

static int64_t change_in_year(const struct zone_date *d, int64_t year, int32_t offset)
{
    return day_in_year(d, year) * DAY + d->seconds - offset;
}

static int64_t year_of(int64_t t)
{
    int64_t year = 0;
    unsigned month = 0, day = 0;
    time_civil_from_days(t / DAY - (t % DAY < 0), &year, &month, &day);
    return year;
}

int64_t zone_rule_next(const struct zone_rule *r, int64_t t, int64_t *from_r, int32_t *before_r,
                       int32_t *after_r)
{
    int64_t next = INT64_MAX / 2, from = INT64_MIN / 2, year = year_of(t);
    *before_r = *after_r = r->offset;
    if (!r->has_summer)
        return next;
    for (int64_t y = year - 1; y <= year + 1; y++) {
        int64_t at[2] = { change_in_year(&r->start, y, r->offset),
                          change_in_year(&r->end, y, r->summer) };
        for (unsigned i = 0; i < 2; i++) {
            if (at[i] > t && at[i] < next) {
                next = at[i];
                *after_r = i ? r->offset : r->summer;
                *before_r = i ? r->summer : r->offset;
            }
            if (at[i] <= t && at[i] > from)
                from = at[i];
        }
    }
    *from_r = from;
    return next;
}
