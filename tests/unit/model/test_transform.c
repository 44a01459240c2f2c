/* Tests of model/fill and model/transform: what is shown where nothing is, and what is made of it. */
#include "model/transform.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/timeutil.h"
#include "model/fill.h"
#include "tests/unit/tap.h"

#define N 6
#define X ((double)NAN)

static struct ctx c;

static void same(const double *got, const double *want, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        is_real(got[i], want[i], "%s, bucket %zu", name, i);
}

static void fills(enum fill fill, const double *want, const char *name)
{
    double values[N] = { X, 1, X, X, 4, X };

    fill_apply(fill, values, N);
    same(values, want, N, name);
}

static void becomes(const char *text, const double *from, const double *want)
{
    int64_t edges[N];
    double values[N];
    struct transform t;

    for (size_t i = 0; i < N; i++)
        edges[i] = (int64_t)i * 10 * TIME_SECOND;
    memcpy(values, from, sizeof(values));
    c.problem = (struct problem){ 0 };
    t = transform_read(&c, "transform", text);
    ok(!c.problem.errors, "%s is known", text);
    transform_apply(&t, edges, values, N);
    same(values, want, N, text);
}

static void is_refused(const char *text)
{
    c.problem = (struct problem){ 0 };
    is_int(transform_read(&c, "transform", text).kind, TRANSFORM_NONE, "'%s' is none", text);
    is_str(c.problem.errors ? c.problem.errors->path : NULL, "transform", "and that is told");
}

static void test_fill(void)
{
    fills(FILL_NULL, (const double[]){ X, 1, X, X, 4, X }, "null");
    fills(FILL_ZERO, (const double[]){ 0, 1, 0, 0, 4, 0 }, "zero");
    fills(FILL_PREVIOUS, (const double[]){ X, 1, 1, 1, 4, 4 }, "previous");
    is_int(fill_by_name("zero"), FILL_ZERO, "by name");
    is_int(fill_by_name("none"), FILL_NULL, "or not at all");
}

static void test_transforms(void)
{
    becomes("rate", (const double[]){ 10, 20, 50, 5, 5, 105 },
            (const double[]){ X, 1, 3, 0.5, 0, 10 });
    becomes("rate", (const double[]){ X, 20, X, 40, X, X }, (const double[]){ X, X, X, 1, X, X });
    becomes("cumulative", (const double[]){ X, 1, X, 2, -4, 8 },
            (const double[]){ X, 1, 1, 3, -1, 7 });
    becomes("movingAverage(1)", (const double[]){ 1, X, 3, 4, 5, 6 },
            (const double[]){ 1, X, 3, 4, 5, 6 });
    becomes("movingAverage(3)", (const double[]){ 3, 6, 9, X, 1, X },
            (const double[]){ X, X, 6, 7.5, 5, 1 });
    becomes("movingAverage(2)", (const double[]){ 1e300, 1, 3, X, X, 7 },
            (const double[]){ X, 5e299, 2, 3, X, 7 });
    becomes("movingAverage(1000)", (const double[]){ 1, 2, 3, 4, 5, 6 },
            (const double[]){ X, X, X, X, X, X });
}

/* Against the plain way, over more buckets than a window has. */
static void test_average(void)
{
    static double values[5000], want[5000];
    static int64_t edges[5000];

    for (unsigned window = 1; window <= 1000; window = window * 3 + 1) {
        struct transform t = { TRANSFORM_AVERAGE, window };
        double worst = 0;

        for (size_t i = 0; i < 5000; i++)
            values[i] = i % 7 == 3 ? X : sin((double)i) * 1000;
        for (size_t i = 0; i < 5000; i++) {
            double sum = 0;
            unsigned n = 0;

            for (size_t k = i + 1 < window ? 0 : i + 1 - window; k <= i; k++)
                if (!isnan(values[k])) {
                    sum += values[k];
                    n++;
                }
            want[i] = i + 1 < window || !n ? X : sum / n;
        }
        transform_apply(&t, edges, values, 5000);
        for (size_t i = 0; i < 5000; i++) {
            if (isnan(values[i]) != isnan(want[i]))
                worst = (double)INFINITY;
            else if (!isnan(want[i]))
                worst = fmax(worst, fabs(values[i] - want[i]));
        }
        ok(worst < 1e-9, "movingAverage(%u) is the plain one's", window);
    }
}

static void test_refused(void)
{
    is_refused("");
    is_refused("Rate");
    is_refused("movingAverage");
    is_refused("movingAverage()");
    is_refused("movingAverage(0)");
    is_refused("movingAverage(1001)");
    is_refused("movingAverage(99999999999)");
    is_refused("movingAverage(-1)");
    is_refused("movingAverage(3");
    is_refused("movingAverage(3)x");
}

int main(void)
{
    c.arena = arena_new(8 << 20);
    test_fill();
    test_transforms();
    test_average();
    test_refused();
    arena_free(c.arena);
    return done_testing();
}
