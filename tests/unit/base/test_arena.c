/* Tests of base/arena: alignment, growth, order of releases, reuse and the cap. */
#include "base/arena.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/vec.h"
#include "tests/unit/tap.h"

static void test_alloc(struct arena *a)
{
    bool aligned = true, zero = true;

    for (size_t n = 0; n < 3000; n += 7) {
        unsigned char *p = arena_alloc(a, n);

        aligned = aligned && (uintptr_t)p % 16 == 0;
        for (size_t i = 0; i < n; i++)
            zero = zero && p[i] == 0;
        memset(p, 0xA5, n);
    }
    ok(aligned, "every allocation is aligned");
    ok(zero, "every allocation is zeroed");
    ok(arena_used(a) > 600000, "what was handed out is counted");
    arena_reset(a);
    is_int(arena_used(a), 0, "a reset forgets it");
    for (size_t i = 0; i < 100; i++)
        zero = zero && ((unsigned char *)arena_alloc(a, 100))[i] == 0;
    ok(zero, "memory that is used again is zeroed too");
}

static void test_grow(struct arena *a)
{
    char *p = arena_grow(a, NULL, 0, 10), *q;

    memcpy(p, "012345678", 10);
    q = arena_grow(a, p, 10, 1000);
    ok(q == p, "the newest grows in place");
    is_str(q, "012345678", "and keeps its bytes");
    memset(arena_alloc(a, 1), 1, 1);
    p = arena_grow(a, q, 1000, 2000);
    ok(p != q, "another moves");
    is_str(p, "012345678", "and keeps its bytes");
    is_int(p[1999], 0, "the new part is zeroed");
    ok(arena_grow(a, p, 2000, 50) == p, "shrinking changes nothing");
}

static void test_text(struct arena *a)
{
    is_str(arena_strdup(a, "text"), "text", "strdup");
    ok(!arena_strdup(a, NULL), "strdup of NULL");
    is_str(arena_strndup(a, "text", 2), "te", "strndup");
    is_mem(arena_memdup(a, "a\0b", 3), "a\0b", 3, "memdup");
    is_str(arena_printf(a, "%s-%d", "part", 7), "part-7", "printf");
}

static char order[8];

static void note(void *p)
{
    size_t n = strlen(order);

    order[n] = *(const char *)p;
}

static void test_defer(struct arena *a)
{
    static char first[] = "1", second[] = "2", third[] = "3";

    arena_defer(a, note, first);
    arena_defer(a, note, second);
    arena_defer(a, note, third);
    is_str(order, "", "nothing is released early");
    arena_reset(a);
    is_str(order, "321", "releases run newest first");
    arena_reset(a);
    is_str(order, "321", "and once");
}

static void test_vec(struct arena *a)
{
    VEC(int) v;
    bool right = true;

    vec_init(&v, a);
    for (int i = 0; i < 1000; i++)
        vec_push(&v, i);
    for (int i = 0; i < 1000; i++)
        right = right && v.data[i] == i;
    ok(right && v.len == 1000, "a vec keeps what was pushed");
}

/* Whether fn ends its process by SIGABRT. */
static bool aborts(void (*fn)(void))
{
    pid_t pid = fork();
    int status = 0;

    if (pid == 0) {
        const struct rlimit none = { 0, 0 };

        setrlimit(RLIMIT_CORE, &none);
        fclose(stdout);
        fclose(stderr);
        fn();
        _exit(0);
    }
    return waitpid(pid, &status, 0) == pid && WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void over_cap(void)
{
    struct arena *a = arena_new(100000);

    for (int i = 0; i < 11; i++)
        memset(arena_alloc(a, 10000), 1, 10000);
}

static void below_cap(void)
{
    struct arena *a = arena_new(100000);

    for (int i = 0; i < 7; i++)
        memset(arena_alloc(a, 10000), 1, 10000);
    arena_free(a);
}

static void huge_array(void)
{
    struct arena *a = arena_new(100000);

    memset(arena_alloc_array(a, SIZE_MAX / 2, 3), 1, 1);
}

int main(void)
{
    struct arena *a = arena_new(8 << 20);

    test_alloc(a);
    test_grow(a);
    test_text(a);
    test_defer(a);
    test_vec(a);
    ok(!aborts(below_cap), "an arena may be filled");
    ok(aborts(over_cap), "more than the cap aborts");
    ok(aborts(huge_array), "a size that overflows aborts");
    arena_free(a);
    arena_free(NULL);
    return done_testing();
}
