/* Tests of reading JSON: what RFC 8259 allows, what it does not, and where the fault is. */
#include "base/json.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "tests/unit/tap.h"

#define BYTES(text) (text), sizeof(text) - 1

static struct ctx c;

static const struct json *parse(const char *p, size_t n, enum err want, const char *name)
{
    const struct json *v = NULL;
    enum err e;

    c.problem = (struct problem){ 0 };
    e = json_parse(&c, p, n, &v);
    if (e != want)
        diag("%s: %s", err_code(e), e ? c.problem.detail : "parsed");
    ok(e == want && (e == OK) == (v != NULL), "%s", name);
    return v;
}

static void is_text(const char *in, const char *want)
{
    const struct json *v = parse(in, strlen(in), OK, in);

    is_str(json_text(c.arena, v), want, "written again: %s", want);
}

static void test_good(void)
{
    is_text("null", "null");
    is_text(" true ", "true");
    is_text("\t\r\nfalse\n", "false");
    is_text("0", "0");
    is_text("-0", "0");
    is_text("-12", "-12");
    is_text("1.50", "1.50");
    is_text("1E2", "1E2");
    is_text("1e-400", "1e-400");
    is_text("9223372036854775807", "9223372036854775807");
    is_text("-9223372036854775808", "-9223372036854775808");
    is_text("18446744073709551616", "18446744073709551616");
    is_text("\"\"", "\"\"");
    is_text("\"a/b\\/c\"", "\"a/b/c\"");
    is_text("\"\\\"\\\\\\b\\f\\n\\r\\t\"", "\"\\\"\\\\\\b\\f\\n\\r\\t\"");
    is_text("\"\\u00e9\\u20AC\\ud83d\\ude00x\"", "\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80x\"");
    is_text("\"\x7F\xE2\x80\xA8\"", "\"\x7F\xE2\x80\xA8\"");
    is_text("[]", "[]");
    is_text("[ 1 , [ ] , null ]", "[1,[],null]");
    is_text("{}", "{}");
    is_text("{ \"b\" : 1 , \"a\" : { } }", "{\"b\":1,\"a\":{}}");
    is_text("{\"\":0,\"\\u0061\":1,\"b\":null}", "{\"\":0,\"a\":1,\"b\":null}");
}

static void test_bad(void)
{
    static const char *const bad[] = {
        "",
        " ",
        "nul",
        "nulll",
        "True",
        "NaN",
        "Infinity",
        "-Infinity",
        "-",
        "+1",
        "01",
        "-01",
        "1.",
        ".5",
        "1e",
        "1e+",
        "1.e1",
        "0x1",
        "1a",
        "1 2",
        "'a'",
        "\"",
        "\"a",
        "\"\\\"",
        "\"\\",
        "\"\\a\"",
        "\"\\x41\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\ud83d\\u12\"",
        "\"a\nb\"",
        "\"a\tb\"",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "]",
        "[}",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\" 1}",
        "{1:1}",
        "{]",
        "{,}",
        "// c\n1",
        "/* c */1",
        "1 // c",
        "[1]]",
        "{}{}",
        "[1,,2]",
        "#1",
        "\\u0031",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "[{\"x\":{},\"x\":{}}]",
        "\xEF\xBB\xBF"
        "1",
        "\xFF",
        "\"\xC3\"",
        "\"\xED\xA0\x80\"",
        "\"\xC0\xAF\"",
        "{\"a\":[1,2,{\"b\":\"c\"}",
        "[\"a\",{\"b\":tru}]",
    };

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        parse(bad[i], strlen(bad[i]), ERR_BAD_JSON, bad[i]);
    parse(BYTES("\"a\0b\""), ERR_BAD_JSON, "a raw NUL in a string");
    parse(BYTES("1\0"), ERR_BAD_JSON, "a NUL behind the value");
    parse(BYTES("\0"), ERR_BAD_JSON, "a NUL alone");
}

static void test_not_storable(void)
{
    static const char *const bad[] = {
        "\"\\u0000\"",    "{\"a\\u0000b\":1}",  "\"\\ud800\"",        "\"\\ud800x\"", "\"\\udc00\"",
        "\"\\ud83d\\n\"", "\"\\ud83d\\ud83d\"", "\"\\ud83d\\u0041\"", "1e400",        "-1e400",
        "[1e999]",
    };

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        parse(bad[i], strlen(bad[i]), ERR_INVALID, bad[i]);
}

