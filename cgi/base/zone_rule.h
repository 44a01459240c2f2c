/* How a zone's clock goes on for ever: "CET-1CEST,M3.5.0,M10.5.0/3", the TZ rule of POSIX with the
 * hours of RFC 8536 (up to a week). Part of zone.c. */
#ifndef BASE_ZONE_RULE_H
#define BASE_ZONE_RULE_H

#include <stdbool.h>
#include <stdint.h>

enum zone_day { DAY_OF_MONTH, DAY_JULIAN, DAY_OF_YEAR }; /* Mm.w.d, Jn, n */

struct zone_date {
    enum zone_day kind;
    int month, week, day;
    int32_t seconds; /* after the midnight of that day, by the clock before the change */
};

struct zone_rule {
    int32_t offset; /* standard time, seconds ahead of UTC */
    bool has_summer;
    int32_t summer;              /* its offset */
    struct zone_date start, end; /* of summer time */
};

bool zone_rule_parse(const char *text, struct zone_rule *out_r) __attribute__((warn_unused_result));

/* The first change after the instant t, in seconds; *from_r is the change before it, *before_r and
 * *after_r are the offsets around it. Without summer time it is far beyond all years, and *from_r stays as it is. */
int64_t zone_rule_next(const struct zone_rule *r, int64_t t, int64_t *from_r, int32_t *before_r,
                       int32_t *after_r);

#endif
