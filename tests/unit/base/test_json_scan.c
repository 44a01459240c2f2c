/* Tests of scanning JSON text: the slices, what breaks a scan, what is only noted, paths and places;
 * and json-c's tree of random documents beside it. */
#include "base/json_scan.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/json_plain.h"
#include "tests/unit/tap.h"

static struct arena *a;

static const char *show(const struct json_slice *v)
{
    return arena_strndup(a, v->p, v->n);
}

static struct json_scan scan_whole(const char *text, struct json_slice *v)
{
    struct json_scan s = json_scan(text, strlen(text));

    *v = (struct json_slice){ .p = text };
    if (json_scan_value(&s, v) && !json_scan_end(&s))
        diag("%s", s.broken);
    return s;
}

static void test_slices(void)
{
    static const char text[] =
        " { \"a\" : 1 ,\"b\\n\":[1,{\"c\":\"]\"}] , \"d\":\"x\\\"y\", \"e\" : -1.5e3,"
        "\"f\":null,\"g\":true,\"h\":{},\"i\":[] } ";
    static const struct {
        const char *name, *value;
        enum json_type type;
    } want[] = {
        { "\"a\"", "1", JSON_INT },
        { "\"b\\n\"", "[1,{\"c\":\"]\"}]", JSON_ARRAY },
        { "\"d\"", "\"x\\\"y\"", JSON_STRING },
        { "\"e\"", "-1.5e3", JSON_DOUBLE },
        { "\"f\"", "null", JSON_NULL },
        { "\"g\"", "true", JSON_BOOL },
        { "\"h\"", "{}", JSON_OBJECT },
        { "\"i\"", "[]", JSON_ARRAY },
    };
    struct json_scan s = json_scan(text, strlen(text));
    struct json_slice name, v;
    size_t i = 0;

    ok(json_scan_enter(&s, '{'), "an object");
    for (; json_scan_more(&s, '}') && json_scan_name(&s, &name) && json_scan_value(&s, &v); i++) {
        is_str(show(&name), want[i].name, "name %s", want[i].name);
        is_str(show(&v), want[i].value, "value %s", want[i].value);
        is_int(v.type, want[i].type, "its type");
        is_int(v.escaped, i == 2, "whether it is escaped");
    }
    is_int((long)i, 8, "all members");
    ok(json_scan_end(&s) && !s.flaw && s.depth == 0, "whole");
}

static void test_broken(void)
{
    static const struct {
        const char *text, *what;
        size_t column;
    } cases[] = {
        { "", "the text ends too early", 1 },
        { "{", "the text ends too early", 2 },
        { "[1,]", "a value is expected", 4 },
        { "{\"a\":1,}", "a member's name in quotes is expected", 8 },
        { "{\"a\" 1}", "a colon is expected", 6 },
        { "[1 2]", "a comma or ] is expected", 4 },
        { "{\"a\":1]", "a comma or } is expected", 7 },
        { "[NaN]", "a value is expected", 2 },
        { "-Infinity", "this is not a number of JSON", 1 },
        { "01", "this is not a number of JSON", 1 },
        { "1.", "this is not a number of JSON", 1 },
        { ".5", "a value is expected", 1 },
        { "+1", "a value is expected", 1 },
        { "\"a", "the text ends inside a string", 3 },
        { "\"a\\", "the text ends too early", 4 },
        { "\"\\x\"", "no such escape", 2 },
        { "\"\\u12g4\"", "\\u needs four hex digits", 2 },
        { "\"a\tb\"", "a control character must be escaped", 3 },
        { "[\"0123456789abcdef\xff\"]", "not UTF-8", 19 },
        { "\"\xed\xa0\x80\"", "not UTF-8", 2 },
        { "\"\xc3\xa9\xc0\x80\"", "not UTF-8", 3 },
        { "'a'", "a value is expected", 1 },
        { "{} x", "something stands behind the value", 4 },
        { "[1 /* no */]", "a comma or ] is expected", 4 },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct json_scan s = json_scan(cases[i].text, strlen(cases[i].text));
        struct json_slice v;
        size_t line = 0, column = 0;

        ok(!json_scan_value(&s, &v) || !json_scan_end(&s), "breaks: %s", cases[i].text);
        is_str(s.broken, cases[i].what, "says what");
        if (s.broken)
            json_scan_where(&s, s.broken_at, &line, &column);
        is_int((long)column, (long)cases[i].column, "says where");
    }
}

