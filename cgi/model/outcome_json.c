/* Outcomes are written as JSON here. */
#include <math.h>

#include "base/str.h"
#include "base/timeutil.h"
#include "model/outcome.h"

void outcome_number(char out[32], const struct outcome *o, size_t curve, unsigned kind, double v)
{
    const unsigned agg = 1u << kind;

    if (o->made || curve >= o->n_metrics || agg & (AGG_AVG | AGG_SUM))
        str_from_computed(out, v);
    else if (agg == AGG_COUNT)
        str_from_int64(out, (int64_t)v);
    else
        str_from_double(out, v);
}

static void write_value(struct json_out *w, const struct outcome *o, size_t curve, unsigned kind,
                        double v)
{
    char text[32];

    if (!isfinite(v)) {
        json_none(w);
        return;
    }
    outcome_number(text, o, curve, kind, v);
    json_raw(w, text);
}

static void write_name(struct json_out *w, const struct outcome *o, const struct curve *curve)
{
    json_key(w, "metric");
    json_str(w, curve->metric);
    json_key(w, "labels");
    json_open(w, '{');
    if (o->group_by && curve->label) {
        json_key(w, o->group_by);
        json_str(w, curve->label);
    }
    json_close(w, '}');
}

static void write_times(struct json_out *w, const struct outcome *o, const struct period *p)
{
    json_key(w, "t");
    json_open(w, '[');
    for (size_t i = 0; i < o->n_buckets; i++)
        json_num(w, p->edges[i] / TIME_SECOND);
    json_close(w, ']');
}

static void write_curve(struct json_out *w, const struct outcome *o, const struct period *p,
                        size_t number)
{
    const struct curve *curve = &p->curves[number];

    json_open(w, '{');
    write_name(w, o, curve);
    write_times(w, o, p);
    for (unsigned kind = 0; kind < AGG_KINDS; kind++) {
        if (!curve->values[kind])
            continue;
        json_key(w, agg_names[kind]);
        json_open(w, '[');
        for (size_t i = 0; i < o->n_buckets; i++)
            write_value(w, o, number, kind, curve->values[kind][i]);
        json_close(w, ']');
    }
    json_close(w, '}');
}

static void write_range(struct json_out *w, const struct period *p)
{
    json_key(w, "from");
    json_time(w, p->from);
    json_key(w, "to");
    json_time(w, p->to);
}

static void write_curves(struct json_out *w, const struct outcome *o, const struct period *p)
{
    json_key(w, "series");
    json_open(w, '[');
    for (size_t i = 0; i < o->n_curves; i++)
        write_curve(w, o, p, i);
    json_close(w, ']');
}

void outcome_json_approximate(struct json_out *w, const struct outcome *o)
{
    if (!o->approximate)
        return;
    json_key(w, "approximate");
    json_flag(w, true);
}

void outcome_json_series(struct json_out *w, const struct outcome *o)
{
    json_key(w, "interval");
    json_str(w, o->interval);
    json_key(w, "tz");
    json_str(w, o->zone);
    write_range(w, &o->now);
    outcome_json_approximate(w, o);
    write_curves(w, o, &o->now);
}

/* Count and sum come before the rest. */
static unsigned kind_at(unsigned place)
{
    static const enum agg first[] = { AGG_COUNT, AGG_SUM, AGG_AVG, AGG_MIN, AGG_MAX };

    return place < sizeof(first) / sizeof(first[0]) ? (unsigned)__builtin_ctz(first[place]) : place;
}

static void write_totals(struct json_out *w, const struct outcome *o, const struct period *p,
                         size_t number)
{
    const struct curve *curve = &p->curves[number];

    for (unsigned place = 0; place < AGG_KINDS; place++) {
        unsigned kind = kind_at(place);
        double nothing = 1u << kind == AGG_COUNT && number < o->n_metrics ? 0 : (double)NAN;

        if (!curve->values[kind])
            continue;
        json_key(w, agg_names[kind]);
        write_value(w, o, number, kind, o->n_buckets ? curve->values[kind][0] : nothing);
    }
}

void outcome_json_summary(struct json_out *w, const struct outcome *o, const struct period *p)
{
    json_open(w, '[');
    for (size_t i = 0; i < o->n_curves; i++) {
        json_open(w, '{');
        write_name(w, o, &p->curves[i]);
        write_totals(w, o, p, i);
        json_close(w, '}');
    }
    json_close(w, ']');
}

void outcome_json_previous(struct json_out *w, const struct outcome *series,
                           const struct outcome *summary, const char *summary_name)
{
    const struct outcome *o = series ? series : summary;

    if (!o || !o->compared)
        return;
    json_key(w, "previous");
    json_open(w, '{');
    write_range(w, &o->before);
    if (series)
        write_curves(w, series, &series->before);
    if (summary) {
        json_key(w, summary_name);
        outcome_json_summary(w, summary, &summary->before);
    }
    json_close(w, '}');
}
