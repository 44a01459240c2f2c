/* Configs of widgets are checked here. */
#include "model/widget_config.h"

#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/json.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "base/uuid.h"

#define TEXT_MAX 20000
#define NAME_MAX_LENGTH 255
#define UNIT_MAX 24
#define LAST_YEARS_MAX 999 /* PostgreSQL knows no time 9,999 years ago */
#define TIME_CHARS_MAX 40

const char *const widget_types[] = { "line", "area", "bar", "stat", "table", "text", NULL };

/* One walk over the members of a config. */
struct reading {
    struct ctx *c;
    struct widget_config *out;
};

static void refuse(struct ctx *c, const char *name, const char *code, const char *message)
{
    ctx_invalid(c, arena_printf(c->arena, "config.%s", name), code, "%s", message);
}

/* A string member of 1 to `most` bytes, or NULL after telling what is wrong. */
static const char *text_of(struct ctx *c, const char *name, const struct json *v, size_t most)
{
    const char *text = json_string(v);

    if (!text)
        refuse(c, name, "type", "must be a string");
    else if (!*text || strlen(text) > most)
        refuse(c, name, *text ? "too_long" : "too_short",
               *text ? "is too long" : "must not be empty");
    else
        return text;
    return NULL;
}

static bool is_in(const char *const *list, const char *word)
{
    for (; *list; list++)
        if (strcmp(*list, word) == 0)
            return true;
    return false;
}

static void read_metrics(struct reading *r, const struct json *v)
{
    struct field_strs *metrics = &r->out->question.metrics;
    size_t n = json_len(v);

    if (json_type(v) != JSON_ARRAY) {
        refuse(r->c, "metrics", "type", "must be an array of strings");
        return;
    }
    if (n > QUESTION_METRICS_MAX) {
        refuse(r->c, "metrics", "too_long", "names too many metrics");
        return;
    }
    metrics->data = arena_array(r->c->arena, const char *, n);
    for (size_t i = 0; i < n; i++) {
        const char *name = arena_printf(r->c->arena, "metrics[%zu]", i);
        const char *text = text_of(r->c, name, json_at(v, i), NAME_MAX_LENGTH);

        if (text)
            metrics->data[metrics->len++] = text;
    }
}

static bool read_condition(void *arg, const char *name, const struct json *v)
{
    struct reading *r = arg;
    struct question *q = &r->out->question;
    const char *value =
        text_of(r->c, arena_printf(r->c->arena, "where.%s", name), v, NAME_MAX_LENGTH);

    if (value) {
        q->where_names.data[q->where_names.len++] = name;
        q->where_values.data[q->where_values.len++] = value;
    }
    return true;
}

static void read_where(struct reading *r, const struct json *v)
{
    struct question *q = &r->out->question;
    size_t n = json_len(v);

    if (json_type(v) != JSON_OBJECT) {
        refuse(r->c, "where", "type", "must be an object of label values");
        return;
    }
    if (n > QUESTION_LABELS_MAX) {
        refuse(r->c, "where", "too_long", "names too many labels");
        return;
    }
    q->where_names.data = arena_array(r->c->arena, const char *, n);
    q->where_values.data = arena_array(r->c->arena, const char *, n);
    json_each(v, read_condition, r);
}

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

static void read_bound(struct reading *r, const char *name, const struct json *v, int64_t *us_r)
{
    const char *text = json_string(v);

    if (!text || !is_bound(text, us_r))
        refuse(r->c, name, "format", "must be an RFC 3339 time, like 2024-01-15T09:00:00Z");
}

static bool read_range_member(void *arg, const char *name, const struct json *v)
{
    struct reading *r = arg;
    const char *text = json_string(v);

    if (strcmp(name, "last") == 0 && text && is_last(text))
        r->out->last = text;
    else if (strcmp(name, "last") == 0)
        refuse(r->c, "range.last", "format", "must be a count with m, h, d, w, M or y, like 7d");
    else if (strcmp(name, "from") == 0)
        read_bound(r, "range.from", v, &r->out->question.from);
    else if (strcmp(name, "to") == 0)
        read_bound(r, "range.to", v, &r->out->question.to);
    else
        refuse(r->c, arena_printf(r->c->arena, "range.%s", name), "unknown", "is not known here");
    return true;
}

