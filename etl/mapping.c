/* A dataset's mapping comes in as JSON. */
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

/* One name, a list of them, or null for the time of reading. */
static bool take_timestamp(struct arena *a, const struct json *v, struct ingest_mapping *m)
{
    m->has_timestamp = true;
    if (json_type(v) != JSON_STRING)
        return take_names(a, v, &m->timestamp, &m->n_timestamp) &&
               m->n_timestamp <= TIME_COLUMNS_MAX;
    const char **one = arena_array(a, const char *, 1);
    *one = arena_strdup(a, json_string(v));
    m->timestamp = one;
    m->n_timestamp = 1;
    return true;
}

/* A string member; false when it is something else. */
static bool take_string(struct arena *a, const struct json *v, const char **out_r)
{
    *out_r = arena_strdup(a, json_string(v));
    return *out_r || json_type(v) == JSON_NULL;
}

bool ingest_mapping_parse(struct arena *a, const char *json, struct ingest_mapping *out_r)
{
    struct ctx c = { .arena = a, .request_id = "" };
    const struct json *v = NULL;
    const char *decimal = NULL;
    memset(out_r, 0, sizeof(*out_r));
    if (json_parse(&c, json, strlen(json), &v) != OK || json_type(v) != JSON_OBJECT)
        return false;
    const struct json *timestamp = json_get(v, "timestamp");
    if (timestamp && !take_timestamp(a, timestamp, out_r))
        return false;
    if (!take_string(a, json_get(v, "decimal"), &decimal))
        return false;
    out_r->decimal = decimal ? *decimal : '\0';
    return take_string(a, json_get(v, "timeFormat"), &out_r->time_format) &&
           take_string(a, json_get(v, "timeZone"), &out_r->time_zone) &&
           take_names(a, json_get(v, "metrics"), &out_r->metrics, &out_r->n_metrics) &&
           take_names(a, json_get(v, "labels"), &out_r->labels, &out_r->n_labels);
}
