/* The route table of bw-analytics. */
#include "analytics/routes.h"

const struct route analytics_routes[] = {
    { GET, "/analytics/metrics", PERM_ANALYTICS_READ, BODY_NONE, metrics_list },
    { POST, "/analytics/query", PERM_ANALYTICS_READ, BODY_JSON, query_answer },
    { GET, "/analytics/summary", PERM_ANALYTICS_READ, BODY_NONE, summary_show },
    { GET, "/analytics/timeseries", PERM_ANALYTICS_READ, BODY_NONE, timeseries_show },
    { .path = NULL },
};
