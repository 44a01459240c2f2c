/* Test Anything Protocol, version 12: the few words that the unit tests are written in.
 *
 *     int main(void)
 *     {
 *         is_int(2 + 2, 4, "adding");
 *         return done_testing();
 *     }
 *
 * Every word returns whether it passed. Each name is a printf format. is_str(NULL, NULL) passes.
 */
#ifndef TESTS_UNIT_TAP_H
#define TESTS_UNIT_TAP_H

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define TAP_UNUSED __attribute__((unused))

static int tap_tests, tap_failures;

TAP_UNUSED __attribute__((format(printf, 4, 5))) static bool
tap_result(bool passed, const char *file, int line, const char *name, ...)
{
    va_list ap;

    printf("%sok %d - ", passed ? "" : "not ", ++tap_tests);
    va_start(ap, name);
    vprintf(name, ap);
    va_end(ap);
    putchar('\n');
    if (!passed) {
        tap_failures++;
        printf("# failed at %s:%d\n", file, line);
    }
    fflush(stdout);
    return passed;
}

TAP_UNUSED static bool tap_same_int(int64_t got, int64_t want)
{
    if (got != want)
        printf("#  got %lld\n# want %lld\n", (long long)got, (long long)want);
    return got == want;
}

TAP_UNUSED static bool tap_same_real(double got, double want)
{
    bool same = (isnan(got) && isnan(want)) || !(got < want || got > want);

    if (!same)
        printf("#  got %.17g\n# want %.17g\n", got, want);
    return same;
}

TAP_UNUSED static bool tap_same_str(const char *got, const char *want)
{
    bool same = got == want || (got && want && strcmp(got, want) == 0);

    if (!same)
        printf("#  got %s\n# want %s\n", got ? got : "(NULL)", want ? want : "(NULL)");
    return same;
}

TAP_UNUSED static bool tap_same_mem(const void *got, const void *want, size_t n)
{
    const unsigned char *a = got, *b = want;

    for (size_t i = 0; i < n; i++)
        if (a[i] != b[i]) {
            printf("# byte %zu of %zu: got %02x, want %02x\n", i, n, a[i], b[i]);
            return false;
        }
    return true;
}

#define tap_at(passed, ...) tap_result((passed), __FILE__, __LINE__, __VA_ARGS__)
#define ok(cond, ...) tap_at((cond), __VA_ARGS__)
#define is_int(got, want, ...) tap_at(tap_same_int((int64_t)(got), (int64_t)(want)), __VA_ARGS__)
#define is_real(got, want, ...) tap_at(tap_same_real((got), (want)), __VA_ARGS__)
#define is_str(got, want, ...) tap_at(tap_same_str((got), (want)), __VA_ARGS__)
#define is_mem(got, want, n, ...) tap_at(tap_same_mem((got), (want), (n)), __VA_ARGS__)
#define diag(...) (printf("# "), printf(__VA_ARGS__), putchar('\n'))

/* Prints the plan; the exit status of the program. A program without a single test has failed. */
TAP_UNUSED static int done_testing(void)
{
    printf("1..%d\n", tap_tests);
    if (tap_failures)
        printf("# %d of %d failed\n", tap_failures, tap_tests);
    return tap_failures || !tap_tests;
}

#endif
