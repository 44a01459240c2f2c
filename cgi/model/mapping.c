/* Mappings are checked here; what they name is looked up when the file is read. */
#include "model/mapping.h"

#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/json.h"
#include "base/str.h"
#include "base/timepattern.h"
#include "base/zone.h"

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

/* A column, the columns that make the time together, or null for the time of reading. */
static void check_timestamp(struct ctx *c, const char *path, const struct json *v)
{
    size_t n = json_len(v);

    if (json_type(v) != JSON_ARRAY) {
        if (json_type(v) != JSON_NULL && !is_name(v))
            ctx_invalid(c, path, "type", "must be a column's name, a list of names or null");
        return;
    }
    if (n < 1 || n > MAPPING_TIMES_MAX)
        ctx_invalid(c, path, n ? "too_long" : "too_short", "must have 1 to %d elements",
                    MAPPING_TIMES_MAX);
    for (size_t i = 0; i < n && i < MAPPING_TIMES_MAX; i++)
        if (!is_name(json_at(v, i)))
            ctx_invalid(c, arena_printf(c->arena, "%s[%zu]", path, i), "type",
                        "must be a column's name");
}

static void check_time_format(struct ctx *c, const char *path, const struct json *v)
{
    static const char *const words[] = { "rfc3339", "epoch_s", "epoch_ms", "epoch_us", "epoch_ns" };
    const char *text = json_string(v), *problem;

    for (size_t i = 0; text && i < sizeof(words) / sizeof(*words); i++)
        if (str_eq(text, words[i]))
            return;
    if (!text)
        ctx_invalid(c, path, "type", "must be a text");
    else if (!time_pattern_new(c->arena, text, &problem))
        ctx_invalid(c, path, "format",
                    "must be epoch_s, epoch_ms, rfc3339 or a pattern like %%d.%%m.%%Y %%H:%%M; %s",
                    problem);
}

static void check_time_zone(struct ctx *c, const char *path, const struct json *v)
{
    const char *name = json_string(v);

    if (!name)
        ctx_invalid(c, path, "type", "must be a text");
    else if (!zone_exists(name))
        ctx_invalid(c, path, "choice", "must be a name like Europe/Paris");
}

static void check_decimal(struct ctx *c, const char *path, const struct json *v)
{
    const char *sign = json_string(v);

    if (!sign || (!str_eq(sign, ".") && !str_eq(sign, ",")))
        ctx_invalid(c, path, sign ? "choice" : "type", "must be \".\" or \",\"");
}

static const struct {
    const char *name;
    void (*check)(struct ctx *c, const char *path, const struct json *v);
} members[] = {
    { "timestamp", check_timestamp }, { "timeFormat", check_time_format },
    { "timeZone", check_time_zone },  { "metrics", check_names },
    { "labels", check_names },        { "decimal", check_decimal },
};

static bool check_member(void *arg, const char *name, const struct json *value)
{
    struct ctx *c = arg;
    const char *path = arena_printf(c->arena, "mapping.%s", name);

    for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
        if (str_eq(name, members[i].name)) {
            members[i].check(c, path, value);
            return true;
        }
    ctx_invalid(c, path, "unknown", "is not a member of a mapping");
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
