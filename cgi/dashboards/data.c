/* GET /api/dashboards/:id/data: the points of all widgets at once. */
#include "base/timeutil.h"
#include "dashboards/routes.h"
#include "model/dashboard_data.h"
#include "model/question.h"
#include "web/bind.h"
#include "web/response.h"

struct range {
    int64_t from, to;
    const char *zone;
};

static const struct field range_fields[] = {
    FIELD(struct range, from, "from", FIELD_TIME, 0),
    FIELD(struct range, to, "to", FIELD_TIME, 0),
    FIELD(struct range, zone, "tz", FIELD_STR, 0),
    FIELD_END,
};

static enum err read_range(struct request *r, struct range *range)
{
    static const char *const allowed[] = { "from", "to", "tz", NULL };
    enum err e = request_only(r, allowed);

    *range = (struct range){ .from = FIELD_TIME_NONE, .to = FIELD_TIME_NONE, .zone = "UTC" };
    for (const struct field *f = range_fields; f->name && e == OK; f++) {
        const char *text = request_query(r, f->name);

        if (text)
            e = bind_text(&r->ctx, f->name, text, f, range);
    }
    if (e != OK)
        return e;
    zone_check(&r->ctx, "tz", range->zone);
    if (range->from != FIELD_TIME_NONE && range->to != FIELD_TIME_NONE && range->from >= range->to)
        ctx_invalid(&r->ctx, "to", "too_small", "must be later than from");
    return ctx_check(&r->ctx);
}

enum err data_show(struct request *r)
{
    struct range range;
    const char *id;
    enum err e;

    if ((e = id_of(r, "id", &id)) != OK || (e = read_range(r, &range)) != OK)
        return e;
    return dashboard_data(&r->ctx, id, range.from, range.to, range.zone, respond_json(r, 200));
}