static void test_depth(void)
{
    char text[2 * JSON_DEPTH_MAX + 3];

    memset(text, '[', JSON_DEPTH_MAX);
    memset(text + JSON_DEPTH_MAX, ']', JSON_DEPTH_MAX);
    parse(text, 2 * JSON_DEPTH_MAX, OK, "32 levels");
    memset(text, '[', JSON_DEPTH_MAX + 1);
    memset(text + JSON_DEPTH_MAX + 1, ']', JSON_DEPTH_MAX + 1);
    parse(text, 2 * JSON_DEPTH_MAX + 2, ERR_INVALID, "33 levels");
}

static void test_place(void)
{
    parse(BYTES("{\n  \"\xC3\xA9\xC3\xA9\": tru\n}"), ERR_BAD_JSON, "a fault on line 2");
    is_str(c.problem.detail, "line 2, column 9: a value is expected", "columns are characters");
    parse(BYTES("{\"a\":1,\n \"a\":2}"), ERR_BAD_JSON, "a member twice");
    is_str(c.problem.detail, "line 2, column 2: this member stands here twice", "its place");
    parse(BYTES("[1,\xFF]"), ERR_BAD_JSON, "a byte that is not UTF-8");
    is_str(c.problem.detail, "line 1, column 4: not UTF-8", "its place");
    parse(BYTES("[1e400]"), ERR_INVALID, "a number out of range");
    is_str(c.problem.detail, "line 1, column 2: the number is out of range", "its place");
}

struct names {
    char text[16];
    int most;
};

static bool note_name(void *arg, const char *name, const struct json *value)
{
    struct names *n = arg;
    size_t len = strlen(n->text);

    n->text[len] = name[0];
    n->text[len + 1] = json_type(value) == JSON_NULL ? '0' : '1';
    return --n->most > 0;
}

static void test_tree(void)
{
    const struct json *v =
        parse(BYTES("{\"z\":null,\"s\":\"text\",\"i\":7,\"d\":2.5,\"b\":true,\"l\":[1,null,\"x\"],"
                    "\"big\":10000000000000000000}"),
              OK, "a tree");
    struct names all = { .most = 99 }, two = { .most = 2 };
    const struct json *list = json_get(v, "l");

    is_int(json_type(v), JSON_OBJECT, "an object");
    is_int(json_len(v), 7, "of seven members");
    ok(json_get(v, "z") && json_type(json_get(v, "z")) == JSON_NULL, "null is there");
    ok(!json_get(v, "nothing") && json_type(NULL) == JSON_NULL, "what is absent is not");
    is_str(json_string(json_get(v, "s")), "text", "a string");
    is_int(json_int(json_get(v, "i")), 7, "an integer");
    is_real(json_double(json_get(v, "i")), 7, "an integer as a double");
    is_real(json_double(json_get(v, "d")), 2.5, "a double");
    ok(json_bool(json_get(v, "b")), "a bool");
    is_int(json_type(json_get(v, "big")), JSON_DOUBLE, "beyond 64 bits it is a double");
    is_real(json_double(json_get(v, "big")), 1e19, "of that size");
    is_int(json_len(list), 3, "an array");
    is_int(json_type(json_at(list, 1)), JSON_NULL, "null in an array");
    ok(json_at(list, 1) && !json_at(list, 3) && !json_at(v, 0), "behind the end is nothing");
    is_str(json_string(json_at(list, 2)), "x", "an element");
    ok(!json_string(list) && !json_get(list, "x") && json_len(json_at(list, 0)) == 0,
       "other types");
    json_each(v, note_name, &all);
    is_str(all.text, "z0s1i1d1b1l1b1", "members come in the order of the text");
    json_each(v, note_name, &two);
    is_str(two.text, "z0s1", "until the caller has enough");
}

static void test_many_members(void)
{
    struct str s = str_new(c.arena, 4 << 20);
    const struct json *v;

    str_addc(&s, '{');
    for (int i = 0; i < 50000; i++)
        str_printf(&s, "%s\"member%d\":%d", i ? "," : "", i, i);
    str_addc(&s, '}');
    v = parse(str_c(&s), s.len, OK, "50,000 members");
    is_int(json_int(json_get(v, "member49999")), 49999, "the last one");
}

int main(void)
{
    c.arena = arena_new(64 << 20);
    test_good();
    test_bad();
    test_not_storable();
    test_depth();
    test_place();
    test_tree();
    test_many_members();
    arena_free(c.arena);
    return done_testing();
}
