/* Tests of etl/ingest: whole files to rows, as the public interface gives them. */
#include "etl/ingest.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "tests/unit/etl/collect.h"
#include "tests/unit/tap.h"

#define ARENA_CAP ((size_t)256 << 20)

struct expected {
    const char *name, *text, *series, *rejects;
    enum file_type type;
    uint64_t rows, points;
};

static const struct expected files[] = {
    { "long format", "metric,value,timestamp\na,1.5,1970-01-01T00:01:00Z\nb,2,1970-01-02\na,3,\n",
      "a: 60=1.5 now=3; b: 86400=2", "", FILE_CSV, 3, 3 },
    { "rules of the long format",
      "metric,value,timestamp\n,1,1970-01-02\n\" \",2,1970-01-03\na,\"1,500.00\",1970-01-02\n"
      "a,12abc,1970-01-02\na,5,soon\na,6\na,,1970-01-02\na,1e400,1970-01-02\na,7,1970-01-04\n",
      "value: 86400=1 172800=2; a: 86400=1500 259200=7",
      "5 [value] [12abc] not_a_number; 6 [timestamp] [soon] not_a_time; 7 [] [a,6] ragged; "
      "9 [value] [1e400] number_range",
      FILE_CSV, 5, 4 },
    { "no metric column", "value\n1\n2\nx\n", "value: now=1 now=2", "4 [value] [x] not_a_number",
      FILE_CSV, 2, 2 },
    { "a quoted metric", "metric,value\n\"a \"\"b\"\"\",1\n", "a \"b\": now=1", "", FILE_CSV, 1,
      1 },
    { "a long format with labels",
      "metric,value,timestamp,zone,area\na,1,1970-01-02,z,y\na,2,1970-01-03,z,\na,3,1970-01-02,,"
      "y\n",
      "a{area=y,zone=z}: 86400=1; a{zone=z}: 172800=2; a{area=y}: 86400=3", "", FILE_CSV, 3, 3 },
    { "a wide table",
      "date,temp,wind,weather\n1970-01-02,1.5,3,sun\n1970-01-03,,4,rain\n1970-01-04,NA,-,sun\n"
      "1970-01-05,x,5,sun\n,1,1,sun\nnever,1,1,sun\n",
      "temp{weather=sun}: 86400=1.5; wind{weather=sun}: 86400=3 345600=5; "
      "wind{weather=rain}: 172800=4",
      "5 [temp] [x] not_a_number; 6 [date] [] time_missing; 7 [date] [never] not_a_time", FILE_CSV,
      4, 4 },
    { "JSON, long",
      "[{\"metric\":\"a\",\"value\":1,\"timestamp\":\"1970-01-02T00:00:00Z\"},null,\n"
      "{\"value\":2},{\"metric\":\"\",\"value\":\"3\"},{\"metric\":\"a\"},"
      "{\"metric\":\"a\",\"value\":null},{\"metric\":\"a\",\"value\":true},"
      "{\"metric\":\"a\",\"value\":[1]},{\"metric\":\"a\",\"value\":NaN},"
      "{\"metric\":\"a\",\"value\":\"12abc\"},{\"metric\":\"a\",\"value\":4,\"timestamp\":5}]",
      "a: 86400=1; value: now=2 now=3",
      "1 [] [null] not_an_object; "
      "2 [value] [true] not_a_number; 2 [value] [[1]] not_a_number; 2 [value] [NaN] not_a_number; "
      "2 [value] [12abc] not_a_number; 2 [timestamp] [5] not_a_time",
      FILE_JSON, 5, 3 },
    { "JSON, wide and nested",
      "[{\"date\":\"1970-01-02\",\"w\":{\"t\":1,\"k\":\"x\"}},{\"date\":\"1970-01-03\",\"late\":7}"
      "]",
      "w.t{w.k=x}: 86400=1; late: 172800=7", "", FILE_JSON, 2, 2 },
    { "NDJSON", "{\"metric\":\"a\",\"value\":1}\n{oops\n{\"metric\":\"a\",\"value\":2}\n",
      "a: now=1 now=2", "2 [] [{oops] bad_json", FILE_NDJSON, 2, 2 },
    { "times of one second stay in order",
      "value,timestamp\n3,1970-01-02\n1,1970-01-02\n2,1970-01-01\n", "value: 0=2 86400=3 86400=1",
      "", FILE_CSV, 3, 3 },
};

