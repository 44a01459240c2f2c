/* Tests of base/str: growth and cap, reading and writing numbers, UTF-8. */
#include "base/str.h"

#include <float.h>
#include <locale.h>
#include <stdlib.h>

#include "base/arena.h"
#include "tests/unit/tap.h"

static void test_growth(struct arena *a)
{
    struct str s = str_new(a, 100000);

    is_str(str_c(&s), "", "an empty str is an empty text");
    for (int i = 0; i < 10000; i++)
        str_addc(&s, (char)('a' + i % 26));
    is_int(s.len, 10000, "grows by single characters");
    ok(!s.overflow && strlen(str_c(&s)) == 10000, "stays terminated while it grows");
    str_clear(&s);
    is_str(str_c(&s), "", "cleared");
    str_printf(&s, "%d %s", 42, "rows");
    str_adds(&s, "!");
    str_add(&s, "\0x", 2);
    is_int(s.len, 10, "may hold a NUL");
    is_mem(str_c(&s), "42 rows!\0x", 11, "printf and add append");
}

static void test_cap(struct arena *a)
{
    struct str s = str_new(a, 10);

    str_adds(&s, "0123456789");
    ok(!s.overflow, "holds exactly its cap");
    str_addc(&s, 'x');
    ok(s.overflow, "one byte more overflows");
    is_str(str_c(&s), "0123456789", "what was there stays");
    str_clear(&s);
    str_printf(&s, "%d", 12345);
    str_printf(&s, "%s", "67890a");
    ok(s.overflow, "printf respects the cap");
    str_adds(&s, "6");
    is_str(str_c(&s), "12345", "nothing is appended behind a gap");
}

static void test_plain(void)
{
    ok(str_eq("a", "a") && !str_eq("a", "b"), "str_eq compares");
    ok(str_eq(NULL, NULL) && !str_eq(NULL, "") && !str_eq("", NULL), "NULL equals only NULL");
    ok(str_starts("abc", "ab") && str_starts("abc", "") && !str_starts("a", "ab"), "str_starts");
}

static void test_int64(void)
{
    static const struct {
        const char *text;
        bool good;
        int64_t value;
    } cases[] = {
        { "0", true, 0 },
        { "-0", true, 0 },
        { "+7", true, 7 },
        { "-42", true, -42 },
        { "9223372036854775807", true, INT64_MAX },
        { "-9223372036854775808", true, INT64_MIN },
        { "9223372036854775808", false, 0 },
        { "-9223372036854775809", false, 0 },
        { "", false, 0 },
        { "-", false, 0 },
        { "+", false, 0 },
        { " 1", false, 0 },
        { "1 ", false, 0 },
        { "1.0", false, 0 },
        { "0x1", false, 0 },
        { "--1", false, 0 },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int64_t v = 99;
        bool good = str_to_int64(cases[i].text, &v);

        ok(good == cases[i].good && v == (good ? cases[i].value : 99), "int64 \"%s\"",
           cases[i].text);
    }
}

static void test_double(void)
{
    static const char *const bad[] = { "",      " 1",    "1 ",     "inf", "nan",  "-inf",
                                       "0x10",  "1e",    "1e+",    ".",   "-",    "1,5",
                                       "1.5.2", "1e400", "-1e400", "e5",  "1_000" };
    double v;

    ok(str_to_double("1.5", &v) && v > 1.49 && v < 1.51, "1.5");
    ok(str_to_double("-.25e2", &v) && v < -24.9 && v > -25.1, "-.25e2");
    ok(str_to_double("5.", &v) && v > 4.9, "5.");
    ok(str_to_double("1e-400", &v), "what is too small to tell from zero is zero");
    is_real(v, 0, "1e-400 is 0");
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        v = 99;
        ok(!str_to_double(bad[i], &v) && v > 98, "double \"%s\" is refused", bad[i]);
    }
}

static void test_from_double(void)
{
    static const struct {
        double v;
        const char *text;
    } cases[] = {
        { 0, "0" },
        { 1, "1" },
        { -1, "-1" },
        { 0.1, "0.1" },
        { -20.35, "-20.35" },
        { 0.000001, "0.000001" },
        { 0.3, "0.3" },
        { 0.1 + 0.2, "0.30000000000000004" },
        { 1.0 / 3, "0.3333333333333333" },
        { 1e21, "1e+21" },
        { 123456789012.5, "123456789012.5" },
        { 5e-324, "5e-324" },
        { DBL_MAX, "1.7976931348623157e+308" },
        { 100, "100" },
        { -0.5, "-0.5" },
        { 1.05, "1.05" },
        { 999999999.999999, "999999999.999999" },
    };
    char out[32];

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        str_from_double(out, cases[i].v);
        is_str(out, cases[i].text, "%s", cases[i].text);
    }
}

static void test_round_trip(void)
{
    uint64_t bits = 88172645463325252u;
    int bad = 0;

    for (int i = 0; i < 100000; i++) {
        double v, back;
        char out[32];

        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        if (i % 2)
            v = (double)(int64_t)(bits >> 20) / 1000.0;
        else
            memcpy(&v, &bits, sizeof(v));
        if (!isfinite(v))
            continue;
        str_from_double(out, v);
        if (!str_to_double(out, &back) || memcmp(&back, &v, sizeof(v)) != 0) {
            diag("%.17g became %s", v, out);
            bad++;
        }
    }
    is_int(bad, 0, "100,000 doubles read back as they were");
}

static void test_utf8(void)
{
    static const struct {
        const char *text;
        size_t n, valid;
        const char *what;
    } cases[] = {
        { "", 0, 0, "nothing" },
        { "plain ASCII text over a word", 28, 28, "ASCII" },
        { "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", 9, 9, "two, three and four bytes" },
        { "a\0b", 3, 3, "a NUL" },
        { "ab\x80", 3, 2, "a lone tail" },
        { "ab\xC3", 3, 2, "a cut sequence" },
        { "ab\xF0\x9F\x98", 5, 2, "a cut sequence of four" },
        { "\xC0\xAF", 2, 0, "an overlong slash" },
        { "\xE0\x80\xAF", 3, 0, "an overlong three" },
        { "\xF0\x80\x80\xAF", 4, 0, "an overlong four" },
        { "\xED\xA0\x80", 3, 0, "a surrogate" },
        { "\xED\x9F\xBF\xEE\x80\x80", 6, 6, "both sides of the surrogates" },
        { "\xF4\x8F\xBF\xBF", 4, 4, "the last code point" },
        { "\xF4\x90\x80\x80", 4, 0, "behind the last code point" },
        { "\xF5\x80\x80\x80", 4, 0, "F5" },
        { "\xFF", 1, 0, "FF" },
        { "12345678\xFF", 9, 8, "a bad byte behind a whole word" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        is_int(str_utf8_valid(cases[i].text, cases[i].n), cases[i].valid, "UTF-8: %s",
               cases[i].what);
}

int main(void)
{
    struct arena *a = arena_new(1 << 20);

    test_growth(a);
    test_cap(a);
    test_plain();
    test_int64();
    test_double();
    test_from_double();
    test_round_trip();
    test_utf8();
    arena_free(a);
    return done_testing();
}
