/* The points of all widgets of a dashboard, in one round trip to the database. */
#ifndef MODEL_DASHBOARD_DATA_H
#define MODEL_DASHBOARD_DATA_H

#include <stdint.h>

#include "base/err.h"

struct ctx;
struct str;

/* What is asked: widgets without a range of their own show [from, to); FIELD_TIME_NONE: all there is. */
struct dashboard_question {
    const char *id;
    int64_t from, to;
    const char *zone;
    const char *key; /* of the text (kept.h); NULL when it depends on the time of day */
};

/* Finds out what the answer depends on; ERR_NOT_FOUND when there is no such dashboard. */
enum err dashboard_data_prepare(struct ctx *c, struct dashboard_question *q)
    __attribute__((warn_unused_result));

/* Appends {"from","to","tz","widgets":{ID:{interval,tz,from,to,series[,summary]
 * [,previous:{from,to[,series][,summary]}]} | {problem}}}, kept or made. A widget that cannot be
 * answered has its problem alone. */
enum err dashboard_data(struct ctx *c, const struct dashboard_question *q, struct str *out)
    __attribute__((warn_unused_result));

#endif
