/* What is asked in JSON is read here, the same for queries and for widgets. */
#include "model/analysis_json.h"

#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/uuid.h"

#define NAME_MAX_LENGTH 255

/* One label of a `where`. */
struct condition {
    const struct reading *r;
    struct question *q;
};

static void read_dataset(const struct reading *r, const struct json *v, struct analysis *a)
{
    const char *id = json_string(v);
    char *lower = arena_alloc(r->c->arena, UUID_TEXT);
    uint8_t bytes[16];

    if (!id || !uuid_valid(id) || !uuid_to_bytes(id, bytes)) {
        reading_refuse(r, "datasetId", "format", "must be a UUID");
        return;
    }
    uuid_from_bytes(bytes, lower);
    a->question.dataset_id = lower;
}

static void read_expressions(const struct reading *r, const struct json *v, struct analysis *a)
{
    struct field_strs texts =
        reading_texts(r, "expressions", v, ANALYSIS_EXPRESSIONS_MAX, EXPRESSION_BYTES_MAX);

    for (size_t i = 0; i < texts.len; i++)
        analysis_express(r->c, reading_path(r, arena_printf(r->c->arena, "expressions[%zu]", i)),
                         texts.data[i], a);
}

static void add_condition(const struct condition *at, const char *path, const char *label,
                          const char *value)
{
    struct question *q = at->q;

    if (!value)
        return;
    if (q->where_names.len == QUESTION_CONDITIONS_MAX) {
        reading_refuse(at->r, path, "too_long", "is one condition too many");
        return;
    }
    q->where_names.data[q->where_names.len++] = label;
    q->where_values.data[q->where_values.len++] = value;
}

/* A value or an array of values, of which any will do. */
static bool read_condition(void *arg, const char *label, const struct json *v)
{
    const struct condition *at = arg;
    const struct reading *r = at->r;
    const char *path = arena_printf(r->c->arena, "where.%s", label);

    if (json_type(v) != JSON_ARRAY) {
        add_condition(at, path, label, reading_text(r, path, v, NAME_MAX_LENGTH));
        return true;
    }
    if (json_len(v) == 0)
        reading_refuse(r, path, "too_short", "must not be empty");
    for (size_t i = 0; i < json_len(v) && i <= QUESTION_CONDITIONS_MAX; i++) {
        const char *element = arena_printf(r->c->arena, "%s[%zu]", path, i);

        add_condition(at, element, label, reading_text(r, element, json_at(v, i), NAME_MAX_LENGTH));
    }
    return true;
}

static void read_where(const struct reading *r, const struct json *v, struct question *q)
{
    struct condition at = { r, q };

    if (json_type(v) != JSON_OBJECT) {
        reading_refuse(r, "where", "type", "must be an object of label values");
        return;
    }
    q->where_names.data = arena_array(r->c->arena, const char *, QUESTION_CONDITIONS_MAX);
    q->where_values.data = arena_array(r->c->arena, const char *, QUESTION_CONDITIONS_MAX);
    json_each(v, read_condition, &at);
}

static void read_fill(const struct reading *r, const struct json *v, struct analysis *a)
{
    const char *word = fill_names[FILL_NULL];

    reading_choice(r, "fill", v, fill_names, &word);
    a->fill = fill_by_name(word);
}

static void read_compare(const struct reading *r, const struct json *v, struct analysis *a)
{
    const char *word = "";

    if (json_type(v) != JSON_NULL)
        reading_choice(r, "compare", v, compare_names, &word);
    a->compare = compare_by_name(word);
}

static void read_transform(const struct reading *r, const struct json *v, struct analysis *a)
{
    const char *text = NULL;

    reading_optional(r, "transform", v, NAME_MAX_LENGTH, &text);
    if (text)
        a->transform = transform_read(r->c, reading_path(r, "transform"), text);
}

bool analysis_json_member(const struct reading *r, const char *name, const struct json *v,
                          struct analysis *a)
{
    if (strcmp(name, "datasetId") == 0)
        read_dataset(r, v, a);
    else if (strcmp(name, "metrics") == 0)
        a->shown = reading_texts(r, name, v, QUESTION_METRICS_MAX, NAME_MAX_LENGTH);
    else if (strcmp(name, "expressions") == 0)
        read_expressions(r, v, a);
    else if (strcmp(name, "where") == 0)
        read_where(r, v, &a->question);
    else if (strcmp(name, "groupBy") == 0)
        reading_optional(r, name, v, NAME_MAX_LENGTH, &a->question.group_by);
    else if (strcmp(name, "interval") == 0)
        reading_choice(r, name, v, interval_names, &a->question.interval);
    else if (strcmp(name, "fill") == 0)
        read_fill(r, v, a);
    else if (strcmp(name, "compare") == 0)
        read_compare(r, v, a);
    else if (strcmp(name, "transform") == 0)
        read_transform(r, v, a);
    else
        return false;
    return true;
}
