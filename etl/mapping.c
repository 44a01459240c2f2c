/* A mapping comes in as JSON, a plan goes out as JSON. */
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/json.h"
#include "etl/ingest.h"

/* The strings of an array member; false when it is something else than an array of strings. */
static bool take_names(struct arena *a, const struct json *array, const char *const **names_r,
                       size_t *n_r)
{
    if (json_type(array) == JSON_NULL)
        return true;
    if (json_type(array) != JSON_ARRAY)
        return false;
    size_t n = json_len(array);
    const char **names = arena_array(a, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        names[i] = json_string(json_at(array, i));
        if (!names[i])
            return false;
        names[i] = arena_strdup(a, names[i]);
    }
    *names_r = names;
    *n_r = n;
    return true;
}

bool ingest_mapping_parse(struct arena *a, const char *json, struct ingest_mapping *out_r)
{
    struct ctx c = { .arena = a, .request_id = "" };
    const struct json *v = NULL;
    memset(out_r, 0, sizeof(*out_r));
    if (json_parse(&c, json, strlen(json), &v) != OK || json_type(v) != JSON_OBJECT)
        return false;
    const struct json *timestamp = json_get(v, "timestamp");
    if (timestamp) {
        out_r->has_timestamp = true;
        out_r->timestamp = arena_strdup(a, json_string(timestamp));
        if (!out_r->timestamp && json_type(timestamp) != JSON_NULL)
            return false;
    }
    return take_names(a, json_get(v, "metrics"), &out_r->metrics, &out_r->n_metrics) &&
           take_names(a, json_get(v, "labels"), &out_r->labels, &out_r->n_labels);
}

static const char *const kinds[] = { "empty", "number", "time", "text" };
static const char *const roles[] = { NULL, "timestamp", "metric", "label", "metricName", "value" };

static void names_with_role(struct json_out *w, const struct ingest_plan *plan, const char *key,
                            enum column_role role)
{
    json_key(w, key);
    json_open(w, '[');
    for (size_t i = 0; i < plan->n_columns; i++)
        if (plan->columns[i].role == role)
            json_strn(w, plan->columns[i].name, plan->columns[i].name_len);
    json_close(w, ']');
}

static void column_json(struct json_out *w, const struct ingest_column *c)
{
    json_open(w, '{');
    json_key(w, "name");
    json_strn(w, c->name, c->name_len);
    json_key(w, "kind");
    json_str(w, kinds[c->kind]);
    json_key(w, "role");
    json_str(w, roles[c->role]);
    json_close(w, '}');
}

void ingest_plan_json(struct json_out *w, const struct ingest_plan *plan)
{
    json_open(w, '{');
    json_key(w, "format");
    json_str(w, plan->is_long ? "long" : "wide");
    json_key(w, "timestamp");
    json_str(w, plan->time < 0 ? NULL : plan->columns[plan->time].name);
    names_with_role(w, plan, "metrics", plan->is_long ? COLUMN_VALUE : COLUMN_METRIC);
    names_with_role(w, plan, "labels", COLUMN_LABEL);
    json_key(w, "columns");
    json_open(w, '[');
    for (size_t i = 0; i < plan->n_columns; i++)
        column_json(w, &plan->columns[i]);
    json_close(w, ']');
    json_close(w, '}');
}
