/* Tests of writing JSON: commas, escapes, values, field tables. */
#include "base/json.h"

#include <math.h>

#include "base/arena.h"
#include "tests/unit/tap.h"

static void test_structure(struct arena *a)
{
    struct str s = str_new(a, 1000);
    struct json_out w = json_out(&s);

    json_open(&w, '{');
    json_key(&w, "list");
    json_open(&w, '[');
    json_num(&w, -1);
    json_open(&w, '[');
    json_close(&w, ']');
    json_open(&w, '{');
    json_key(&w, "a");
    json_flag(&w, true);
    json_key(&w, "b");
    json_none(&w);
    json_close(&w, '}');
    json_raw(&w, "{\"raw\":1}");
    json_close(&w, ']');
    json_key(&w, "empty");
    json_open(&w, '{');
    json_close(&w, '}');
    json_key(&w, "last");
    json_str(&w, "x");
    json_close(&w, '}');
    is_str(str_c(&s),
           "{\"list\":[-1,[],{\"a\":true,\"b\":null},{\"raw\":1}],\"empty\":{},\"last\":\"x\"}",
           "commas stand between, and only there");
}

static void test_values(struct arena *a)
{
    struct str s = str_new(a, 1000);
    struct json_out w = json_out(&s);

    json_open(&w, '[');
    json_str(&w, "\"\\\b\f\n\r\t\x01\x1f/\x7f\xC3\xA9\xE2\x80\xA8");
    json_strn(&w, "a\0b", 3);
    json_str(&w, "bad \xFF\xC3.");
    json_str(&w, NULL);
    json_num(&w, INT64_MIN);
    json_real(&w, 0.1);
    json_real(&w, NAN);
    json_real(&w, -INFINITY);
    json_raw(&w, NULL);
    json_time(&w, 0);
    json_time(&w, FIELD_TIME_NONE);
    json_close(&w, ']');
    is_str(str_c(&s),
           "[\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f/\x7f\xC3\xA9\xE2\x80\xA8\",\"a\\u0000b\","
           "\"bad \xEF\xBF\xBD\xEF\xBF\xBD.\",null,-9223372036854775808,0.1,null,null,null,"
           "\"1970-01-01T00:00:00Z\",null]",
           "values");
}

struct thing {
    const char *id, *name, *config, *secret;
    int64_t count, created_at, gone_at;
    double mean;
    bool open;
    struct field_strs tags;
};

static const struct field thing_fields[] = {
    FIELD(struct thing, id, "id", FIELD_UUID, 0),
    FIELD(struct thing, name, "name", FIELD_STR, FIELD_REQUIRED, .min = 1, .max = 120),
    FIELD(struct thing, secret, "secret", FIELD_STR, FIELD_HIDDEN),
    FIELD(struct thing, config, "config", FIELD_JSON, 0),
    FIELD(struct thing, count, "count", FIELD_INT, 0),
    FIELD(struct thing, mean, "mean", FIELD_DOUBLE, 0),
    FIELD(struct thing, open, "open", FIELD_BOOL, 0),
    FIELD(struct thing, created_at, "createdAt", FIELD_TIME, 0),
    FIELD(struct thing, gone_at, "goneAt", FIELD_TIME, FIELD_NULLABLE),
    FIELD(struct thing, tags, "tags", FIELD_STRS, 0),
    FIELD(struct thing, secret, "password", FIELD_STR, FIELD_INPUT),
    FIELD_END
};

static void test_fields(struct arena *a)
{
    const char *tags[] = { "x", "y" };
    struct thing thing = { .id = "1",
                           .secret = "hidden",
                           .config = "{\"w\":1}",
                           .count = 3,
                           .mean = 1.5,
                           .open = true,
                           .created_at = 0,
                           .gone_at = FIELD_TIME_NONE,
                           .tags = { tags, 2 } };
    struct str s = str_new(a, 1000);
    struct json_out w = json_out(&s);

    json_open(&w, '[');
    json_thing(&w, thing_fields, &thing);
    thing.tags.len = 0;
    json_open(&w, '{');
    json_key(&w, "more");
    json_num(&w, 1);
    json_fields(&w, &thing_fields[9], &thing);
    json_close(&w, '}');
    json_close(&w, ']');
    is_str(
        str_c(&s),
        "[{\"id\":\"1\",\"name\":null,\"config\":{\"w\":1},\"count\":3,\"mean\":1.5,\"open\":true,"
        "\"createdAt\":\"1970-01-01T00:00:00Z\",\"goneAt\":null,\"tags\":[\"x\",\"y\"]},"
        "{\"more\":1,\"tags\":[]}]",
        "a struct by its table");
}

int main(void)
{
    struct arena *a = arena_new(1 << 20);

    test_structure(a);
    test_values(a);
    test_fields(a);
    arena_free(a);
    return done_testing();
}
