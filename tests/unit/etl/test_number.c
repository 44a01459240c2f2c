/* Tests of etl/number: whole numbers or none, correctly rounded, in any locale. */
#include "etl/number.h"

#include <locale.h>
#include <stdlib.h>

#include "tests/unit/etl/random.h"
#include "tests/unit/tap.h"

struct expected {
    const char *text;
    enum number_result result;
    double value;
};

static const struct expected with_point[] = {
    { "0", NUMBER_OK, 0 },
    { "-0", NUMBER_OK, -0.0 },
    { "1500.00", NUMBER_OK, 1500 },
    { "1,500.00", NUMBER_OK, 1500 },
    { "12,345,678", NUMBER_OK, 12345678 },
    { "-1,000", NUMBER_OK, -1000 },
    { "  42\t", NUMBER_OK, 42 },
    { "+7", NUMBER_OK, 7 },
    { ".5", NUMBER_OK, 0.5 },
    { "5.", NUMBER_OK, 5 },
    { "1e3", NUMBER_OK, 1000 },
    { "1E-3", NUMBER_OK, 0.001 },
    { "1.5e+2", NUMBER_OK, 150 },
    { "0.1", NUMBER_OK, 0.1 },
    { "0.30000000000000004", NUMBER_OK, 0.30000000000000004 },
    { "9007199254740993", NUMBER_OK, 9007199254740992.0 },
    { "9007199254740995", NUMBER_OK, 9007199254740996.0 },
    { "900719925474099.3", NUMBER_OK, 900719925474099.3 },
    { "9999999999999999999", NUMBER_OK, 1e19 },
    { "99999999999999999999", NUMBER_OK, 1e20 },
    { "0.9999999999999999999", NUMBER_OK, 1 },
    { "18446744073709551616", NUMBER_OK, 18446744073709551616.0 },
    { "1234567890123456789012345", NUMBER_OK, 1234567890123456789012345.0 },
    { "0.000000000000000000000000000001", NUMBER_OK, 1e-30 },
    { "1.7976931348623157e308", NUMBER_OK, 1.7976931348623157e308 },
    { "4.9e-324", NUMBER_OK, 4.9e-324 },
    { "1e-400", NUMBER_OK, 0 },
    { "00012", NUMBER_OK, 12 },
    { "1e400", NUMBER_RANGE, 0 },
    { "-1e999999999999999999", NUMBER_RANGE, 0 },
    { "", NUMBER_BLANK, 0 },
    { " \t ", NUMBER_BLANK, 0 },
    { "12abc", NUMBER_BAD, 0 },
    { "abc", NUMBER_BAD, 0 },
    { "1,50", NUMBER_BAD, 0 },
    { "1,5000", NUMBER_BAD, 0 },
    { "1234,567", NUMBER_BAD, 0 },
    { ",500", NUMBER_BAD, 0 },
    { "1,,000", NUMBER_BAD, 0 },
    { "1.5,000", NUMBER_BAD, 0 },
    { "1.2.3", NUMBER_BAD, 0 },
    { "0x10", NUMBER_BAD, 0 },
    { "inf", NUMBER_BAD, 0 },
    { "nan", NUMBER_BAD, 0 },
    { "Infinity", NUMBER_BAD, 0 },
    { ".", NUMBER_BAD, 0 },
    { "e5", NUMBER_BAD, 0 },
    { "1e", NUMBER_BAD, 0 },
    { "1e+", NUMBER_BAD, 0 },
    { "--1", NUMBER_BAD, 0 },
    { "1--", NUMBER_BAD, 0 },
    { "-1-", NUMBER_BAD, 0 },
    { "(-1)", NUMBER_BAD, 0 },
    { "(1", NUMBER_BAD, 0 },
    { "$5$", NUMBER_BAD, 0 },
    { "$", NUMBER_BAD, 0 },
    { "%", NUMBER_BAD, 0 },
    { "()", NUMBER_BAD, 0 },
    { "5 %%", NUMBER_BAD, 0 },
    { "5 kg", NUMBER_BAD, 0 },
    { "0,500", NUMBER_BAD, 0 },
    { "1 50", NUMBER_BAD, 0 },
    { "1 500,000", NUMBER_BAD, 0 },
    { "1,50,00", NUMBER_BAD, 0 },
    { "1,500,00,000", NUMBER_BAD, 0 },
    { "1'500 000", NUMBER_BAD, 0 },
    { "12:30", NUMBER_BAD, 0 },
    { "-", NUMBER_BLANK, 0 },
    { " $ -   ", NUMBER_BLANK, 0 },
    { "\xe2\x88\x92", NUMBER_BLANK, 0 },
    { "1 500", NUMBER_OK, 1500 },
    { "1\xc2\xa0"
      "500",
      NUMBER_OK, 1500 },
    { "1\xe2\x80\xaf"
      "500.5",
      NUMBER_OK, 1500.5 },
    { "1'500'000.25", NUMBER_OK, 1500000.25 },
    { "1\xe2\x80\x99"
      "500",
      NUMBER_OK, 1500 },
    { "12,34,567", NUMBER_OK, 1234567 },
    { "12%", NUMBER_OK, 12 },
    { "12 %", NUMBER_OK, 12 },
    { "12\xc2\xa0%", NUMBER_OK, 12 },
    { "$12", NUMBER_OK, 12 },
    { "-$1,234.50", NUMBER_OK, -1234.5 },
    { "$-12", NUMBER_OK, -12 },
    { "($1,234.50)", NUMBER_OK, -1234.5 },
    { "$(12)", NUMBER_OK, -12 },
    { "\xe2\x82\xac 12", NUMBER_OK, 12 },
    { "12 USD", NUMBER_OK, 12 },
    { "CHF 1'200.50", NUMBER_OK, 1200.5 },
    { "R$ 12", NUMBER_OK, 12 },
    { "(3)", NUMBER_OK, -3 },
    { "\xe2\x88\x92"
      "3",
      NUMBER_OK, -3 },
    { "3-", NUMBER_OK, -3 },
    { "1,234.5-", NUMBER_OK, -1234.5 },
    { "1,234e2", NUMBER_OK, 123400 },
    { "2024-01-15", NUMBER_BAD, 0 },
};

