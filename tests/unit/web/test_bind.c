/* Tests of web/bind: bodies and parameters become structs, and every mistake is told. */
#include "web/bind.h"

#include <string.h>

#include "base/arena.h"
#include "tests/unit/tap.h"

struct thing {
    const char *name, *kind, *id, *config;
    int64_t count, at;
    double ratio;
    bool on;
    struct field_strs tags;
};

static const char *const kinds[] = { "line", "bar", NULL };
static const struct field fields[] = {
    FIELD(struct thing, name, "name", FIELD_STR, FIELD_REQUIRED, .min = 1, .max = 5),
    FIELD(struct thing, kind, "kind", FIELD_STR, 0, .choices = kinds),
    FIELD(struct thing, id, "id", FIELD_UUID, 0),
    FIELD(struct thing, config, "config", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct thing, count, "count", FIELD_INT, 0, .min = 1, .max = 9, .fallback = 7),
    FIELD(struct thing, at, "at", FIELD_TIME, 0),
    FIELD(struct thing, ratio, "ratio", FIELD_DOUBLE, 0, .min = 0, .max = 1, .fallback = 0.5),
    FIELD(struct thing, on, "on", FIELD_BOOL, 0),
    FIELD(struct thing, tags, "tags", FIELD_STRS, 0, .max = 2),
    FIELD_END,
};

static struct ctx c;
static struct thing got;
static uint64_t sent;

static enum err bind(const char *text)
{
    const struct json *v;

    arena_reset(c.arena);
    c.problem = (struct problem){ 0 };
    got = (struct thing){ 0 };
    if (json_parse(&c, text, strlen(text), &v) != OK)
        return c.problem.err;
    return bind_object(&c, v, fields, "", &got, &sent);
}

/* "path:code path:code" of all that was found invalid. */
static const char *mistakes(void)
{
    struct str s = str_new(c.arena, 4096);

    for (const struct field_error *e = c.problem.errors; e; e = e->next)
        str_printf(&s, "%s%s:%s", s.len ? " " : "", e->path, e->code);
    return str_c(&s);
}

static void test_good(void)
{
    is_int(
        bind("{\"name\":\"häßle\",\"kind\":\"bar\",\"id\":\"0199A000-0000-7000-8000-00000000000F\","
             "\"config\":{\"a\":[1,null]},\"count\":9,\"at\":\"2024-01-15T10:00:00+01:00\","
             "\"ratio\":1,\"on\":true,\"tags\":[\"x\",\"y\"]}"),
        OK, "a full body");
    is_str(got.name, "häßle", "length counts characters, not bytes");
    is_str(got.kind, "bar", "a choice");
    is_str(got.id, "0199a000-0000-7000-8000-00000000000f", "ids become lower case");
    is_str(got.config, "{\"a\":[1,null]}", "JSON as text");
    is_int(got.count, 9, "an integer at its bound");
    is_int(got.at, 1705309200000000, "a time in UTC");
    is_real(got.ratio, 1, "a whole number is a number");
    ok(got.on, "a flag");
    is_int(got.tags.len, 2, "a list");
    is_str(got.tags.data[1], "y", "in order");
    is_int(sent, 0x1ff, "all fields were sent");
}

static void test_absent(void)
{
    is_int(bind("{\"name\":\"a\",\"config\":null}"), OK, "only what is required");
    is_int(sent, 0x9, "null counts as sent");
    ok(got.config == NULL, "and is NULL");
    is_int(got.count, 7, "the fallback of an integer");
    is_real(got.ratio, 0.5, "and of a number");
    is_int(got.at, FIELD_TIME_NONE, "a time that was not sent is none");
}

static void test_mistakes(void)
{
    is_int(bind("{\"kind\":\"pie\",\"id\":\"x\",\"count\":0,\"at\":\"yesterday\",\"ratio\":1.5,"
                "\"on\":1,\"tags\":[\"a\",2],\"color\":\"red\"}"),
           ERR_INVALID, "a body full of mistakes");
    is_str(mistakes(),
           "kind:choice id:format count:too_small at:format ratio:too_large on:type tags[1]:type "
           "color:unknown name:required",
           "each of them is told");
    bind("{\"name\":\"\",\"count\":10,\"tags\":[\"a\",\"b\",\"c\"]}");
    is_str(mistakes(), "name:too_short count:too_large tags:too_long", "lengths and bounds");
    bind("{\"name\":\"abcdef\",\"count\":1.5,\"at\":\"2024-01-15T10:00:00\"}");
    is_str(mistakes(), "name:too_long count:type at:format", "a fraction, a time without zone");
    bind("{\"name\":null}");
    is_str(mistakes(), "name:type", "null where it is not allowed");
    bind("[]");
    is_str(mistakes(), ":type", "an array is no object");
}

static void test_text(void)
{
    const struct field *count = &fields[4], *on = &fields[7];

    c.problem = (struct problem){ 0 };
    is_int(bind_text(&c, "count", "5", count, &got), OK, "a parameter");
    is_int(got.count, 5, "is read");
    is_int(bind_text(&c, "on", "false", on, &got), OK, "a flag");
    ok(!got.on, "is false");
    is_int(bind_text(&c, "count", "5x", count, &got), ERR_INVALID, "half a number is none");
    is_str(mistakes(), "count:type", "and is told");
}

int main(void)
{
    c.arena = arena_new(1 << 20);
    test_good();
    test_absent();
    test_mistakes();
    test_text();
    arena_free(c.arena);
    return done_testing();
}
