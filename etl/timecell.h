/* Dates and times as the cells of a table spell them.
 *
 * Taken: "2024-01-15" and "2024/01/15", alone (midnight) or with a time behind a T or a blank:
 * HH:MM, HH:MM:SS, a fraction of a second (digits beyond microseconds are cut), and a zone Z, UTC,
 * +HH:MM, +HHMM, +HH, perhaps behind a blank. Without a zone it is UTC. RFC 3339 is a part of it. A
 * leap second counts as the next second.
 *
 * A column of any other layout is read by a time_format, made once for it:
 *
 *     const struct time_format *f = time_format_new(a, "%d.%m.%Y %H:%M", zone, &problem);
 *     struct time_cache cache = { 0 };
 *     if (timecell_read(f, &cache, p, n, &us)) …
 */
#ifndef ETL_TIMECELL_H
#define ETL_TIMECELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/zone.h"

struct arena;
struct time_format;

/* The date read last: the rows of a file mostly share it with the row before. Zeroed to begin. */
struct time_cache {
    char date[10];
    bool zoned; /* the cell read last names a zone */
    int64_t midnight;
    struct zone_span span;
};

/* Microseconds since 1970 of the n bytes at p, blanks around allowed; false when it is no time. */
bool timecell_parse(struct time_cache *cache, const char *p, size_t n, int64_t *us_r)
    __attribute__((warn_unused_result));

/* The text is one of a mapping's timeFormat: "rfc3339", "epoch_s", "epoch_ms", "epoch_us",
 * "epoch_ns" or a pattern of base/timepattern.h. Times that name no zone are of `zone`, NULL is UTC.
 * NULL when the text is none of these; *problem_r says why. */
const struct time_format *time_format_new(struct arena *a, const char *text,
                                          const struct zone *zone, const char **problem_r);

/* Microseconds since 1970 of the n bytes at p; false when they are no time of this format. */
bool timecell_read(const struct time_format *f, struct time_cache *cache, const char *p, size_t n,
                   int64_t *us_r) __attribute__((warn_unused_result));

/* Microseconds since 1970 of a number of seconds ("epoch_s"), thousandths ("epoch_ms"), …; false
 * when the text is no such format or the cell no such number. */
bool timecell_epoch(const char *format, const char *p, size_t n, int64_t *us_r)
    __attribute__((warn_unused_result));

#endif
