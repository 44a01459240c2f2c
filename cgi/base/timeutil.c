/* Dates are computed, read and written here. */
#include "base/timeutil.h"

#include <string.h>
#include <time.h>

#define DAYS_FIRST INT64_C(-719162) /* 0001-01-01 */
#define DAYS_LAST INT64_C(2932896)  /* 9999-12-31 */
#define TIME_FIRST (DAYS_FIRST * TIME_DAY)
#define TIME_LAST ((DAYS_LAST + 1) * TIME_DAY - 1)

static int64_t read_clock(clockid_t id)
{
    struct timespec t;

    clock_gettime(id, &t);
    return (int64_t)t.tv_sec * TIME_SECOND + t.tv_nsec / 1000;
}

int64_t time_now(void)
{
    return read_clock(CLOCK_REALTIME);
}

int64_t time_mono(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

int64_t time_days_from_civil(int64_t year, unsigned month, unsigned day)
{
    int64_t y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400;
    unsigned yoe = (unsigned)(y - era * 400);
    unsigned doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    unsigned doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

    return era * 146097 + (int64_t)doe - 719468;
}

void time_civil_from_days(int64_t days, int64_t *year_r, unsigned *month_r, unsigned *day_r)
{
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
    unsigned doe = (unsigned)(z - era * 146097);
    unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    unsigned mp = (5 * doy + 2) / 153;

    *day_r = doy - (153 * mp + 2) / 5 + 1;
    *month_r = mp < 10 ? mp + 3 : mp - 9;
    *year_r = (int64_t)yoe + era * 400 + (*month_r <= 2);
}

unsigned time_days_in_month(int64_t year, unsigned month)
{
    static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return month == 2 && leap ? 29 : days[month - 1];
}

struct reader {
    const char *p, *end;
};

/* Exactly `digits` decimal digits, -1 when there are not. */
static int number(struct reader *r, int digits)
{
    int v = 0;

    if (r->end - r->p < digits)
        return -1;
    for (; digits > 0; digits--, r->p++) {
        if (*r->p < '0' || *r->p > '9')
            return -1;
        v = v * 10 + (*r->p - '0');
    }
    return v;
}

static bool skip(struct reader *r, char c)
{
    if (r->p == r->end || *r->p != c)
        return false;
    r->p++;
    return true;
}

static bool read_date(struct reader *r, int64_t *us)
{
    int year, month, day;

    if ((year = number(r, 4)) < 1 || !skip(r, '-') || (month = number(r, 2)) < 1 || month > 12 ||
        !skip(r, '-') || (day = number(r, 2)) < 1 ||
        day > (int)time_days_in_month(year, (unsigned)month))
        return false;
    *us = time_days_from_civil(year, (unsigned)month, (unsigned)day) * TIME_DAY;
    return true;
}

/* Digits beyond the microsecond are read and dropped. */
static bool read_fraction(struct reader *r, int64_t *us)
{
    int64_t unit = TIME_SECOND / 10;
    const char *start = r->p;

    for (; r->p < r->end && *r->p >= '0' && *r->p <= '9'; r->p++, unit /= 10)
        *us += (*r->p - '0') * unit;
    return r->p > start;
}

static bool read_clock_time(struct reader *r, int64_t *us, bool *leap)
{
    int hour, minute, second;

    if ((hour = number(r, 2)) < 0 || hour > 23 || !skip(r, ':') || (minute = number(r, 2)) < 0 ||
        minute > 59 || !skip(r, ':') || (second = number(r, 2)) < 0 || second > 60)
        return false;
    *leap = second == 60;
    *us += hour * TIME_HOUR + minute * TIME_MINUTE + second * TIME_SECOND;
    return !skip(r, '.') || read_fraction(r, us);
}

static bool read_offset(struct reader *r, bool required, int64_t *us)
{
    int sign, hours, minutes;

    if (r->p == r->end)
        return !required;
    if (skip(r, 'Z') || skip(r, 'z'))
        return true;
    if (!skip(r, sign = '+') && !skip(r, sign = '-'))
        return false;
    if ((hours = number(r, 2)) < 0 || hours > 23 || !skip(r, ':') || (minutes = number(r, 2)) < 0 ||
        minutes > 59)
        return false;
    *us -= (sign == '-' ? -1 : 1) * (hours * TIME_HOUR + minutes * TIME_MINUTE);
    return true;
}

/* A second 60 is one only at the end of a UTC day. */
static bool leap_is_real(int64_t us)
{
    return (us - TIME_FIRST) % TIME_DAY < TIME_SECOND;
}

bool time_parse(const char *p, size_t n, bool zone_required, int64_t *us_r)
{
    struct reader r = { p, p + n };
    bool leap = false;
    int64_t us;

    if (!read_date(&r, &us))
        return false;
    if (r.p != r.end) {
        if ((!skip(&r, 'T') && !skip(&r, 't') && !skip(&r, ' ')) ||
            !read_clock_time(&r, &us, &leap) || !read_offset(&r, zone_required, &us))
            return false;
    }
    if (r.p != r.end || us < TIME_FIRST || us > TIME_LAST || (leap && !leap_is_real(us)))
        return false;
    *us_r = us;
    return true;
}

static char *put_digits(char *out, unsigned v, int digits)
{
    for (int i = digits - 1; i >= 0; i--, v /= 10)
        out[i] = (char)('0' + v % 10);
    return out + digits;
}

static char *put_two(char *out, char before, unsigned v)
{
    *out = before;
    return put_digits(out + 1, v, 2);
}

static char *put_fraction(char *out, unsigned us)
{
    if (!us)
        return out;
    *out++ = '.';
    return us % 1000 ? put_digits(out, us, 6) : put_digits(out, us / 1000, 3);
}

size_t time_format(char out[TIME_TEXT_MAX], int64_t us)
{
    int64_t days, year;
    unsigned month, day, seconds;
    char *p = out;

    us = us < TIME_FIRST ? TIME_FIRST : us > TIME_LAST ? TIME_LAST : us;
    days = (us - TIME_FIRST) / TIME_DAY + DAYS_FIRST;
    us -= days * TIME_DAY;
    seconds = (unsigned)(us / TIME_SECOND);
    time_civil_from_days(days, &year, &month, &day);
    p = put_digits(p, (unsigned)year, 4);
    p = put_two(p, '-', month);
    p = put_two(p, '-', day);
    p = put_two(p, 'T', seconds / 3600);
    p = put_two(p, ':', seconds / 60 % 60);
    p = put_two(p, ':', seconds % 60);
    p = put_fraction(p, (unsigned)(us % TIME_SECOND));
    *p++ = 'Z';
    *p = '\0';
    return (size_t)(p - out);
}

bool time_parse_pg(const char *p, int64_t *us_r)
{
    size_t n = strlen(p);

    if (n < 3 || strcmp(p + n - 3, "+00") != 0)
        return false;
    return time_parse(p, n - 3, false, us_r);
}
