/* Members of JSON objects are read and complained about here. */
#include "model/reading.h"

#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/json.h"

const char *reading_path(const struct reading *r, const char *name)
{
    return arena_printf(r->c->arena, "%s%s", r->prefix, name);
}

void reading_refuse(const struct reading *r, const char *name, const char *code,
                    const char *message)
{
    ctx_invalid(r->c, reading_path(r, name), code, "%s", message);
}

const char *reading_text(const struct reading *r, const char *name, const struct json *v,
                         size_t most)
{
    const char *text = json_string(v);

    if (!text)
        reading_refuse(r, name, "type", "must be a string");
    else if (!*text || strlen(text) > most)
        reading_refuse(r, name, *text ? "too_long" : "too_short",
                       *text ? "is too long" : "must not be empty");
    else
        return text;
    return NULL;
}

void reading_optional(const struct reading *r, const char *name, const struct json *v, size_t most,
                      const char **out)
{
    if (json_type(v) != JSON_NULL)
        *out = reading_text(r, name, v, most);
}

void reading_choice(const struct reading *r, const char *name, const struct json *v,
                    const char *const *choices, const char **out)
{
    const char *word = json_string(v);

    for (; word && *choices; choices++)
        if (strcmp(*choices, word) == 0) {
            *out = *choices;
            return;
        }
    reading_refuse(r, name, "choice", "is none of the possible words");
}

struct field_strs reading_texts(const struct reading *r, const char *name, const struct json *v,
                                size_t count, size_t most)
{
    struct field_strs list = { 0 };
    size_t n = json_len(v);

    if (json_type(v) != JSON_ARRAY) {
        reading_refuse(r, name, "type", "must be an array of strings");
        return list;
    }
    if (n > count) {
        reading_refuse(r, name, "too_long", "names too many");
        return list;
    }
    list.data = arena_array(r->c->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        const char *path = arena_printf(r->c->arena, "%s[%zu]", name, i);
        const char *text = reading_text(r, path, json_at(v, i), most);

        if (text)
            list.data[list.len++] = text;
    }
    return list;
}