static void test_files(struct arena *a)
{
    static const size_t steps[] = { 1, 13, 0 };

    for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
        for (size_t k = 0; k < 3; k++) {
            struct collect *c = arena_one(a, struct collect);
            const struct expected *f = &files[i];

            collect_init(c, a);
            c->read_max = steps[k];
            is_int(collect_run(c, f->type, f->text), INGEST_OK, "%s, %zu bytes at a time", f->name,
                   steps[k]);
            is_str(collect_text(c), f->series, "its points");
            is_str(collect_rejects(c), f->rejects, "its rejects");
            is_int(c->res.rows, f->rows, "its rows");
            is_int(c->res.points, f->points, "its points are counted");
            is_int(c->res.bytes, strlen(f->text), "its bytes too");
        }
}

struct failure {
    const char *text, *code, *detail;
    enum file_type type;
};

static const struct failure failures[] = {
    { "", "empty_file", "The file is empty.", FILE_CSV },
    { "", "empty_file", "The file is empty.", FILE_JSON },
    { " \n ", "empty_file", "The file is empty.", FILE_JSON },
    { "metric,value\n", "no_rows", "The file has a header but no rows.", FILE_CSV },
    { "[]", "no_rows", "The array has no elements.", FILE_JSON },
    { "foo,bar\n1,2\n", "no_time_column", "No column holds dates or times.", FILE_CSV },
    { "{\"value\":1}", "not_an_array",
      "The file is a JSON object; an array of objects is expected.", FILE_JSON },
    { "[{\"value\":1}", "bad_json", "Line 1: the array is not closed.", FILE_JSON },
    { "\x89PNG\r\n\x1a\n\x01\x02\x03\x04", "not_text", "The file is not text.", FILE_CSV },
    { "metric,value\na,x\nb,y\n", "nothing_readable",
      "No row of the file could be read; line 2, column value: \"x\" is not a number.", FILE_CSV },
    { "metric,value\na\n", "nothing_readable",
      "No row of the file could be read; line 2: the row has another number of fields than the "
      "header.",
      FILE_CSV },
    { "[null,5]", "nothing_readable",
      "No row of the file could be read; line 1: \"null\" is not an object.", FILE_JSON },
};

static void test_failures(struct arena *a)
{
    for (size_t i = 0; i < sizeof(failures) / sizeof(*failures); i++) {
        struct collect *c = arena_one(a, struct collect);
        const struct failure *f = &failures[i];

        collect_init(c, a);
        is_str(ingest_code(collect_run(c, f->type, f->text)), f->code, "%s", f->code);
        is_str(c->res.detail, f->detail, "and what it tells");
        is_int(c->res.points, 0, "without a point");
    }
    struct collect *c = arena_one(a, struct collect);
    collect_init(c, a);
    (void)collect_run(c, FILE_CSV, "date,n\nx\ny\n");
    is_str(collect_rejects(c), "2 [] [x] ragged; 3 [] [y] ragged", "the rejects come with it");
}

/* A file of `n` rows of long format, one a second. */
static const char *many_rows(struct arena *a, size_t n)
{
    struct str s = str_new(a, (size_t)64 << 20);

    str_adds(&s, "metric,value,timestamp\n");
    for (size_t i = 0; i < n; i++)
        str_printf(&s, "m%zu,%zu,1970-01-%02zuT%02zu:%02zu:%02zuZ\n", i % 3, i, 1 + i / 86400,
                   i / 3600 % 24, i / 60 % 60, i % 60);
    return str_c(&s);
}

