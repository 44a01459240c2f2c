/* Configs of widgets are checked here. */
#include "model/widget_config.h"

#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/json.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "model/analysis_json.h"

#define TEXT_MAX 20000
#define UNIT_MAX 24
#define LAST_YEARS_MAX 999 /* PostgreSQL knows no time 9,999 years ago */
#define TIME_CHARS_MAX 40

const char *const widget_types[] = { "line", "area", "bar", "stat", "table", "text", NULL };

static const char *const scales[] = { "linear", "log", NULL };

/* One walk over the members of a config. */
struct config_reading {
    struct reading r;
    struct widget_config *out;
};

/* 15m, 24h, 7d, 4w, 12M, 2y */
static bool is_last(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    int64_t n;
    char number[8] = "";

    if (digits == 0 || digits > 4 || !text[digits] || !strchr("mhdwMy", text[digits]) ||
        text[digits + 1])
        return false;
    memcpy(number, text, digits);
    return str_to_int64(number, &n) && n > 0 && (text[digits] != 'y' || n <= LAST_YEARS_MAX);
}

/* PostgreSQL reads the text again with the widget's data, where a failure would be the whole
 * dashboard's: it takes no offset of 16 hours or more, and no endless fraction. */
static bool is_bound(const char *text, int64_t *us_r)
{
    size_t n = strlen(text);
    const char *offset = n > 6 && text[n - 3] == ':' ? text + n - 6 : "";

    if ((*offset == '+' || *offset == '-') && strncmp(offset + 1, "16", 2) >= 0)
        return false;
    return n <= TIME_CHARS_MAX && time_parse(text, n, true, us_r);
}

static void read_bound(const struct reading *r, const char *name, const struct json *v,
                       int64_t *us_r)
{
    const char *text = json_string(v);

    if (!text || !is_bound(text, us_r))
        reading_refuse(r, name, "format", "must be an RFC 3339 time, like 2024-01-15T09:00:00Z");
}

static bool read_range_member(void *arg, const char *name, const struct json *v)
{
    struct config_reading *at = arg;
    struct question *q = &at->out->analysis.question;
    const struct reading *r = &at->r;
    const char *text = json_string(v);

    if (strcmp(name, "last") == 0 && text && is_last(text))
        at->out->last = text;
    else if (strcmp(name, "last") == 0)
        reading_refuse(r, "range.last", "format",
                       "must be a count with m, h, d, w, M or y, like 7d");
    else if (strcmp(name, "from") == 0)
        read_bound(r, "range.from", v, &q->from);
    else if (strcmp(name, "to") == 0)
        read_bound(r, "range.to", v, &q->to);
    else
        reading_refuse(r, arena_printf(r->c->arena, "range.%s", name), "unknown",
                       "is not known here");
    return true;
}

static void read_range(struct config_reading *at, const struct json *v)
{
    const struct question *q = &at->out->analysis.question;
    const struct reading *r = &at->r;

    if (json_type(v) == JSON_NULL)
        return;
    if (json_type(v) != JSON_OBJECT) {
        reading_refuse(r, "range", "type", "must be an object");
        return;
    }
    json_each(v, read_range_member, at);
    if (at->out->last && (q->from != FIELD_TIME_NONE || q->to != FIELD_TIME_NONE))
        reading_refuse(r, "range", "choice", "is either last or from and to");
    if (q->from != FIELD_TIME_NONE && q->to != FIELD_TIME_NONE && q->from >= q->to)
        reading_refuse(r, "range.to", "too_small", "must be later than from");
}

static void read_agg(struct config_reading *at, const struct json *v)
{
    const char *word = "avg";

    reading_choice(&at->r, "agg", v, agg_names, &word);
    at->out->analysis.question.aggs = aggs_read(at->r.c, "config.agg", word);
}

static void read_scale(struct config_reading *at, const struct json *v)
{
    const char *word = scales[0];

    if (json_type(v) != JSON_NULL)
        reading_choice(&at->r, "scale", v, scales, &word);
}

static bool read_data_member(void *arg, const char *name, const struct json *v)
{
    struct config_reading *at = arg;

    if (strcmp(name, "agg") == 0)
        read_agg(at, v);
    else if (strcmp(name, "range") == 0)
        read_range(at, v);
    else if (strcmp(name, "unit") == 0)
        reading_optional(&at->r, name, v, UNIT_MAX, &at->out->unit);
    else if (strcmp(name, "scale") == 0)
        read_scale(at, v);
    else if (!analysis_json_member(&at->r, name, v, &at->out->analysis))
        reading_refuse(&at->r, name, "unknown", "is not a field of this type of widget");
    return true;
}

static bool read_text_member(void *arg, const char *name, const struct json *v)
{
    struct config_reading *at = arg;
    const char *text = json_string(v);

    if (strcmp(name, "text") != 0)
        reading_refuse(&at->r, name, "unknown", "is not a field of a text widget");
    else if (!text)
        reading_refuse(&at->r, "text", "type", "must be a string");
    else if (strlen(text) > TEXT_MAX)
        reading_refuse(&at->r, "text", "too_long", "is too long");
    else
        at->out->text = text;
    return true;
}

enum err widget_config_read(struct ctx *c, const char *type, const struct json *config,
                            struct widget_config *out_r)
{
    bool is_text = strcmp(type, "text") == 0;
    struct config_reading at = { .r = { c, "config." }, .out = out_r };

    *out_r = (struct widget_config){ 0 };
    analysis_init(&out_r->analysis);
    if (json_type(config) != JSON_OBJECT) {
        ctx_invalid(c, "config", "type", "must be an object");
        return ctx_check(c);
    }
    json_each(config, is_text ? read_text_member : read_data_member, &at);
    if (!is_text && !json_get(config, "datasetId"))
        reading_refuse(&at.r, "datasetId", "required", "is required");
    if (is_text && !json_get(config, "text"))
        reading_refuse(&at.r, "text", "required", "is required");
    return analysis_finish(c, &out_r->analysis);
}

enum err widget_config_parse(struct ctx *c, const char *type, const char *text,
                             struct widget_config *out_r)
{
    const struct json *config;
    enum err e = json_parse(c, text, strlen(text), &config);

    return e != OK ? e : widget_config_read(c, type, config, out_r);
}
