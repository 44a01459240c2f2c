/* Tests of etl/gauge with texts that kernels have written. */
#include "etl/gauge.h"

#include "base/arena.h"
#include "tests/unit/tap.h"

static void test_load(void)
{
    double load = 0;

    ok(gauge_load("0.52 0.58 0.59 1/467 12345\n", &load), "a load");
    is_real(load, 0.52, "of the last minute");
    ok(!gauge_load("", &load), "no text, no load");
}

static void test_cpu(void)
{
    static const char before[] = "cpu  100 10 40 800 50 0 0 0 0 0\ncpu0 1 2 3 4\nintr 5\n";
    static const char later[] = "cpu  150 10 60 860 70 0 0 0 0 0\ncpu0 1 2 3 4\n";
    struct gauge_cpu a, b, old;

    ok(gauge_cpu(before, &a) && gauge_cpu(later, &b), "the first line is of all processors");
    is_int((int64_t)a.all, 1000, "all there is");
    is_int((int64_t)a.busy, 150, "waiting for the disk is idling");
    ok(fabs(gauge_cpu_percent(&a, &b) - 100.0 * 70 / 150) < 1e-9, "the share of the time between");
    is_real(gauge_cpu_percent(&a, &a), -1, "no time, no share");
    is_real(gauge_cpu_percent(&b, &a), -1, "nor backwards");
    ok(gauge_cpu("cpu 1 2 3 4\n", &old) && old.all == 10 && old.busy == 6, "four fields do");
    ok(!gauge_cpu("cpu 1 2 3\n", &old) && !gauge_cpu("", &old), "fewer do not");
}

static void test_memory(void)
{
    double percent = 0;

    ok(gauge_memory("MemTotal:       2000 kB\nMemFree:  100 kB\nMemAvailable:   500 kB\n",
                    &percent),
       "a memory");
    is_real(percent, 75, "what could be had at once is not in use");
    ok(!gauge_memory("MemTotal: 2000 kB\nMemFree: 100 kB\n", &percent),
       "without that nothing is told");
}

int main(void)
{
    struct arena *a = arena_new((size_t)1 << 20);
    struct gauge_cpu cpu;
    double n;

    test_load();
    test_cpu();
    test_memory();
    ok(gauge_cpu(gauge_read(a, "/proc/stat"), &cpu) && cpu.all > 0, "this machine's processor");
    ok(gauge_memory(gauge_read(a, "/proc/meminfo"), &n) && n > 0 && n < 100, "its memory");
    ok(gauge_disk("/", &n) && n >= 0 && n <= 100, "its disk");
    ok(!gauge_disk("/no/such/place", &n), "no disk");
    is_str(gauge_read(a, "/no/such/file"), "", "no file");
    arena_free(a);
    return done_testing();
}