static char *times(const char *text, int n)
{
    struct str s = str_new(a, 1 << 20);

    for (int i = 0; i < n; i++)
        str_adds(&s, text);
    return arena_strdup(a, str_c(&s));
}

static void flawed(const char *text, enum json_flaw want, const char *path)
{
    struct json_slice v;
    struct json_scan s = scan_whole(text, &v);

    is_str(s.broken, NULL, "whole: %.60s", text);
    is_int(s.flaw, want, "its flaw");
    if (s.flaw)
        is_str(json_scan_path(a, "payload", &v, s.flaw_at), path, "its path");
}

static void test_flaws(void)
{
    flawed("{\"a\":[1,\"x\\u0000y\",\"\\u0000\"]}", JSON_FLAW_NUL, "payload.a[1]");
    flawed("{\"a\":{\"b c\":[[],[\"\\ud800\"]]}}", JSON_FLAW_SURROGATE, "payload.a.b c[1][0]");
    flawed("\"\\udc00\"", JSON_FLAW_SURROGATE, "payload");
    flawed("[\"\\ud800\\u0041\"]", JSON_FLAW_SURROGATE, "payload[0]");
    flawed("{\"x\":{\"\\u0000\":1}}", JSON_FLAW_NUL, "payload.x");
    flawed("\"\\ud83d\\ude00\"", JSON_FLAW_NONE, "");
    flawed("[1e308,-9.9E308,1e-400,0.1]", JSON_FLAW_NONE, "");
    flawed("[0,1e309]", JSON_FLAW_NUMBER, "payload[1]");
    flawed("[1e400]", JSON_FLAW_NUMBER, "payload[0]");
    flawed("[1e-401]", JSON_FLAW_NUMBER, "payload[0]");
    flawed("[1e99999999999999999999]", JSON_FLAW_NUMBER, "payload[0]");
    flawed("[1e-99999999999999999999]", JSON_FLAW_NUMBER, "payload[0]");
    flawed(times("1", 309), JSON_FLAW_NONE, "");
    flawed(times("1", 310), JSON_FLAW_NUMBER, "payload");
    flawed(arena_printf(a, "0.%s", times("3", 400)), JSON_FLAW_NONE, "");
    flawed(arena_printf(a, "0.%s", times("3", 401)), JSON_FLAW_NUMBER, "payload");
    flawed(arena_printf(a, "%s1%s", times("[", 32), times("]", 32)), JSON_FLAW_NONE, "");
    flawed(arena_printf(a, "%s1%s", times("[", 33), times("]", 33)), JSON_FLAW_DEEP,
           arena_printf(a, "payload%s", times("[0]", 32)));
    flawed(arena_printf(a, "{\"d\":%s1%s,\"b\":2}", times("[", 1000), times("]", 1000)),
           JSON_FLAW_DEEP, arena_printf(a, "payload.d%s", times("[0]", 31)));
}

/* Each of these numbers may be long in jsonb, but not all of a value. */
static void test_growth(void)
{
    size_t most = JSON_SCAN_GROWTH_MAX / 304;

    flawed(arena_printf(a, "[0%s]", times(",1e308", (int)most)), JSON_FLAW_NONE, "");
    flawed(arena_printf(a, "[0%s]", times(",1e308", (int)most + 1)), JSON_FLAW_NUMBER,
           arena_printf(a, "payload[%zu]", most + 1));
    flawed(arena_printf(a, "[%s0]", times("1.6e-19,", 100000)), JSON_FLAW_NONE, "");
}

