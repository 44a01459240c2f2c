/* Local times of a time zone as instants, by the system's time zone files (TZif, RFC 8536).
 *
 *     const struct zone *z = zone_load(a, "Europe/Berlin");   // NULL: there is no such zone
 *     struct zone_span span = { 0 };
 *     int64_t utc = zone_utc(z, &span, local);
 *
 * Times are microseconds since 1970, a local one counted as if it were UTC. Where the clock goes
 * forward, a time that no clock shows counts from before the jump (02:30 becomes 03:30 summer
 * time); where it goes back, a time shown twice is the second one. PostgreSQL decides the same way.
 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct zone;

/* Local times from `from` to before `to` are all `offset` ahead of UTC. Zeroed to begin. */
struct zone_span {
    int64_t from, to, offset;
};

/* Whether it has the form of a zone's name, like America/Port-au-Prince: no way out of a folder. */
bool zone_name_valid(const char *name);

/* Whether there is such a zone here. */
bool zone_exists(const char *name);

/* The zone in the arena; NULL when there is none of that name. */
const struct zone *zone_load(struct arena *a, const char *name);

/* The same from the bytes of a file; NULL when they are no zone. */
const struct zone *zone_parse(struct arena *a, const char *p, size_t n);

/* The instant of a local time; `span` remembers between calls with the same zone. */
int64_t zone_utc(const struct zone *z, struct zone_span *span, int64_t local);

#endif
