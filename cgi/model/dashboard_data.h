/* The points of all widgets of a dashboard, in one round trip to the database. */
#ifndef MODEL_DASHBOARD_DATA_H
#define MODEL_DASHBOARD_DATA_H

#include <stdint.h>

#include "base/err.h"

struct ctx;
struct json_out;

/* Writes {"from","to","tz","widgets":{ID:{interval,tz,from,to,series[,summary]
 * [,previous:{from,to[,series][,summary]}]} | {problem}}}.
 * Widgets without a range of their own show [from, to); FIELD_TIME_NONE: all there is. A widget
 * that cannot be answered has its problem alone; ERR_NOT_FOUND when there is no such dashboard. */
enum err dashboard_data(struct ctx *c, const char *id, int64_t from, int64_t to, const char *zone,
                        struct json_out *w) __attribute__((warn_unused_result));

#endif
