/* Widgets and the rows that answer them are brought together here. */
#include "model/dashboard_data.h"

#include <string.h>

#include "base/ctx.h"
#include "base/db.h"
#include "base/json.h"
#include "base/problem.h"
#include "base/rowmap.h"
#include "base/uuid.h"
#include "model/answer.h"
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

/* The rows of one widget and kind: [first, end). */
struct slice {
    const struct db_rows *rows;
    int first, end;
};

static bool row_is_of(const struct db_rows *rows, int i, const uint8_t id[16], const char *kind)
{
    int len;
    const char *p = db_bytes(rows, i, C_KIND, &len);

    return memcmp(db_bytes(rows, i, C_WIDGET, NULL), id, 16) == 0 && (size_t)len == strlen(kind) &&
           memcmp(p, kind, (size_t)len) == 0;
}

/* Rows come sorted by widget and kind, and so are they asked for: `at` only moves on. */
static struct slice slice_of(const struct db_rows *rows, int *at, const char *id, const char *kind)
{
    struct slice s = { .rows = rows, .first = *at, .end = *at };
    uint8_t bytes[16];

    if (!uuid_to_bytes(id, bytes))
        BUG("widget id %s", id);
    while (s.end < db_count(rows) && row_is_of(rows, s.end, bytes, kind))
        s.end++;
    *at = s.end;
    return s;
}

static enum err write_part(struct ctx *c, const struct slice *s, const struct question *q,
                           struct json_out *w)
{
    struct answer a;
    enum err e = answer_read(c, s->rows, s->first, s->end, C_READ, q, &a);

    if (e != OK)
        return e;
    if (strcmp(q->interval, "all") == 0) {
        json_key(w, "summary");
        answer_json_summary(w, q, &a);
    } else {
        answer_json_series(w, q, &a);
    }
    return OK;
}

static enum err write_answer(struct ctx *c, const struct source *source, const struct slice *series,
                             const struct slice *summary, const char *zone, struct json_out *w)
{
    struct widget_config config;
    enum err e;

    if (!source->dataset_status)
        return ctx_fail(c, ERR_NOT_FOUND, "the widget's dataset is no longer there");
    if ((e = widget_config_parse(c, source->type, source->config, &config)) != OK)
        return e;
    config.question.zone = zone;
    if (series->first < series->end && (e = write_part(c, series, &config.question, w)) != OK)
        return e;
    config.question.interval = "all";
    config.question.aggs = AGG_ALL;
    if (summary->first < summary->end && (e = write_part(c, summary, &config.question, w)) != OK)
        return e;
    return OK;
}

/* What a failed widget had written so far is taken back. */
static void write_widget(struct ctx *c, const struct source *source, const struct slice *series,
                         const struct slice *summary, const char *zone, struct json_out *w)
{
    struct json_out before;
    size_t len;

    json_key(w, source->id);
    before = *w;
    len = w->s->len;
    json_open(w, '{');
    if (write_answer(c, source, series, summary, zone, w) != OK) {
        *w = before;
        w->s->len = len;
        json_open(w, '{');
        json_key(w, "problem");
        problem_json(w, c);
        c->problem = (struct problem){ 0 };
    }
    json_close(w, '}');
}

enum err dashboard_data(struct ctx *c, const char *id, int64_t from, int64_t to, const char *zone,
                        struct json_out *w)
{
    struct db_batch *b = db_batch(c);
    struct source *sources;
    size_t n;
    int list, data, at = 0;
    enum err e;

    db_add(b, &Q_DASHBOARD_BY_ID, db_uuid(c->who.tenant_id), db_uuid(id));
    list = db_add(b, &Q_WIDGET_SOURCES, db_uuid(c->who.tenant_id), db_uuid(id));
    data = db_add_binary(b, &Q_DASHBOARD_DATA, db_uuid(c->who.tenant_id), db_uuid(id),
                         db_time(from), db_time(to), db_text(zone));
    if ((e = db_run(b)) != OK)
        return e;
    sources = row_read_all(c->arena, db_rows(b, list), source_fields, sizeof(*sources), &n);
    json_open(w, '{');
    json_key(w, "from");
    json_time(w, from);
    json_key(w, "to");
    json_time(w, to);
    json_key(w, "tz");
    json_str(w, zone);
    json_key(w, "widgets");
    json_open(w, '{');
    for (size_t i = 0; i < n; i++) {
        struct slice series = slice_of(db_rows(b, data), &at, sources[i].id, "series");
        struct slice summary = slice_of(db_rows(b, data), &at, sources[i].id, "summary");

        write_widget(c, &sources[i], &series, &summary, zone, w);
    }
    json_close(w, '}');
    json_close(w, '}');
    return OK;
}
