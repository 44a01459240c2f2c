/* Tests of web/rate. */
#include "web/rate.h"

#include "tests/unit/tap.h"

int main(void)
{
    unsigned wait = 0;
    int allowed = 0;

    rate_init();
    for (int i = 0; i < 20; i++)
        allowed += rate_allow(42, 3600, 5, &wait);
    /* an hour that ends between two calls would begin a second window */
    ok(allowed == 5 || allowed == 10, "five in a window, %d", allowed);
    ok(wait >= 1 && wait <= 3600, "the wait ends with the window, %u", wait);
    ok(rate_allow(43, 3600, 5, &wait), "another key has a count of its own");
    ok(rate_allow(42, 1800, 5, &wait), "so has another window");
    ok(rate_allow(42, 3600, 0, &wait), "no limit lets everything in");
    return done_testing();
}
