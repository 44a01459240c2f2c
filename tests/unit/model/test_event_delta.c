/* Tests of summing events up for the rollups. */
#include "base/arena.h"
#include "model/event_delta.h"
#include "tests/unit/tap.h"

#define MINUTE TIME_MINUTE

static struct arena *a;
static struct call calls[2] = { { .tenant = { 1 } }, { .tenant = { 2 } } };
static struct event events[16];
static struct entry entries[16];
static struct entry *list[16];
static size_t n;

/* An event of tenant 0 or 1; value 0: none. */
static void add(int tenant, const char *type, const char *labels, int64_t occurred, double value,
                uint64_t user)
{
    events[n] = (struct event){ .type = type, .value = value, .has_value = value != 0 };
    entries[n] = (struct entry){ .event = &events[n],
                                 .call = &calls[tenant],
                                 .labels = labels,
                                 .occurred = occurred,
                                 .user = user };
    list[n] = &entries[n];
    n++;
}

static void test_apart(void)
{
    n = 0;
    add(0, "a", NULL, 5 * MINUTE, 0, 0);
    add(0, "b", NULL, 5 * MINUTE, 0, 0);
    add(0, "a", "{\"x\":\"1\"}", 5 * MINUTE, 0, 0);
    add(0, "a", NULL, 6 * MINUTE, 0, 0);
    add(1, "a", NULL, 5 * MINUTE, 0, 0);
    add(0, "a", NULL, 6 * MINUTE - 1, 0, 0);
    add(0, "a", "{\"x\":\"1\"}", 5 * MINUTE + 1, 0, 0);
    is_int(deltas_of(a, list, n).n, 5, "tenant, type, labels and minute tell deltas apart");
    is_int(deltas_of(a, list, n).list[0]->n, 2, "and what has the same is one");
    n = 0;
    add(0, "a", NULL, -1, 0, 0);
    is_int(deltas_of(a, list, n).list[0]->minute, -MINUTE, "before 1970 too");
}

static void test_sums(void)
{
    const struct delta *d;

    n = 0;
    add(0, "a", NULL, 30, 4, 7);
    add(0, "a", NULL, 10, -2.5, 9);
    add(0, "a", NULL, 50, 8, 7);
    add(0, "a", NULL, 10, 3, 0);
    add(0, "a", NULL, 50, 6, 9);
    add(0, "a", NULL, 20, 0, 7);
    d = deltas_of(a, list, n).list[0];
    is_int(d->n, 6, "n");
    ok(d->sum == 19.5, "sum, one without a value counting 1");
    ok(d->min == -2.5 && d->max == 8, "min and max");
    ok(d->first == -2.5 && d->first_t == 10, "of two first ones the first");
    ok(d->last == 6 && d->last_t == 50, "of two last ones the last");
    is_int(d->reals.len, 5, "values that were sent");
    ok(d->reals.data[0] == 4 && d->reals.data[4] == 6, "in order");
    is_int(d->users.len, 2, "users, each once");
    ok(d->users.data[0] == 7 && d->users.data[1] == 9, "sorted");
}

static void test_many(void)
{
    static struct event many[5000];
    static struct entry their[5000];
    static struct entry *all[5000];
    struct deltas deltas;
    int64_t sum = 0;

    for (size_t i = 0; i < 5000; i++) {
        many[i] = (struct event){ .type = arena_printf(a, "t%zu", i % 700) };
        their[i] = (struct entry){ .event = &many[i], .call = &calls[i % 2], .occurred = 1 };
        all[i] = &their[i];
    }
    deltas = deltas_of(a, all, 5000);
    for (size_t i = 0; i < deltas.n; i++)
        sum += deltas.list[i]->n;
    is_int(deltas.n, 700, "many types");
    is_int(sum, 5000, "nothing is lost among them");
}

int main(void)
{
    a = arena_new(64 << 20);
    test_apart();
    test_sums();
    test_many();
    arena_free(a);
    return done_testing();
}