static void count_calls(void *arg, const struct ingest_progress *p)
{
    struct ingest_progress *last = arg;

    if (p->bytes > last->bytes && p->rows >= last->rows)
        *last = *p;
}

static void test_stops(struct arena *a)
{
    const char *text = many_rows(a, 100000);
    struct collect *c = arena_one(a, struct collect);

    collect_init(c, a);
    atomic_store(&c->cancel, true);
    is_int(collect_run(c, FILE_CSV, text), INGEST_CANCELED, "canceled");
    collect_init(c, a);
    c->read_fails = true;
    is_int(collect_run(c, FILE_CSV, text), INGEST_READ_FAILED, "a read that fails");
    is_int(collect_run(c, FILE_CSV, "value\n1\n"), INGEST_READ_FAILED, "at once");
    collect_init(c, a);
    c->refuse_after = 1;
    is_int(collect_run(c, FILE_CSV, text), INGEST_WRITE_FAILED, "a sink that gives up");
}

static void test_many(struct arena *a)
{
    const char *text = many_rows(a, 200000);
    struct collect *c = arena_one(a, struct collect);
    struct ingest_progress last = { 0 };

    collect_init(c, a);
    struct ingest_job job = collect_job(c);
    job.progress = count_calls;
    job.progress_arg = &last;
    c->text = text;
    c->left = strlen(text);
    is_int(ingest_run(&job, &c->res), INGEST_OK, "200,000 rows");
    is_int(c->res.points, 200000, "are points");
    is_int(last.bytes, strlen(text), "progress reaches the end");
    ok(last.rows > 150000, "and counts rows");
    is_int(c->questions, 1, "the resolver was asked once for all three series");
    is_int(c->res.n_series, 3, "of which there are three");
    is_int(c->res.first_at, 0, "the first point");
    is_int(c->res.last_at / 1000000, 199999, "the last point");
    is_int(c->res.series[0]->levels, 0x1e, "minutes of twenty points");
}

static void test_many_series(struct arena *a)
{
    struct str s = str_new(a, (size_t)4 << 20);
    struct collect *c = arena_one(a, struct collect);

    str_adds(&s, "metric,value\n");
    for (int i = 0; i < 2500; i++)
        str_printf(&s, "m%d,%d\n", i, i);
    collect_init(c, a);
    is_int(collect_run(c, FILE_CSV, str_c(&s)), INGEST_OK, "2,500 series");
    is_int(c->questions, 3, "are asked for by the thousand");
    is_int(c->res.series[2499]->id, 2500, "and all have an id");
}

static void test_rejects_cap(struct arena *a)
{
    struct str s = str_new(a, (size_t)4 << 20);
    struct collect *c = arena_one(a, struct collect);

    str_adds(&s, "value\n");
    for (int i = 0; i < 5000; i++)
        str_adds(&s, "1\nx\n");
    collect_init(c, a);
    c->limits.rejects_kept = 100;
    is_int(collect_run(c, FILE_CSV, str_c(&s)), INGEST_OK, "half the rows are bad");
    is_int(c->res.rejects, 5000, "all rejects are counted");
    is_int(c->res.n_reject_list, 100, "the first are kept");
    is_int(c->res.reject_list[99].line, 201, "in order");
    is_int(c->res.rows, 5000, "the good rows are taken");
}

/* A header whose first row lies far behind the sample, and a first value behind it. */
static void test_late(struct arena *a)
{
    struct str s = str_new(a, (size_t)16 << 20);
    struct collect *c = arena_one(a, struct collect);

    str_adds(&s, "date,text,n\n1970-01-01,\"");
    for (int i = 0; i < 100000; i++)
        str_adds(&s, "abc\n ");
    str_adds(&s, "\",5\n1970-01-02,x,6\n");
    collect_init(c, a);
    is_int(collect_run(c, FILE_CSV, str_c(&s)), INGEST_OK, "a first row of 500 KB");
    is_str(collect_text(c), "n{text=" OTHER_VALUE "}: 0=5; n{text=x}: 86400=6", "is read");
    is_int(c->res.folded_labels, 1, "its label folded");
    s = str_new(a, (size_t)16 << 20);
    str_adds(&s, "date,a,b,c\n");
    for (int i = 0; i < 20000; i++)
        str_printf(&s, "1970-01-01,%d,%s,\n", i, i < 19999 ? "" : "77");
    collect_init(c, a);
    is_int(collect_run(c, FILE_CSV, str_c(&s)), INGEST_OK, "a column empty for 19,999 rows");
    is_int(c->res.n_series, 2, "becomes a metric with its first number");
    is_str(c->res.series[1]->metric, "b", "of its name");
}

