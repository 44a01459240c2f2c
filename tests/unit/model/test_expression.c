/* Tests of model/expression: what is read, what is refused and where, what comes out. */
#include "model/expression.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "tests/unit/tap.h"

static struct ctx c;

static const struct expression *read_text(const char *text)
{
    arena_reset(c.arena);
    c.problem = (struct problem){ 0 };
    return expression_read(&c, "expr", text);
}

/* a is 6, b is 4, z is 0, none has no value; every other metric is 1. */
static double value_of(const struct expression *e)
{
    double values[EXPRESSION_STEPS_MAX];

    for (size_t i = 0; i < e->metrics.len; i++) {
        const char *name = e->metrics.data[i];

        values[i] = strcmp(name, "a") == 0      ? 6
                    : strcmp(name, "b") == 0    ? 4
                    : strcmp(name, "z") == 0    ? 0
                    : strcmp(name, "none") == 0 ? (double)NAN
                                                : 1;
    }
    return expression_value(e, values);
}

static void comes_to(const char *text, double want)
{
    const struct expression *e = read_text(text);

    if (!ok(e != NULL, "%s can be read", text))
        diag("%s", c.problem.errors->message);
    else
        is_real(value_of(e), want, "%s", text);
}

static void is_refused(const char *text, const char *message)
{
    ok(read_text(text) == NULL, "'%s' is refused", text);
    is_str(c.problem.errors ? c.problem.errors->message : NULL, message, "with its column");
}

static void test_arithmetic(void)
{
    comes_to("a", 6);
    comes_to("a+b*2", 14);
    comes_to("(a+b)*2", 20);
    comes_to("a-b-1", 1);
    comes_to("a/b/2", 0.75);
    comes_to("-a", -6);
    comes_to("--a", 6);
    comes_to("2*-a", -12);
    comes_to("a - -b", 10);
    comes_to(" \t a\n/ b ", 1.5);
    comes_to("a*1.5e1", 90);
    comes_to("a*.5", 3);
    comes_to("a*5.", 30);
    comes_to("0*a+0.1+0.2", 0.1 + 0.2);
}

static void test_functions(void)
{
    comes_to("abs(b-a)", 2);
    comes_to("min(a,b,5)", 4);
    comes_to("max(a , b)", 6);
    comes_to("min(a)", 6);
    comes_to("round(a/4)", 2);
    comes_to("round(-a/4)", -2);
    comes_to("round(b/3,2)", 1.33);
    comes_to("round(a*25,-2)", 200);
    comes_to("round(a*1e300,5)", 6e300);
    comes_to("abs", 1);
    comes_to("min + max", 2);
}

static void test_names(void)
{
    const struct expression *e;

    comes_to("\"cost per click\" + a", 7);
    comes_to("\"a\"", 6);
    comes_to("utm.source_1 * a", 6);
    comes_to("größe + größe", 2);
    e = read_text("  x / \"say \"\"hi\"\"\" + x ");
    is_int(e->metrics.len, 2, "each name once");
    is_str(e->metrics.data[0], "x", "in order");
    is_str(e->metrics.data[1], "say \"hi\"", "a quote in a name stands twice");
    is_str(e->text, "x / \"say \"\"hi\"\"\" + x", "the text has no blanks around");
}

static void test_absent(void)
{
    const double none = (double)NAN;

    comes_to("none", none);
    comes_to("none+a", none);
    comes_to("none*0", none);
    comes_to("min(none,a)", none);
    comes_to("max(a,none)", none);
    comes_to("max(a,none,b)", none);
    comes_to("abs(none)", none);
    comes_to("round(none)", none);
    comes_to("round(a,none)", none);
    comes_to("a/z", none);
    comes_to("z/z", none);
    comes_to("1/(a/z)", none);
    comes_to("a*1e308", none);
    comes_to("1/(a*1e308)", none);
}

static void test_refused(void)
{
    is_refused("", "column 1: a metric, a number or ( is wanted here");
    is_refused("1+2", "column 1: it names no metric");
    is_refused("a +", "column 4: a metric, a number or ( is wanted here");
    is_refused("a b", "column 3: an operator is wanted here");
    is_refused("(a", "column 3: a ) is missing");
    is_refused("a)", "column 2: an operator is wanted here");
    is_refused("größe + $", "column 9: a metric, a number or ( is wanted here");
    is_refused("avg(a)", "column 1: there is no such function: take abs, max, min or round");
    is_refused("abs(a,b)", "column 1: abs takes one value");
    is_refused("1 + round(a,1,2)", "column 5: round takes 1 to 2 values");
    is_refused("max()", "column 5: a metric, a number or ( is wanted here");
    is_refused("max(a", "column 6: a comma or ) is missing");
    is_refused("a + \"b", "column 5: the quoted name has no end");
    is_refused("a + \"\"", "column 5: the name is empty");
    is_refused("2xl", "column 1: a number ends where a name begins: put a name like this in double "
                      "quotes");
    is_refused("a*1e999", "column 3: this is not a number that can be reckoned with");
    is_refused("a ^ 2", "column 3: an operator is wanted here");
    is_refused("a;drop table x", "column 2: an operator is wanted here");
}

static void test_caps(void)
{
    char text[EXPRESSION_BYTES_MAX + 2];

    memset(text, '(', sizeof(text));
    text[EXPRESSION_BYTES_MAX] = '\0';
    ok(read_text(text) == NULL, "too deep");
    ok(strstr(c.problem.errors->message, "nested too deeply") != NULL, "is said");
    memset(text, '-', 400);
    text[400] = '\0';
    ok(read_text(text) == NULL, "many signs are deep, too");
    for (size_t i = 0; i < EXPRESSION_BYTES_MAX; i++)
        text[i] = i % 2 ? '+' : 'a';
    text[EXPRESSION_BYTES_MAX - 1] = '\0';
    ok(read_text(text) == NULL, "too many steps");
    ok(strstr(c.problem.errors->message, "too much") != NULL, "is said");
    text[199] = '\0';
    is_real(value_of(read_text(text)), 600, "as many as there may be");
    memset(text, 'a', sizeof(text));
    text[EXPRESSION_BYTES_MAX + 1] = '\0';
    ok(read_text(text) == NULL, "too long");
    is_str(c.problem.errors->code, "too_long", "is said");
}

int main(void)
{
    c.arena = arena_new(8 << 20);
    test_arithmetic();
    test_functions();
    test_names();
    test_absent();
    test_refused();
    test_caps();
    arena_free(c.arena);
    return done_testing();
}
