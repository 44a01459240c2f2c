/* Tests of base/digest: exact percentiles are PostgreSQL's, those of digests within the bound. */
#include "base/digest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/tap.h"

#define MANY 40000

static double values[MANY], sorted[MANY], work[MANY];
static struct centroid list[MANY];
static const double quantiles[] = { 0, 0.01, 0.25, 0.5, 0.75, 0.95, 0.99, 1 };
#define QUANTILES (sizeof(quantiles) / sizeof(*quantiles))

enum shape { EVEN, HEAVY, FEW, RISING, EQUAL, SHAPES };
static const char *const shapes[] = { "even", "heavy tail", "few values", "rising", "equal" };

static double draw(enum shape shape, size_t i, unsigned *x)
{
    *x = *x * 1103515245 + 12345;
    double u = (double)(*x >> 8) / (1 << 24);

    switch (shape) {
    case EVEN:
        return u * 1000;
    case HEAVY:
        return pow(1 - u, -2) - 3;
    case FEW:
        return floor(u * 5);
    case RISING:
        return (double)i;
    default:
        return 42;
    }
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static void make(enum shape shape, size_t n, unsigned seed)
{
    for (size_t i = 0; i < n; i++)
        values[i] = draw(shape, i, &seed);
    memcpy(sorted, values, n * sizeof(*values));
    qsort(sorted, n, sizeof(*sorted), by_value);
}

/* As percentile_cont: source src/backend/utils/adt/orderedsetaggs.c of PostgreSQL. */
static double percentile_cont(size_t n, double q)
{
    double at = q * (double)(n - 1), low = floor(at), high = ceil(at);

    if (low >= high)
        return sorted[(size_t)low];
    return sorted[(size_t)low] + (at - low) * (sorted[(size_t)high] - sorted[(size_t)low]);
}

static bool same(double a, double b)
{
    return !(a < b || a > b);
}

static void test_exact(enum shape shape)
{
    size_t bad = 0;

    for (size_t n = 1; n < 300; n++) {
        make(shape, n, (unsigned)n);
        for (size_t i = 0; i < QUANTILES; i++) {
            memcpy(work, values, n * sizeof(*values));
            bad += !same(values_quantile(work, n, quantiles[i]), percentile_cont(n, quantiles[i]));
            for (size_t k = 0; k < n; k++)
                list[k] = (struct centroid){ values[k], 1 };
            digest_sort(list, n);
            bad += !same(digest_quantile(list, n, quantiles[i]), percentile_cont(n, quantiles[i]));
        }
    }
    is_int(bad, 0, "%s: of 1 to 299 values the percentiles are percentile_cont()'s", shapes[shape]);
}

/* How far the rank of v is from q, as a share of n. */
static double off(size_t n, double v, double q)
{
    size_t below = 0, upto = 0;

    for (size_t i = 0; i < n; i++) {
        below += sorted[i] < v;
        upto += sorted[i] <= v;
    }
    double at = q * (double)(n - 1), low = (double)below - 1, high = (double)upto;
    return at < low ? (low - at) / (double)n : at > high ? (at - high) / (double)n : 0;
}

/* The bound of digest.h for one digest. */
static double bound(double q)
{
    return 3.1416 / DIGEST_DELTA * sqrt(q * (1 - q));
}

/* Digests of `pieces` runs of the values, merged as a reader merges them. */
static size_t digest_of(size_t n, size_t pieces)
{
    size_t made = 0;

    for (size_t i = 0; i < pieces; i++) {
        size_t from = n * i / pieces, to = n * (i + 1) / pieces, at = made;

        for (size_t k = from; k < to; k++)
            list[at + k - from] = (struct centroid){ values[k], 1 };
        digest_sort(list + at, to - from);
        made += digest_compress(list + at, to - from);
    }
    digest_sort(list, made);
    return made;
}

static void test_bound(enum shape shape, size_t pieces)
{
    size_t n;
    double total = 0;

    make(shape, MANY, 77);
    n = digest_of(MANY, pieces);
    for (size_t i = 0; i < n; i++)
        total += list[i].weight;
    is_real(total, MANY, "%s in %zu digests: all values are counted", shapes[shape], pieces);
    ok(n <= pieces * DIGEST_MAX, "in %zu centroids", n);
    for (size_t i = 0; i < QUANTILES; i++) {
        double v = digest_quantile(list, n, quantiles[i]), far = off(MANY, v, quantiles[i]);
        double most = bound(quantiles[i]) * (pieces > 1 ? 2 : 1) + 1.0 / MANY;

        ok(far <= most, "p%g is off by %.5f of the points, at most %.5f", quantiles[i] * 100, far,
           most);
    }
    ok(same(list[0].mean, sorted[0]) && same(list[n - 1].mean, sorted[MANY - 1]),
       "the least and the greatest are exact");
}

static void test_packing(void)
{
    static uint8_t bytes[2 * DIGEST_ROOM];
    struct centroid back[DIGEST_MAX];
    const uint8_t *p = bytes;
    size_t bad = 0;

    make(HEAVY, MANY, 5);
    size_t n = digest_of(MANY, 1), len = digest_pack(bytes, list, n);
    len += digest_pack(bytes + len, list, 1);
    is_int(digest_unpack(&p, bytes + len, back), n, "a digest is packed and unpacked");
    for (size_t i = 0; i < n; i++)
        bad += !same(back[i].mean, list[i].mean) || !same(back[i].weight, list[i].weight);
    is_int(bad, 0, "centroid by centroid");
    is_int(digest_unpack(&p, bytes + len, NULL), 1, "and the one behind it is counted");
    ok(p == bytes + len, "to the end");
}

static void test_extremes(void)
{
    double far[] = { -1.7e308, 1.7e308, -1.7e308, 1.7e308 };

    for (size_t i = 0; i < 4; i++)
        list[i] = (struct centroid){ far[i], 1000 };
    digest_sort(list, 4);
    size_t n = digest_compress(list, 4);
    ok(isfinite(digest_quantile(list, n, 0.5)), "values at the ends of all numbers stay numbers");
    ok(isfinite(values_quantile(far, 4, 0.5)), "among plain values, too");
    is_int(digest_compress(list, 0), 0, "nothing stays nothing");
}

int main(void)
{
    for (enum shape shape = EVEN; shape < SHAPES; shape++) {
        test_exact(shape);
        test_bound(shape, 1);
        test_bound(shape, 24);
    }
    test_packing();
    test_extremes();
    return done_testing();
}
