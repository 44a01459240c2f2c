/* Questions are checked and turned into statements here. */
#include "model/question.h"

#include <string.h>

#include "base/arena.h"
#include "base/db.h"
#include "base/str.h"
#include "sql/registry.h"

#define ZONE_MAX 64

/* What analytics.read() fills, as bits of its a_want. */
enum want {
    WANT_N = 1,
    WANT_SUM = 2,
    WANT_MIN = 4,
    WANT_MAX = 8,
    WANT_FIRST = 16,
    WANT_LAST = 32,
    WANT_PERCENTILES = 64
};

const char *const interval_names[] = { "auto", "minute", "hour", "day",
                                       "week", "month",  "year", NULL };

void zone_check(struct ctx *c, const char *path, const char *zone)
{
    size_t n = strspn(zone, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-");

    if (n == 0 || n > ZONE_MAX || zone[n])
        ctx_invalid(c, path, "format", "must be a time zone's name, like Europe/Berlin");
}

unsigned question_wants(unsigned aggs)
{
    unsigned want = WANT_N;

    if (aggs & (AGG_AVG | AGG_SUM))
        want |= WANT_SUM;
    if (aggs & AGG_MIN)
        want |= WANT_MIN;
    if (aggs & AGG_MAX)
        want |= WANT_MAX;
    if (aggs & AGG_FIRST)
        want |= WANT_FIRST;
    if (aggs & AGG_LAST)
        want |= WANT_LAST;
    if (aggs & AGG_PERCENTILES)
        want |= WANT_PERCENTILES;
    return want;
}

int question_add(struct db_batch *b, const struct question *q, const char *tenant_id)
{
    const struct db_arg args[] = {
        db_uuid(tenant_id),
        db_uuid(q->dataset_id),
        db_list(&q->metrics),
        db_list(&q->where_names),
        db_list(&q->where_values),
        db_text(q->group_by),
        db_time(q->from),
        db_time(q->to),
        db_text(q->interval),
        db_text(q->zone),
        db_int(question_wants(q->aggs)),
    };

    return db_add_binary_(b, &Q_SERIES_READ, args, sizeof(args) / sizeof(args[0]));
}
