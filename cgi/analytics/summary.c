/* GET /api/analytics/summary: one line a series over the whole range. */
#include "analytics/ask.h"
#include "analytics/routes.h"

enum err summary_show(struct request *r)
{
    static const char *const others[] = { NULL };
    struct inquiry i;

    ask_read(r, others, &i);
    i.summary = true;
    i.analysis.question.interval = "all";
    if (!request_query(r, "agg"))
        i.analysis.question.aggs = AGG_ALL;
    return ask(r, &i);
}
