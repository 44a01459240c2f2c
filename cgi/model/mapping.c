/* Mappings are checked here; what they name is looked up when the file is read. */
#include "model/mapping.h"

#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/json.h"
#include "base/str.h"

#define NAME_BYTES 1000

static bool is_name(const struct json *v)
{
    const char *s = json_string(v);

    return s && *s && strlen(s) <= NAME_BYTES;
}

static void check_names(struct ctx *c, const char *path, const struct json *list)
{
    if (json_type(list) != JSON_ARRAY) {
        ctx_invalid(c, path, "type", "must be a list of column names");
        return;
    }
    if (json_len(list) > MAPPING_NAMES_MAX)
        ctx_invalid(c, path, "too_long", "must have at most %d elements", MAPPING_NAMES_MAX);
    for (size_t i = 0; i < json_len(list) && i < MAPPING_NAMES_MAX; i++)
        if (!is_name(json_at(list, i)))
            ctx_invalid(c, arena_printf(c->arena, "%s[%zu]", path, i), "type",
                        "must be a column's name");
}

static bool check_member(void *arg, const char *name, const struct json *value)
{
    struct ctx *c = arg;
    const char *path = arena_printf(c->arena, "mapping.%s", name);

    if (str_eq(name, "timestamp")) {
        if (json_type(value) != JSON_NULL && !is_name(value))
            ctx_invalid(c, path, "type", "must be a column's name or null");
    } else if (str_eq(name, "metrics") || str_eq(name, "labels")) {
        check_names(c, path, value);
    } else {
        ctx_invalid(c, path, "unknown", "is not a member of a mapping");
    }
    return true;
}

enum err mapping_check(struct ctx *c, const char *json)
{
    const struct json *v;
    enum err e;

    if (!json)
        return OK;
    if ((e = json_parse(c, json, strlen(json), &v)) != OK)
        return e;
    if (json_type(v) != JSON_OBJECT)
        ctx_invalid(c, "mapping", "type", "must be an object");
    else
        json_each(v, check_member, c);
    return ctx_check(c);
}
