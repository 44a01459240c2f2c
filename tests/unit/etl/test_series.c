/* Tests of etl/series and etl/names: identity of series, and what the caps fold. */
#include "etl/series.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/str.h"
#include "tests/unit/tap.h"

#define ARENA_CAP ((size_t)64 << 20)

static struct series *get(struct series_table *t, const char *metric, const char *x, const char *y)
{
    struct label_value values[2] = { { x, strlen(x) }, { y, strlen(y) } };
    int m = series_metric(t, metric, strlen(metric));

    return m < 0 ? NULL : series_get(t, m, series_label_set(t, values));
}

static const char *labels(struct arena *a, const struct series *s)
{
    struct str out = str_new(a, 4096);

    str_adds(&out, s->facts.metric);
    for (size_t i = 0; i < s->facts.n_labels; i++)
        str_printf(&out, " %s=%s", s->facts.labels[i].name, s->facts.labels[i].value);
    return str_c(&out);
}

static struct series_table *new_table(struct arena *a, const struct ingest_limits *limits)
{
    static const char *const names[] = { "x", "y" };
    struct series_table *t = arena_one(a, struct series_table);

    series_table_init(t, a, limits, names, 2);
    return t;
}

static void test_identity(struct arena *a)
{
    const struct ingest_limits limits = { .series = 1000, .label_values = 100 };
    struct series_table *t = new_table(a, &limits);
    struct series *s = get(t, "m", "1", "2");

    ok(get(t, "m", "1", "2") == s, "the same is the same");
    ok(get(t, "m", "1", "3") != s, "another value is another series");
    ok(get(t, "n", "1", "2") != s, "another metric too");
    ok(get(t, "m", "12", "") != get(t, "m", "1", ""), "values do not run together");
    ok(get(t, "m", "", "1") != get(t, "m", "1", ""), "nor change places");
    ok(get(t, "m", "1", "2") == s, "and it is still there");
    is_str(labels(a, s), "m x=1 y=2", "labels");
    is_str(labels(a, get(t, "m", "", "2")), "m y=2", "an empty value is no label");
    is_str(labels(a, get(t, "m", "", "")), "m", "nor are two");
    is_int(t->n, 8, "series are counted");
    is_int(s->facts.metric && !t->folded, 1, "nothing was folded");
}

static void test_value_cap(struct arena *a)
{
    const struct ingest_limits limits = { .series = 1000, .label_values = 3 };
    struct series_table *t = new_table(a, &limits);
    char text[300];

    for (int i = 0; i < 10; i++) {
        snprintf(text, sizeof(text), "v%d", i);
        get(t, "m", text, "k");
    }
    is_int(t->n, 4, "three values and the rest");
    is_str(labels(a, t->list[3]), "m x=" OTHER_VALUE " y=k", "the rest has a name");
    ok(get(t, "m", OTHER_VALUE, "k") == t->list[3], "which is no second value in the file");
    ok(t->columns[0].folded && !t->columns[1].folded, "and is told of its column");
    memset(text, 'l', sizeof(text));
    struct label_value values[2] = { { text, sizeof(text) }, { "k", 1 } };
    ok(series_get(t, 0, series_label_set(t, values)) == t->list[3], "a long value folds");
}

static void test_series_cap(struct arena *a)
{
    const struct ingest_limits limits = { .series = 5, .label_values = 100 };
    struct series_table *t = new_table(a, &limits);
    char text[16];

    for (int i = 0; i < 20; i++) {
        snprintf(text, sizeof(text), "v%d", i);
        ok(get(t, "m", text, "k") != NULL, "series %d is one", i);
    }
    ok(t->n <= 6, "but there are no more than the cap and one");
    ok(t->folded, "which is told");
    is_str(labels(a, t->list[t->n - 1]), "m x=" OTHER_VALUE " y=" OTHER_VALUE, "all labels folded");
    ok(get(t, "m", "v0", "k") == t->list[0], "the first ones stay");
    for (int i = 0; i < 4; i++) {
        snprintf(text, sizeof(text), "n%d", i);
        is_str(labels(a, get(t, text, "new", "k")),
               arena_printf(a, "%s x=" OTHER_VALUE " y=" OTHER_VALUE, text),
               "another metric folds");
    }
    ok(!get(t, "n4", "x", "y"), "a sixth metric is too many");
    ok(get(t, "n3", "x", "y") != NULL, "a known one is not");
}

/* Rows that make label sets but no series do not fill the memory either. */
static void test_set_cap(struct arena *a)
{
    const struct ingest_limits limits = { .series = 50, .label_values = 1000 };
    struct series_table *t = new_table(a, &limits);

    for (int i = 0; i < 900; i++) {
        char x[16];
        struct label_value values[2] = { { x, (size_t)snprintf(x, sizeof(x), "%d", i) },
                                         { "k", 1 } };

        (void)series_label_set(t, values);
    }
    ok(t->n_sets <= 50, "label sets have the same cap");
}

static void test_names(struct arena *a)
{
    struct names n;
    int bad = 0;

    names_init(&n, a);
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 20000; i++) {
            char text[32];
            size_t len = (size_t)snprintf(text, sizeof(text), "name %d", i * 7);

            bad += names_add(&n, text, len) != i || names_find(&n, text, len) != i;
        }
    is_int(bad, 0, "20,000 names keep their numbers");
    is_int(names_find(&n, "name 1", 6), -1, "one that is not there");
    is_int(names_add(&n, "", 0), 20000, "the empty name is one");
    is_int(names_add(&n, "a\0b", 3), 20001, "a NUL is a byte");
    is_int(names_find(&n, "a", 1), -1, "like any other");
}

int main(void)
{
    struct arena *a = arena_new(ARENA_CAP);

    test_identity(a);
    test_value_cap(a);
    test_series_cap(a);
    test_set_cap(a);
    test_names(a);
    arena_free(a);
    return done_testing();
}
