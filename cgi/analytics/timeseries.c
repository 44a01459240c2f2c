/* GET /api/analytics/timeseries: the points of a range, bucket by bucket. */
#include "analytics/ask.h"
#include "analytics/routes.h"

struct words {
    const char *fill, *transform;
};

static void read_cut(struct request *r, struct analysis *a)
{
    static const struct field interval =
        FIELD(struct question, interval, "interval", FIELD_STR, 0, .choices = interval_names);
    static const struct field fields[] = {
        FIELD(struct words, fill, "fill", FIELD_STR, 0, .choices = fill_names),
        FIELD(struct words, transform, "transform", FIELD_STR, 0, .min = 1),
        FIELD_END,
    };
    struct words words = { fill_names[FILL_NULL], NULL };

    ask_field(r, &interval, &a->question);
    for (const struct field *f = fields; f->name; f++)
        ask_field(r, f, &words);
    a->fill = fill_by_name(words.fill);
    if (words.transform)
        a->transform = transform_read(&r->ctx, "transform", words.transform);
}

enum err timeseries_show(struct request *r)
{
    static const char *const others[] = { "interval", "fill", "transform", NULL };
    struct inquiry i;

    ask_read(r, others, &i);
    read_cut(r, &i.analysis);
    return ask(r, &i);
}
