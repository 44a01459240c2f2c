/* Widgets and the rows that answer them are brought together here. */
#include "model/dashboard_data.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/json.h"
#include "base/problem.h"
#include "base/rowmap.h"
#include "base/uuid.h"
#include "model/kept.h"
#include "model/outcome.h"
#include "model/widget_config.h"
#include "sql/registry.h"

/* Columns before those of analytics.read() in dashboard/data.sql. */
enum { C_WIDGET, C_KIND, C_READ };

struct source {
    const char *id, *type, *config, *dataset_status;
};

static const struct field source_fields[] = {
    FIELD(struct source, id, "id", FIELD_UUID, 0),
    FIELD(struct source, type, "type", FIELD_STR, 0),
    FIELD(struct source, config, "config", FIELD_JSON, 0),
    FIELD(struct source, dataset_status, "datasetStatus", FIELD_STR, FIELD_NULLABLE),
    FIELD_END,
};

static bool row_is_of(const struct db_rows *rows, int i, const uint8_t id[16], const char *kind)
{
    int len;
    const char *p = db_bytes(rows, i, C_KIND, &len);

    return memcmp(db_bytes(rows, i, C_WIDGET, NULL), id, 16) == 0 && (size_t)len == strlen(kind) &&
           memcmp(p, kind, (size_t)len) == 0;
}

/* Rows come sorted by widget and kind, and so are they asked for: `at` only moves on. */
static struct outcome_rows slice_of(const struct db_rows *rows, int *at, const char *id,
                                    const char *kind)
{
    struct outcome_rows s = { .rows = rows, .first = *at, .end = *at, .column = C_READ };
    uint8_t bytes[16];

    if (!uuid_to_bytes(id, bytes))
        BUG("widget id %s", id);
    while (s.end < db_count(rows) && row_is_of(rows, s.end, bytes, kind))
        s.end++;
    *at = s.end;
    return s;
}

/* What a widget asked: its kinds of answer in the order of their rows. */
enum kind { SERIES, SERIES_BEFORE, SUMMARY, SUMMARY_BEFORE, KINDS };

static const char *const kind_names[KINDS] = { "series", "series_before", "summary",
                                               "summary_before" };

/* NULL when the widget does not show this kind. */
static enum err read_outcome(struct ctx *c, const struct analysis *a,
                             const struct outcome_rows slices[KINDS], enum kind kind,
                             struct outcome **o_r)
{
    const struct outcome_rows *now = &slices[kind], *before = &slices[kind + 1];

    *o_r = NULL;
    if (now->first == now->end)
        return OK;
    *o_r = arena_one(c->arena, struct outcome);
    return outcome_read(c, a, now, before->first < before->end ? before : NULL, *o_r);
}

static enum err write_answer(struct ctx *c, const struct source *source,
                             const struct outcome_rows slices[KINDS], const char *zone,
                             struct json_out *w)
{
    struct outcome *series, *summary;
    struct widget_config config;
    struct analysis *a = &config.analysis;
    enum err e;

    if (!source->dataset_status)
        return ctx_fail(c, ERR_NOT_FOUND, "the widget's dataset is no longer there");
    if ((e = widget_config_parse(c, source->type, source->config, &config)) != OK)
        return e;
    a->question.zone = zone;
    if ((e = read_outcome(c, a, slices, SERIES, &series)) != OK)
        return e;
    a->question.interval = "all";
    a->question.aggs |= AGG_ALL;
    a->fill = FILL_NULL;
    a->transform = (struct transform){ 0 };
    if ((e = read_outcome(c, a, slices, SUMMARY, &summary)) != OK)
        return e;
    if (series)
        outcome_json_series(w, series);
    if (summary) {
        if (!series)
            outcome_json_approximate(w, summary);
        json_key(w, "summary");
        outcome_json_summary(w, summary, &summary->now);
    }
    outcome_json_previous(w, series, summary, "summary");
    return OK;
}

/* What a failed widget had written so far is taken back. */
static bool write_widget(struct ctx *c, const struct source *source,
                         const struct outcome_rows slices[KINDS], const char *zone,
                         struct json_out *w)
{
    struct json_out before;
    size_t len;
    bool fine;

