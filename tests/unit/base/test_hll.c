/* Tests of base/hll: estimates within the bound from one thing to millions, merging, packing. */
#include "base/hll.h"

#include <math.h>
#include <string.h>

#include "tests/unit/tap.h"

/* The n-th of a row of 64-bit numbers (splitmix64). */
static uint64_t hash_of(uint64_t n)
{
    n = (n + 1) * UINT64_C(0x9e3779b97f4a7c15);
    n = (n ^ n >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    n = (n ^ n >> 27) * UINT64_C(0x94d049bb133111eb);
    return n ^ n >> 31;
}

static void add_range(struct hll *h, uint64_t from, uint64_t to)
{
    for (uint64_t i = from; i < to; i++)
        (void)hll_add(h, hash_of(i));
}

static void test_estimates(void)
{
    static const uint64_t sizes[] = { 1, 2, 10, 100, 1000, 5000, 10000, 20000, 100000, 3000000 };

    for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
        struct hll h = { 0 };
        double n = (double)sizes[i], got;

        add_range(&h, 0, sizes[i]);
        got = hll_count(&h);
        ok(fabs(got - n) <= fmax(0.05 * n, 0.5), "%.0f things are told as %.1f", n, got);
    }
}

static void test_adding(void)
{
    struct hll h = { 0 };

    ok(hll_count(&h) == 0, "nothing was seen");
    ok(hll_add(&h, hash_of(1)), "the first thing changes the sketch");
    ok(!hll_add(&h, hash_of(1)), "the same once more does not");
    ok(hll_add(&h, 0) && h.rank[0] == 64 - HLL_BITS + 1, "a hash of zeros has the highest rank");
}

static void test_packing(uint64_t n)
{
    struct hll h = { 0 }, back = { 0 };
    uint8_t packed[HLL_ROOM];
    size_t len;

    add_range(&h, 0, n);
    len = hll_pack(packed, &h);
    hll_merge(&back, packed, len);
    ok(len <= HLL_ROOM && memcmp(&h, &back, sizeof(h)) == 0,
       "a sketch of %d things comes back from %zu bytes", (int)n, len);
}

static void test_merging(void)
{
    struct hll a = { 0 }, b = { 0 }, both = { 0 };
    uint8_t packed[HLL_ROOM];

    add_range(&a, 0, 30000);
    add_range(&b, 20000, 50000);
    add_range(&both, 0, 50000);
    hll_merge(&a, packed, hll_pack(packed, &b));
    ok(memcmp(&a, &both, sizeof(a)) == 0, "merged sketches are the sketch of all things");
}

int main(void)
{
    test_estimates();
    test_adding();
    test_packing(0);
    test_packing(3);
    test_packing(1000);
    test_packing(1200);
    test_packing(100000);
    test_merging();
    return done_testing();
}