static const struct expected with_comma[] = {
    { "1.500,25", NUMBER_OK, 1500.25 },  { "3,14", NUMBER_OK, 3.14 },
    { "1.000.000", NUMBER_OK, 1000000 }, { "3.14", NUMBER_BAD, 0 },
    { "1 500,00", NUMBER_OK, 1500 },     { "1.234,50 \xe2\x82\xac", NUMBER_OK, 1234.5 },
    { "12,5 %", NUMBER_OK, 12.5 },       { "-12,50 EUR", NUMBER_OK, -12.5 },
    { "0.500", NUMBER_BAD, 0 },          { "1.2,3", NUMBER_BAD, 0 },
    { "1,2,3", NUMBER_BAD, 0 },          { "0,30000000000000004", NUMBER_OK, 0.30000000000000004 },
};

static void check(const struct expected *e, char decimal)
{
    double v = -77;
    enum number_result r = number_parse(e->text, strlen(e->text), decimal, &v);

    is_int(r, e->result, "\"%s\" is what it is", e->text);
    is_real(v, e->result == NUMBER_OK ? e->value : -77, "value of \"%s\"", e->text);
}

/* Random decimals of all lengths, against strtod. */
static void test_random(void)
{
    unsigned long bad = 0;
    unsigned x = 99;

    for (int i = 0; i < 200000; i++) {
        char text[64];
        double v = -1;
        size_t n = 0, digits = 1 + random_next(&x) % 22, point = random_next(&x) % (digits + 1);

        for (size_t k = 0; k < digits; k++) {
            if (k == point && k)
                text[n++] = '.';
            text[n++] = (char)('0' + random_next(&x) % 10);
        }
        n += (size_t)(random_next(&x) % 2
                          ? snprintf(text + n, sizeof(text) - n, "e%d", random_next(&x) % 640 - 320)
                          : 0);
        text[n] = '\0';
        double want = strtod(text, NULL);
        enum number_result r = number_parse(text, n, '.', &v);
        bad += isinf(want) ? r != NUMBER_RANGE : r != NUMBER_OK || v < want || v > want;
    }
    is_int(bad, 0, "200,000 random numbers are those of strtod");
}

/* Doubles as programs write them: 15 to 19 digits, no exponent; halfway cases among them. */
static void test_written(void)
{
    unsigned long bad = 0;
    unsigned x = 7;

    for (int i = 0; i < 300000; i++) {
        char text[64];
        double v = -1;
        uint64_t m =
            (uint64_t)random_next(&x) << 33 ^ (uint64_t)random_next(&x) << 11 ^ random_next(&x);

        if (i % 3 == 0)
            snprintf(text, sizeof(text), "%.17g", (double)(m >> 11) / 9007199254740992.0 * 1000);
        else if (i % 3 == 1)
            snprintf(text, sizeof(text), "%llu.5",
                     (unsigned long long)(UINT64_C(4503599627370496) + m % 4503599627370496));
        else
            snprintf(text, sizeof(text), "%llu.%0*llu", (unsigned long long)(m >> 40) % 1000,
                     i % 16, (unsigned long long)m % 10000000000000000u);
        double want = strtod(text, NULL);
        bad += number_parse(text, strlen(text), '.', &v) != NUMBER_OK || v < want || v > want;
    }
    is_int(bad, 0, "300,000 written doubles are those of strtod");
}

static void test_bounds(void)
{
    char *one = malloc(1);
    double v = 0;

    *one = '7';
    is_int(number_parse(one, 1, '.', &v), NUMBER_OK, "nothing is read behind the text");
    is_real(v, 7, "a single digit");
    free(one);
    char *many = malloc(100000);
    memset(many, '1', 100000);
    is_int(number_parse(many, 100000, '.', &v), NUMBER_RANGE, "100,000 digits are too many");
    many[0] = '0', many[1] = '.';
    is_int(number_parse(many, 100000, '.', &v), NUMBER_OK, "behind the point they are not");
    is_real(v, 1.0 / 9.0, "and give the nearest double");
    free(many);
}

static void test_units(void)
{
    static const char *const cells[][2] = {
        { "12", "" },        { "12 %", "%" }, { "$12", "$" },
        { "12 EUR", "EUR" }, { "($3)", "$" }, { "", "" },
    };

    for (size_t i = 0; i < sizeof(cells) / sizeof(*cells); i++) {
        const char *unit = "";
        size_t n = number_unit(cells[i][0], strlen(cells[i][0]), &unit);

        ok(n == strlen(cells[i][1]) && !memcmp(n ? unit : "", cells[i][1], n), "unit of \"%s\"",
           cells[i][0]);
    }
}

int main(void)
{
    test_units();
    for (size_t i = 0; i < sizeof(with_point) / sizeof(*with_point); i++)
        check(&with_point[i], '.');
    for (size_t i = 0; i < sizeof(with_comma) / sizeof(*with_comma); i++)
        check(&with_comma[i], ',');
    test_random();
    test_written();
    test_bounds();
    double v = 0;
    if (setlocale(LC_NUMERIC, "de_DE.UTF-8"))
        diag("in a locale with a decimal comma");
    is_int(number_parse("0.30000000000000004", 19, '.', &v), NUMBER_OK, "in any locale");
    is_real(v, 0.30000000000000004, "the point is the point");
    return done_testing();
}