    json_key(w, source->id);
    before = *w;
    len = w->s->len;
    json_open(w, '{');
    fine = write_answer(c, source, slices, zone, w) == OK;
    if (!fine) {
        *w = before;
        w->s->len = len;
        json_open(w, '{');
        json_key(w, "problem");
        problem_json(w, c);
        c->problem = (struct problem){ 0 };
    }
    json_close(w, '}');
    return fine;
}

/* Whether no widget has failed. */
static bool write_widgets(struct ctx *c, const struct db_rows *list, const struct db_rows *data,
                          const char *zone, struct json_out *w)
{
    struct source *sources;
    bool fine = true;
    size_t n;
    int at = 0;

    sources = row_read_all(c->arena, list, source_fields, sizeof(*sources), &n);
    json_open(w, '{');
    for (size_t i = 0; i < n; i++) {
        struct outcome_rows slices[KINDS];

        for (int kind = 0; kind < KINDS; kind++)
            slices[kind] = slice_of(data, &at, sources[i].id, kind_names[kind]);
        fine &= write_widget(c, &sources[i], slices, zone, w);
    }
    json_close(w, '}');
    return fine;
}

/* What the data of a dashboard depends on, beside the question. */
struct state {
    const char *version;
    bool relative; /* a widget shows the last days or hours */
};

static const struct field state_fields[] = {
    FIELD(struct state, version, "version", FIELD_STR, 0),
    FIELD(struct state, relative, "relative", FIELD_BOOL, 0),
    FIELD_END,
};

enum err dashboard_data_prepare(struct ctx *c, struct dashboard_question *q)
{
    struct str facts = kept_facts(c);
    const struct db_rows *rows;
    struct state state;
    enum err e =
        db_query(c, &Q_DASHBOARD_DATA_VERSION, &rows, db_uuid(c->who.tenant_id), db_uuid(q->id));

    if (e != OK)
        return e;
    row_read(c->arena, rows, 0, state_fields, &state);
    if (state.relative)
        return OK;
    kept_fact(&facts, q->id);
    kept_fact(&facts, state.version);
    kept_fact(&facts, q->zone);
    str_printf(&facts, "%" PRId64 " %" PRId64, q->from, q->to);
    q->key = kept_key(c, &facts);
    return OK;
}

static bool write_data(struct ctx *c, const struct dashboard_question *q,
                       const struct db_rows *list, const struct db_rows *data, struct str *out)
{
    struct json_out w = json_out(out);
    bool fine;

    json_open(&w, '{');
    json_key(&w, "from");
    json_time(&w, q->from);
    json_key(&w, "to");
    json_time(&w, q->to);
    json_key(&w, "tz");
    json_str(&w, q->zone);
    json_key(&w, "widgets");
    fine = write_widgets(c, list, data, q->zone, &w);
    json_close(&w, '}');
    return fine;
}

/* A problem names the request that met it, so it is not kept. */
static enum err make(struct ctx *c, const struct dashboard_question *q, struct str *out)
{
    struct db_batch *b = db_batch(c);
    size_t start = out->len;
    int list, data;
    enum err e;

    list = db_add(b, &Q_WIDGET_SOURCES, db_uuid(c->who.tenant_id), db_uuid(q->id));
    data = db_add_binary(b, &Q_DASHBOARD_DATA, db_uuid(c->who.tenant_id), db_uuid(q->id),
                         db_time(q->from), db_time(q->to), db_text(q->zone));
    if ((e = db_run(b)) != OK)
        return e;
    if (write_data(c, q, db_rows(b, list), db_rows(b, data), out) && !out->overflow)
        kept_set(c, q->key, out->data + start, out->len - start);
    return OK;
}

enum err dashboard_data(struct ctx *c, const struct dashboard_question *q, struct str *out)
{
    size_t n;
    const char *text = kept_get(c, q->key, &n);

    if (!text)
        return make(c, q, out);
    str_add(out, text, n);
    return OK;
}
