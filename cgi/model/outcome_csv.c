/* Outcomes are written as CSV here. */
#include "model/outcome_csv.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/db.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "sql/registry.h"

/* The times of a period as they are shown, one for each bucket. */
typedef char time_text[TIME_TEXT_MAX + 8];

static const char *seconds_of(struct ctx *c, int64_t us)
{
    char *text = arena_alloc(c->arena, 32);

    str_from_int64(text, us / TIME_SECOND);
    return text;
}

static enum err find_offsets(struct ctx *c, const struct outcome *o, const struct period *p,
                             int64_t *offsets)
{
    struct field_strs list = { .data = arena_array(c->arena, const char *, o->n_buckets + 1) };
    const struct db_rows *rows;
    enum err e;

    if (strcmp(o->zone, "UTC") == 0)
        return OK;
    for (size_t i = 0; i < o->n_buckets; i++)
        list.data[list.len++] = seconds_of(c, p->edges[i]);
    e = db_query(c, &Q_SERIES_OFFSETS, &rows, db_list(&list), db_text(o->zone));
    if (e != OK)
        return e;
    for (size_t i = 0; i < o->n_buckets; i++)
        offsets[i] = strtoll(db_value(rows, (int)i, "seconds"), NULL, 10);
    return OK;
}

/* RFC 3339 knows no seconds in an offset (local times before 1900 have them): such a time is UTC. */
static void format_local(time_text out, int64_t us, int64_t offset)
{
    int64_t minutes = llabs(offset) / 60;
    size_t n;

    if (offset == 0 || offset % 60) {
        time_format(out, us);
        return;
    }
    n = time_format(out, us + offset * TIME_SECOND) - 1;
    snprintf(out + n, sizeof(time_text) - n, "%c%02d:%02d", offset < 0 ? '-' : '+',
             (int)(minutes / 60), (int)(minutes % 60));
}

static enum err make_times(struct ctx *c, const struct outcome *o, const struct period *p,
                           time_text **times_r)
{
    int64_t *offsets = arena_array(c->arena, int64_t, o->n_buckets + 1);
    enum err e = find_offsets(c, o, p, offsets);

    *times_r = arena_array(c->arena, time_text, o->n_buckets + 1);
    for (size_t i = 0; e == OK && i < o->n_buckets; i++)
        format_local((*times_r)[i], p->edges[i], offsets[i]);
    return e;
}

static void write_heads(struct str *s, const struct outcome *o, const char *prefix)
{
    for (unsigned kind = 0; kind < AGG_KINDS; kind++)
        if (o->aggs >> kind & 1)
            str_printf(s, ",%s%s", prefix, agg_names[kind]);
}

static void write_header(struct str *s, const struct outcome *o, bool summary)
{
    str_adds(s, summary ? "metric" : "time,metric");
    if (o->group_by) {
        str_addc(s, ',');
        csv_text(s, o->group_by);
    }
    write_heads(s, o, "");
    if (o->compared) {
        if (!summary)
            str_adds(s, ",previous_time");
        write_heads(s, o, "previous_");
    }
    str_adds(s, "\r\n");
}

static void write_values(struct str *s, const struct outcome *o, const struct curve *curve,
                         size_t curve_number, size_t bucket)
{
    char text[32];

    for (unsigned kind = 0; kind < AGG_KINDS; kind++) {
        if (!curve->values[kind])
            continue;
        str_addc(s, ',');
        if (bucket >= o->n_buckets || !isfinite(curve->values[kind][bucket]))
            continue;
        outcome_number(text, o, curve_number, kind, curve->values[kind][bucket]);
        str_adds(s, text);
    }
}

/* `times` is NULL in a summary; the second one without a comparison. */
static void write_row(struct str *s, const struct outcome *o, size_t number, size_t bucket,
                      time_text *const times[2])
{
    const struct curve *curve = &o->now.curves[number];

    if (times[0])
        str_printf(s, "%s,", times[0][bucket]);
    csv_text(s, curve->metric);
    if (o->group_by) {
        str_addc(s, ',');
        csv_text(s, curve->label ? curve->label : "");
    }
    write_values(s, o, curve, number, bucket);
    if (o->compared) {
        if (times[1])
            str_printf(s, ",%s", times[1][bucket]);
        write_values(s, o, &o->before.curves[number], number, bucket);
    }
    str_adds(s, "\r\n");
}

enum err outcome_csv(struct ctx *c, const struct outcome *o, bool summary, struct str *out)
{
    time_text *times[2] = { NULL, NULL };
    enum err e = OK;

    if (!summary)
        e = make_times(c, o, &o->now, &times[0]);
    if (e == OK && !summary && o->compared)
        e = make_times(c, o, &o->before, &times[1]);
    if (e != OK)
        return e;
    write_header(out, o, summary);
    for (size_t i = 0; i < o->n_curves; i++)
        for (size_t bucket = 0; bucket < (summary ? 1 : o->n_buckets); bucket++)
            write_row(out, o, i, bucket, times);
    return OK;
}