/* The run sees the sample that the preview sees, however much a read gives. */
static void test_same_sample(struct arena *a)
{
    struct str s = str_new(a, (size_t)16 << 20);

    str_adds(&s, "date,x,n\n");
    while (s.len < INGEST_SAMPLE_BYTES)
        str_adds(&s, "1970-01-02,5,1\n");
    while (s.len < 3 * INGEST_SAMPLE_BYTES)
        str_adds(&s, "1970-01-02,text,1\n");
    for (size_t step = 0; step < 100000; step += 40000) {
        struct collect *c = arena_one(a, struct collect);

        collect_init(c, a);
        c->read_max = step;
        is_int(collect_run(c, FILE_CSV, str_c(&s)), INGEST_OK, "%zu bytes at a time", step);
        is_int(c->res.n_series, 2, "a column of numbers in the sample is a metric");
        ok(c->res.rejects > 5000, "what is none later is rejected");
    }
}

/* Lines beyond any cap: a sentence where there is nothing else, a reject among good rows. */
static void test_giants(void)
{
    const size_t n = (size_t)40 << 20;
    char *big = malloc(n);
    static const size_t records[] = { 0, 300000, (size_t)20 << 20 };

    for (size_t i = 0; i < 3; i++) {
        struct arena *a = arena_new(ARENA_CAP);
        struct collect *c = arena_one(a, struct collect);

        memset(big, 'x', n);
        collect_init(c, a);
        c->limits.record_bytes = records[i];
        is_int(collect_run_bytes(c, FILE_CSV, big, n), INGEST_NO_ROWS, "one line of 40 MB");
        is_str(c->res.detail,
               arena_printf(a, "There is no whole row in the first %zu bytes.",
                            records[i] ? records[i] : (size_t)16 << 20),
               "is told");
        memcpy(big, "metric,value\na,1\n", 17);
        memcpy(big + n - 6, "\na,22\n", 6);
        collect_init(c, a);
        c->limits.record_bytes = records[i];
        is_int(collect_run_bytes(c, FILE_CSV, big, n), INGEST_OK, "between two rows");
        is_str(collect_text(c), "a: now=1 now=22", "it costs only itself");
        is_int(c->res.rejects, 1, "one reject");
        memset(big, ' ', n);
        memcpy(big, "[{\"value\":1},{\"a\":\"", 20);
        memcpy(big + n - 15, "\"},{\"value\":2}]", 15);
        collect_init(c, a);
        c->limits.record_bytes = records[i];
        is_int(collect_run_bytes(c, FILE_JSON, big, n), INGEST_OK, "in JSON too");
        is_str(collect_text(c), "value: now=1 now=2", "it costs only itself");
        arena_free(a);
    }
    free(big);
}

static void test_mapping(struct arena *a)
{
    struct collect *c = arena_one(a, struct collect);
    struct ingest_mapping m;

    ok(ingest_mapping_parse(a, "{\"timestamp\":null,\"metrics\":[\"n\"],\"labels\":[\"k\"]}", &m),
       "a mapping");
    collect_init(c, a);
    c->mapping = &m;
    is_int(collect_run(c, FILE_CSV, "d,n,k,x\n1970-01-02,1,7,9\n"), INGEST_OK, "overrides");
    is_str(collect_text(c), "n{k=7}: now=1", "time, metrics and labels");
    ok(ingest_mapping_parse(a, "{\"timestamp\":\"d\",\"metrics\":[\"late\"]}", &m), "another");
    collect_init(c, a);
    c->mapping = &m;
    struct str s = str_new(a, (size_t)16 << 20);
    str_adds(&s, "[");
    for (int i = 0; i < 10000; i++)
        str_adds(&s, "{\"d\":\"1970-01-02\",\"n\":1},");
    str_adds(&s, "{\"d\":\"1970-01-02\",\"late\":5}]");
    is_int(collect_run(c, FILE_JSON, str_c(&s)), INGEST_OK, "may name what only the last row has");
    is_str(collect_text(c), "late: 86400=5", "and finds it");
}

