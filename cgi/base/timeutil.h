/* Times as microseconds since 1970-01-01 UTC, proleptic Gregorian, from year 1 to 9999.
 *
 * Formats: RFC 3339. C's localtime is never used; zones are PostgreSQL's business.
 */
#ifndef BASE_TIMEUTIL_H
#define BASE_TIMEUTIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TIME_SECOND INT64_C(1000000)
#define TIME_MINUTE (60 * TIME_SECOND)
#define TIME_HOUR (60 * TIME_MINUTE)
#define TIME_DAY (24 * TIME_HOUR)

/* Wall clock and monotonic clock, microseconds. */
int64_t time_now(void);
int64_t time_mono(void);

/* Days since 1970-01-01 of a civil date, and back. Source: Howard Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms". The month is 1..12; no range check. */
int64_t time_days_from_civil(int64_t year, unsigned month, unsigned day);
void time_civil_from_days(int64_t days, int64_t *year_r, unsigned *month_r, unsigned *day_r);
unsigned time_days_in_month(int64_t year, unsigned month);

/* Reads an RFC 3339 date-time ("2024-01-15T09:00:00.25+01:00", also with a blank for the T) or a
 * full date (midnight UTC). An offset is required with a time when `zone_required`; without one it
 * is UTC. A leap second counts as the next second. False when anything is left over or out of
 * range; *us_r is untouched then. */
bool time_parse(const char *p, size_t n, bool zone_required, int64_t *us_r)
    __attribute__((warn_unused_result));

/* "2024-01-15T09:00:00Z", with .mmm or .uuuuuu only where they are not zero; returns the length. */
#define TIME_TEXT_MAX 32
size_t time_format(char out[TIME_TEXT_MAX], int64_t us);

/* Reads PostgreSQL's text of a timestamptz in zone UTC ("2024-01-15 09:00:00.25+00"). */
bool time_parse_pg(const char *p, int64_t *us_r) __attribute__((warn_unused_result));

#endif