static void read_range(struct reading *r, const struct json *v)
{
    const struct question *q = &r->out->question;

    if (json_type(v) == JSON_NULL)
        return;
    if (json_type(v) != JSON_OBJECT) {
        refuse(r->c, "range", "type", "must be an object");
        return;
    }
    json_each(v, read_range_member, r);
    if (r->out->last && (q->from != FIELD_TIME_NONE || q->to != FIELD_TIME_NONE))
        refuse(r->c, "range", "choice", "is either last or from and to");
    if (q->from != FIELD_TIME_NONE && q->to != FIELD_TIME_NONE && q->from >= q->to)
        refuse(r->c, "range.to", "too_small", "must be later than from");
}

static void read_dataset(struct reading *r, const struct json *v)
{
    const char *id = json_string(v);

    if (id && uuid_valid(id))
        r->out->question.dataset_id = id;
    else
        refuse(r->c, "datasetId", "format", "must be a UUID");
}

static void read_choice(struct reading *r, const char *name, const struct json *v,
                        const char *const *choices, const char **out)
{
    const char *word = json_string(v);

    if (word && is_in(choices, word))
        *out = word;
    else
        refuse(r->c, name, "choice", "is none of the possible words");
}

static void read_agg(struct reading *r, const struct json *v)
{
    const char *word = "avg";

    read_choice(r, "agg", v, agg_names, &word);
    r->out->question.aggs = aggs_read(r->c, "config.agg", word);
}

static void read_optional(struct reading *r, const char *name, const struct json *v, size_t most,
                          const char **out)
{
    if (json_type(v) != JSON_NULL)
        *out = text_of(r->c, name, v, most);
}

static bool read_data_member(void *arg, const char *name, const struct json *v)
{
    struct reading *r = arg;

    if (strcmp(name, "datasetId") == 0)
        read_dataset(r, v);
    else if (strcmp(name, "metrics") == 0)
        read_metrics(r, v);
    else if (strcmp(name, "where") == 0)
        read_where(r, v);
    else if (strcmp(name, "groupBy") == 0)
        read_optional(r, name, v, NAME_MAX_LENGTH, &r->out->question.group_by);
    else if (strcmp(name, "interval") == 0)
        read_choice(r, name, v, interval_names, &r->out->question.interval);
    else if (strcmp(name, "agg") == 0)
        read_agg(r, v);
    else if (strcmp(name, "range") == 0)
        read_range(r, v);
    else if (strcmp(name, "unit") == 0)
        read_optional(r, name, v, UNIT_MAX, &r->out->unit);
    else
        refuse(r->c, name, "unknown", "is not a field of this type of widget");
    return true;
}

static bool read_text_member(void *arg, const char *name, const struct json *v)
{
    struct reading *r = arg;
    const char *text = json_string(v);

    if (strcmp(name, "text") != 0)
        refuse(r->c, name, "unknown", "is not a field of a text widget");
    else if (!text)
        refuse(r->c, "text", "type", "must be a string");
    else if (strlen(text) > TEXT_MAX)
        refuse(r->c, "text", "too_long", "is too long");
    else
        r->out->text = text;
    return true;
}

enum err widget_config_read(struct ctx *c, const char *type, const struct json *config,
                            struct widget_config *out_r)
{
    bool is_text = strcmp(type, "text") == 0;
    struct reading r = { .c = c, .out = out_r };

    *out_r = (struct widget_config){ .question = { .from = FIELD_TIME_NONE,
                                                   .to = FIELD_TIME_NONE,
                                                   .interval = "auto",
                                                   .zone = "UTC",
                                                   .aggs = AGG_AVG } };
    if (json_type(config) != JSON_OBJECT) {
        ctx_invalid(c, "config", "type", "must be an object");
        return ctx_check(c);
    }
    json_each(config, is_text ? read_text_member : read_data_member, &r);
    if (!is_text && !json_get(config, "datasetId"))
        refuse(c, "datasetId", "required", "is required");
    if (is_text && !json_get(config, "text"))
        refuse(c, "text", "required", "is required");
    return ctx_check(c);
}

enum err widget_config_parse(struct ctx *c, const char *type, const char *text,
                             struct widget_config *out_r)
{
    const struct json *config;
    enum err e = json_parse(c, text, strlen(text), &config);

    return e != OK ? e : widget_config_read(c, type, config, out_r);
}
