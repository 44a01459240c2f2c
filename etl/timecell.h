/* Dates and times as the cells of a table spell them.
 *
 * Taken: "2024-01-15" and "2024/01/15", alone (midnight) or with a time behind a T or a blank:
 * HH:MM, HH:MM:SS, a fraction of a second (digits beyond microseconds are cut), and a zone Z, UTC,
 * +HH:MM, +HHMM, +HH, perhaps behind a blank. Without a zone it is UTC. RFC 3339 is a part of it. A
 * leap second counts as the next second.
 */
#ifndef ETL_TIMECELL_H
#define ETL_TIMECELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The date read last: the rows of a file mostly share it with the row before. Zeroed to begin. */
struct time_cache {
    char date[10];
    int64_t midnight;
};

/* Microseconds since 1970 of the n bytes at p, blanks around allowed; false when it is no time. */
bool timecell_parse(struct time_cache *cache, const char *p, size_t n, int64_t *us_r)
    __attribute__((warn_unused_result));

#endif