static void test_text(void)
{
    struct json_slice v;
    size_t n = 0;

    scan_whole("\"plain\"", &v);
    is_str(json_slice_text(a, &v, &n), "plain", "a plain string");
    ok(json_slice_is(&v, "plain") && !json_slice_is(&v, "plai"), "compared with a text");
    scan_whole("\"\\u00e9\\ud83d\\ude00\\n\\/\"", &v);
    is_str(json_slice_text(a, &v, &n), "\xC3\xA9\xF0\x9F\x98\x80\n/", "an escaped string");
    is_int((long)n, 8, "its length");
    scan_whole("\"\\u0000\"", &v);
    is_str(json_slice_text(a, &v, &n), NULL, "a flawed one");
}

static unsigned seed = 1;

static unsigned dice(unsigned n)
{
    seed = seed * 1103515245 + 12345;
    return (seed >> 16) % n;
}

static void random_value(struct json_out *w, int depth)
{
    static const char *const words[] = { "",           "a",
                                         "\"quoted\\", "\xC3\xA9\xE2\x82\xAC",
                                         "line\n",     "a text that is longer than sixteen bytes" };
    char close = dice(2) ? '}' : ']';

    switch (dice(depth ? 8 : 6)) {
    case 0:
        json_none(w);
        break;
    case 1:
        json_flag(w, dice(2));
        break;
    case 2:
        json_num(w, (int64_t)dice(60000) - 30000);
        break;
    case 3:
        json_real(w, (double)dice(60000) / 7);
        break;
    case 4:
    case 5:
        json_str(w, words[dice(6)]);
        break;
    default:
        json_open(w, close == '}' ? '{' : '[');
        for (unsigned i = dice(6); i; i--) {
            if (close == '}')
                json_key(w, arena_printf(a, "%s%u", words[dice(6)], i));
            random_value(w, depth - 1);
        }
        json_close(w, close);
    }
}

/* The scan of a text agrees with the tree. */
static bool agrees(const char *text, size_t n)
{
    struct ctx c = { .arena = a };
    struct json_scan s = json_scan(text, n);
    struct json_slice v;
    const struct json *tree;
    enum err e = json_parse(&c, text, n, &tree);
    bool whole = json_scan_value(&s, &v) && json_scan_end(&s);

    if (e == ERR_BAD_JSON && strstr(c.problem.detail, "twice"))
        return true; /* jsonb keeps the last one, so the scan takes it */
    return e == OK             ? whole && !s.flaw && v.type == json_type(tree)
           : e == ERR_BAD_JSON ? !whole || s.flaw
                               : !whole || s.flaw;
}

static void test_random(void)
{
    unsigned wrong = 0, broken_wrong = 0;

    for (int i = 0; i < 2000; i++) {
        struct str s = str_new(a, 1 << 20);
        struct json_out w = json_out(&s);
        char *text;

        random_value(&w, 6);
        wrong += !agrees(str_c(&s), s.len);
        text = arena_strndup(a, str_c(&s), s.len);
        text[dice((unsigned)s.len)] = "{}[]\",:\\0e\x80 "[dice(12)];
        if (!agrees(text, s.len) && !broken_wrong++)
            diag("%s", text);
    }
    is_int(wrong, 0, "2,000 documents are taken as json-c's tree takes them");
    is_int(broken_wrong, 0, "and so are they with a byte changed");
}

static void test_plain(void)
{
    char text[64];
    unsigned wrong = 0;

    for (int i = 0; i < 5000; i++) {
        for (size_t k = 0; k < sizeof(text); k++)
            text[k] = dice(40) ? 'a' : (char)dice(256);
        for (size_t from = 0; from < sizeof(text); from += 7)
            wrong += json_plain(text + from, text + sizeof(text)) !=
                     json_plain_portable(text + from, text + sizeof(text));
    }
    is_int(wrong, 0, "both ways of finding the end of what is plain agree");
}

int main(void)
{
    a = arena_new((size_t)256 << 20);
    test_slices();
    test_broken();
    test_flaws();
    test_growth();
    test_text();
    test_random();
    test_plain();
    arena_free(a);
    return done_testing();
}
