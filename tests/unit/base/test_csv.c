/* Cells of CSV: quoted, and never a formula. */
#include "base/csv.h"

#include "base/arena.h"
#include "base/str.h"
#include "tests/unit/tap.h"

static void becomes(struct arena *a, const char *text, const char *want)
{
    struct str s = str_new(a, 256);

    csv_text(&s, text);
    is_str(str_c(&s), want, "%s", want);
}

int main(void)
{
    struct arena *a = arena_new(1 << 20);

    becomes(a, "", "\"\"");
    becomes(a, "plain, text", "\"plain, text\"");
    becomes(a, "say \"hi\"", "\"say \"\"hi\"\"\"");
    becomes(a, "two\r\nlines", "\"two\r\nlines\"");
    becomes(a, "=1+1", "\"'=1+1\"");
    becomes(a, "+49", "\"'+49\"");
    becomes(a, "-x", "\"'-x\"");
    becomes(a, "@sum", "\"'@sum\"");
    becomes(a, "\tx", "\"'\tx\"");
    becomes(a, "a=b", "\"a=b\"");
    becomes(a, "größe", "\"größe\"");
    arena_free(a);
    return done_testing();
}
