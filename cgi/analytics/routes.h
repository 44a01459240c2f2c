/* The routes of bw-analytics and their handlers. */
#ifndef ANALYTICS_ROUTES_H
#define ANALYTICS_ROUTES_H

#include "web/router.h"

extern const struct route analytics_routes[];

enum err metrics_list(struct request *r);
enum err query_answer(struct request *r);
enum err summary_show(struct request *r);
enum err timeseries_show(struct request *r);

#endif
