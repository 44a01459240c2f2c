/* Answers are written as JSON here. */
#include <string.h>

#include "base/timeutil.h"
#include "model/answer.h"

static void write_agg(struct json_out *w, const struct bucket *b, const struct percentiles *p,
                      unsigned agg)
{
    if (agg == AGG_COUNT) {
        json_num(w, b->n);
        return;
    }
    if (b->n == 0) {
        json_none(w);
        return;
    }
    switch (agg) {
    case AGG_AVG:
        json_computed(w, b->sum / (double)b->n);
        break;
    case AGG_MIN:
        json_real(w, b->min);
        break;
    case AGG_MAX:
        json_real(w, b->max);
        break;
    case AGG_SUM:
        json_computed(w, b->sum);
        break;
    case AGG_FIRST:
        json_real(w, b->first);
        break;
    case AGG_LAST:
        json_real(w, b->last);
        break;
    case AGG_P50:
        json_real(w, p->at[0]);
        break;
    case AGG_P95:
        json_real(w, p->at[1]);
        break;
    case AGG_P99:
        json_real(w, p->at[2]);
        break;
    default:
        BUG("aggregation %u", agg);
    }
}

static void write_name(struct json_out *w, const struct question *q, const struct answer_series *s)
{
    json_key(w, "metric");
    json_str(w, s->metric);
    json_key(w, "labels");
    json_open(w, '{');
    if (q->group_by && s->label) {
        json_key(w, q->group_by);
        json_str(w, s->label);
    }
    json_close(w, '}');
}

static void write_times(struct json_out *w, const struct answer *a)
{
    json_key(w, "t");
    json_open(w, '[');
    for (size_t i = 0; i < a->n_buckets; i++)
        json_num(w, a->edges[i] / TIME_SECOND);
    json_close(w, ']');
}

static void write_series(struct json_out *w, const struct question *q, const struct answer *a,
                         const struct answer_series *s)
{
    json_open(w, '{');
    write_name(w, q, s);
    write_times(w, a);
    for (unsigned i = 0; i < AGG_KINDS; i++) {
        if (!(q->aggs >> i & 1))
            continue;
        json_key(w, agg_names[i]);
        json_open(w, '[');
        for (size_t b = 0; b < a->n_buckets; b++)
            write_agg(w, &s->buckets[b], s->percentiles ? &s->percentiles[b] : NULL, 1u << i);
        json_close(w, ']');
    }
    json_close(w, '}');
}

static void write_range(struct json_out *w, const struct answer *a)
{
    json_key(w, "from");
    json_time(w, a->from);
    json_key(w, "to");
    json_time(w, a->to);
}

void answer_json_series(struct json_out *w, const struct question *q, const struct answer *a)
{
    json_key(w, "interval");
    json_str(w, a->interval);
    json_key(w, "tz");
    json_str(w, a->zone);
    write_range(w, a);
    if (a->approximate) {
        json_key(w, "approximate");
        json_flag(w, true);
    }
    json_key(w, "series");
    json_open(w, '[');
    for (size_t i = 0; i < a->n_series; i++)
        write_series(w, q, a, &a->series[i]);
    json_close(w, ']');
}

/* The order of the members is the one of the documentation: count and sum before the rest. */
static const struct {
    const char *name;
    unsigned agg;
} summary_members[] = {
    { "count", AGG_COUNT }, { "sum", AGG_SUM },     { "avg", AGG_AVG },   { "min", AGG_MIN },
    { "max", AGG_MAX },     { "first", AGG_FIRST }, { "last", AGG_LAST },
};

void answer_json_summary(struct json_out *w, const struct question *q, const struct answer *a)
{
    static const struct bucket nothing;

    json_open(w, '[');
    for (size_t i = 0; i < a->n_series; i++) {
        const struct bucket *b = a->n_buckets ? a->series[i].buckets : &nothing;

        json_open(w, '{');
        write_name(w, q, &a->series[i]);
        for (size_t k = 0; k < sizeof(summary_members) / sizeof(*summary_members); k++) {
            json_key(w, summary_members[k].name);
            write_agg(w, b, NULL, summary_members[k].agg);
        }
        json_close(w, '}');
    }
    json_close(w, ']');
}
