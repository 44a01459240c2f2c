/* The live overview: what happened within the last hour, day and week of a zone, by one look.
 *
 * Its cost depends on how many types there are, not on how many events or series: open hours are read
 * from minutes, closed ones from quarters, hours and days (schema events: minute, moment, tally). */
#ifndef MODEL_EVENT_OVERVIEW_H
#define MODEL_EVENT_OVERVIEW_H

#include "base/err.h"

struct ctx;
struct str;

/* Writes the overview as JSON. `seq` is the counter of the tenant's topic that belongs to the numbers:
 * the message with the next one tells what has been added to them. */
enum err event_overview(struct ctx *c, const char *zone, struct str *out)
    __attribute__((warn_unused_result));

#endif
