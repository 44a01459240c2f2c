/* Tests of etl/preview: what a file's beginning is shown as before it is uploaded. */
#include "etl/preview.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/str.h"
#include "tests/unit/tap.h"

#define ARENA_CAP ((size_t)64 << 20)
#define NOW INT64_C(1700000000000000)

static const char *show(struct arena *a, const char *text, size_t n, bool whole,
                        const char *mapping)
{
    struct ingest_mapping m;
    struct str s = str_new(a, 8 << 20);
    struct json_out w = json_out(&s);
    struct preview p = { .type = FILE_CSV, .bytes = text, .n = n, .whole = whole, .now = NOW };

    if (mapping) {
        ok(ingest_mapping_parse(a, mapping, &m), "the mapping is one");
        p.mapping = &m;
    }
    ingest_preview(a, &p, &w);
    return str_c(&s);
}

/* The text behind the plan, which test_infer and the tables hold. */
static const char *behind_plan(const char *json)
{
    const char *p = strstr(json, "\"problem\":");

    return p ? p : json;
}

static void test_good(struct arena *a)
{
    static const char text[] = "date,a,b\n2024-01-02,2,x\n2024-01-01,1.5,x\n2024-01-03,?,x\n";
    const char *got = show(a, text, strlen(text), true, NULL);

    ok(strstr(got, "{\"plan\":{\"format\":\"wide\"") == got, "the plan comes first");
    is_str(
        behind_plan(got),
        "\"problem\":null,\"header\":[\"date\",\"a\",\"b\"],\"rows\":[[\"2024-01-02\",\"2\",\"x\"],"
        "[\"2024-01-01\",\"1.5\",\"x\"],[\"2024-01-03\",\"?\",\"x\"]],\"rowCount\":2,"
        "\"rejectCount\":1,\"rejects\":[{\"line\":4,\"column\":\"a\",\"value\":\"?\","
        "\"reason\":\"not_a_number\",\"raw\":\"2024-01-03,?,x\"}],\"series\":[{\"metric\":\"a\","
        "\"labels\":{},"
        "\"t\":[1704067200,1704153600],\"v\":[1.5,2]}]}",
        "rows, rejects and series");
}

static void test_without_time(struct arena *a)
{
    static const char text[] = "a,b\n1,2\n";
    const char *got = show(a, text, strlen(text), true, NULL);

    is_str(
        behind_plan(got),
        "\"problem\":{\"code\":\"no_time_column\",\"detail\":\"No column holds dates or times.\"},"
        "\"header\":[\"a\",\"b\"],\"rows\":[[\"1\",\"2\"]],\"rowCount\":0,\"rejectCount\":0,"
        "\"rejects\":[],\"series\":[]}",
        "a table without time shows its rows and says so");
    got = show(a, text, strlen(text), true, "{\"timestamp\":null}");
    ok(strstr(got, "\"metric\":\"a\",\"labels\":{},\"t\":[1700000000],\"v\":[1]") != NULL,
       "with the time of the upload it has points");
}

static void test_labels(struct arena *a)
{
    static const char text[] = "date,n,who\n2024-01-01,1,a\n2024-01-01,3,b\n2024-01-02,5,c\n";
    const char *got = show(a, text, strlen(text), true, NULL);

    ok(strstr(got, "\"series\":[{\"metric\":\"n\",\"labels\":{},"
                   "\"t\":[1704067200,1704067200,1704153600],\"v\":[1,3,5]}]}") != NULL,
       "a metric is one line, whatever its labels");
}

static void test_nothing(struct arena *a)
{
    is_str(
        show(a, "", 0, true, NULL),
        "{\"plan\":null,\"problem\":{\"code\":\"empty_file\",\"detail\":\"The file is empty.\"},"
        "\"header\":[],\"rows\":[],\"rowCount\":0,\"rejectCount\":0,\"rejects\":[],\"series\":[]}",
        "nothing");
}

/* A cut sample shows its whole lines; many points are thinned out, all of the rows are counted. */
static void test_long(struct arena *a)
{
    struct str s = str_new(a, 1 << 20);

    str_adds(&s, "metric,value\n");
    for (int i = 0; i < 10000; i++)
        str_adds(&s, "a,1\n");
    str_adds(&s, "a,12");
    const char *got = show(a, str_c(&s), s.len, false, NULL);
    const char *v = strstr(got, "\"v\":[");
    size_t points = 1;

    ok(strstr(got, "\"rowCount\":10000,\"rejectCount\":0") != NULL, "whole lines are counted");
    for (const char *p = v; p && *p && *p != ']'; p++)
        points += *p == ',';
    is_int(points, PREVIEW_POINTS, "points are thinned out");
}

int main(void)
{
    struct arena *a = arena_new(ARENA_CAP);

    test_good(a);
    test_without_time(a);
    test_labels(a);
    test_nothing(a);
    test_long(a);
    arena_free(a);
    return done_testing();
}