struct mapped {
    const char *name, *mapping, *text, *points, *rejects;
    enum file_type type;
};

/* Times of a whole run, by what a mapping says of them. */
static const struct mapped mapped[] = {
    { "a zone", "{\"timeZone\":\"Europe/Berlin\"}",
      "d,n\n1970-01-02 01:00,1\n1970-01-02T00:00:00Z,2\n", "n: 86400=1 86400=2", "", FILE_CSV },
    { "a zone's missing and doubled hours", "{\"timeZone\":\"Europe/Berlin\"}",
      "d,n\n31.03.2024 02:30,1\n27.10.2024 02:30,2\n", "n: 1711848600=1 1729992600=2", "",
      FILE_CSV },
    { "a date and a time", "{\"timestamp\":[\"d\",\"t\"],\"timeZone\":\"Asia/Kolkata\"}",
      "d,t,n\n02.01.1970,05:30,1\n02.01.1970,,2\n,05:30,3\n,,4\n", "n: 66600=2 86400=1",
      "4 [d] [] time_missing; 5 [d] [] time_missing", FILE_CSV },
    { "a pattern", "{\"timeFormat\":\"%H.%M %d%b%Y\"}", "d,n\n00.01 02Jan1970,1\n00.01,2\n",
      "n: 86460=1", "3 [d] [00.01] not_a_time", FILE_CSV },
    { "epoch seconds", "{\"timestamp\":\"x\",\"timeFormat\":\"epoch_s\"}",
      "x,n\n86400,1\n86400.5,2\n-1,3\nnow,4\n1e300,5\n", "n: -1=3 86400=1 86400=2",
      "5 [x] [now] not_a_time; 6 [x] [1e300] not_a_time", FILE_CSV },
    { "epoch milliseconds in JSON", "{\"timestamp\":\"x\",\"timeFormat\":\"epoch_ms\"}",
      "[{\"x\":86400000,\"n\":1},{\"x\":\"86401000\",\"n\":2}]", "n: 86400=1 86401=2", "",
      FILE_JSON },
    { "a decimal comma", "{\"decimal\":\",\"}",
      "d;n\n1970-01-02;1.500\n1970-01-02;1,5\n1970-01-03;1.5\n", "n: 86400=1500 86400=1.5",
      "4 [n] [1.5] not_a_number", FILE_CSV },
};

static void test_mapped(struct arena *a)
{
    for (size_t i = 0; i < sizeof(mapped) / sizeof(*mapped); i++) {
        struct collect *c = arena_one(a, struct collect);
        struct ingest_mapping m;

        if (!ok(ingest_mapping_parse(a, mapped[i].mapping, &m), "%s: a mapping", mapped[i].name))
            continue;
        collect_init(c, a);
        c->mapping = &m;
        is_int(collect_run(c, mapped[i].type, mapped[i].text), INGEST_OK, "%s", mapped[i].name);
        is_str(collect_text(c), mapped[i].points, "its points");
        is_str(collect_rejects(c), mapped[i].rejects, "its rejects");
    }
}

int main(void)
{
    struct arena *a = arena_new(ARENA_CAP);

    test_files(a);
    test_failures(a);
    test_stops(a);
    test_many(a);
    test_many_series(a);
    test_rejects_cap(a);
    test_late(a);
    test_giants();
    test_same_sample(a);
    test_mapping(a);
    test_mapped(a);
    arena_free(a);
    return done_testing();
}
