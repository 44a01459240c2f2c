/* Tests of etl/ingest with files that are too much, odd or wrong, as a whole: nothing grows without a
 * bound, and what was noticed is told with the plan. */
#include <string.h>
#include <sys/resource.h>

#include "base/str.h"
#include "tests/unit/etl/collect.h"
#include "tests/unit/tap.h"

#define ARENA_CAP ((size_t)256 << 20)

static struct collect *collecting(struct arena *a)
{
    struct collect *c = arena_one(a, struct collect);

    collect_init(c, a);
    return c;
}

/* "code (column): message; …" of the plan. */
static const char *notes(struct arena *a, const struct ingest_plan *plan)
{
    struct str s = str_new(a, 1 << 16);

    for (size_t i = 0; i < plan->n_notes; i++)
        str_printf(&s, "%s%s (%s): %s", i ? "; " : "", plan->notes[i].code,
                   plan->notes[i].column ? plan->notes[i].column : "", plan->notes[i].message);
    return str_c(&s);
}

struct raw {
    const char *name, *text, *want; /* the raw records of all rejects, with | between */
    enum file_type type;
};

static const struct raw raws[] = {
    { "a cell", "metric,value\na,1\nb,x\r\nc,2\n", "b,x", FILE_CSV },
    { "two cells of a row", "date,a,b\n1970-01-02,1,1\n1970-01-03,1,1\n1970-01-02,x,y\n",
      "1970-01-02,x,y|1970-01-02,x,y", FILE_CSV },
    { "doubled quotes", "metric,value\na,1\n\"b\"\"\"\"b\",\"x\"\"\"\n", "\"b\"\"\"\"b\",\"x\"\"\"",
      FILE_CSV },
    { "several lines", "metric,value\na,1\n\"b\nb\",x\n", "\"b\nb\",x", FILE_CSV },
    { "a ragged row", "metric,value\na,1\nb\n", "b", FILE_CSV },
    { "a NUL and a wrong byte", "metric,value\n\xc3\xbc,1\n\xff,\x01x\n", "\xef\xbf\xbd,\x01x",
      FILE_CSV },
    { "Latin-1", "metric,value\n\xfc,x\na,1\n", "\xc3\xbc,x", FILE_CSV },
    { "an element", "[{\"value\":1},{\"value\":\"x\"},\n 5 ,{\"value\":\"\\u00fc\"}]",
      "{\"value\":\"x\"}|5|{\"value\":\"\\u00fc\"}", FILE_JSON },
    { "an element that is no JSON", "[{\"value\":1},{\"value\":oops},{\"value\":2}]",
      "{\"value\":oops}", FILE_JSON },
    { "a line", "{\"value\":1}\n{\"value\":\"\\\"\"}\r\nnull\n", "{\"value\":\"\\\"\"}|null",
      FILE_NDJSON },
};

static void test_raw(struct arena *a)
{
    for (size_t i = 0; i < sizeof(raws) / sizeof(*raws); i++)
        for (size_t step = 1; step < 2000; step = step * 40 + 3) {
            struct collect *c = collecting(a);
            struct str s = str_new(a, 1 << 16);

            c->read_max = step;
            is_int(collect_run(c, raws[i].type, raws[i].text), INGEST_OK, "%s", raws[i].name);
            for (size_t k = 0; k < c->res.n_reject_list; k++)
                str_printf(&s, "%s%s", k ? "|" : "", c->res.reject_list[k].raw);
            is_str(str_c(&s), raws[i].want, "its raw records, %zu bytes at a time", step);
        }
}

static void test_raw_cut(struct arena *a)
{
    struct str s = str_new(a, 1 << 16);
    struct collect *c = collecting(a);

    str_adds(&s, "metric,value\na,1\nb,");
    for (int i = 0; i < 1000; i++)
        str_adds(&s, "\xe2\x82\xac");
    collect_run(c, FILE_CSV, str_c(&s));
    is_int(strlen(c->res.reject_list[0].raw), 1022, "a raw record is cut at a character");
    is_int(strlen(c->res.reject_list[0].value), 255, "and so is the value");
}

/* What only the rest of a file shows is in the plan of the run, and counted to its end. */
static void test_late_notes(struct arena *a)
{
    struct str s = str_new(a, (size_t)4 << 20);
    struct collect *c = collecting(a);

    str_adds(&s, "Report\n\ndate,a,b\n");
    for (int i = 0; i < 30000; i++)
        str_adds(&s, i % 10000 == 5 ? "date,a,b\n" : "1970-01-02,1,x\n");
    str_adds(&s, "1970-01-02,1,\xe9\nTotal,3,\n");
    is_int(collect_run(c, FILE_CSV, str_c(&s)), INGEST_OK, "a file with things here and there");
    is_str(notes(a, &c->res.plan),
           "preamble_skipped (): 1 line before the header was passed over.; "
           "header_repeated (): The header comes again 3 times; those lines were passed over.; "
           "totals_skipped (): 1 line of totals was passed over.; "
           "converted_encoding (): The file is not UTF-8; it was read as Windows-1252 (Western "
           "European).",
           "tells of each once");
    is_int(c->res.plan.encoding, ENCODING_WINDOWS_1252, "its encoding");
    is_int(c->res.rejects, 0, "and rejects nothing");
    is_int(c->res.rows, 29998, "of its rows");
}

/* A file that is made while it is read. */
struct made {
    uint64_t at, line; /* bytes given; the line's length */
};

static const char head[] = "date,a\n1970-01-01,1\n", tail[] = "\n1970-01-02,2\n";

static ssize_t read_made(void *arg, void *buf, size_t n)
{
    struct made *m = arg;
    char *p = buf;
    size_t i = 0;

    for (; i < n && m->at < sizeof(head) - 1; i++)
        p[i] = head[m->at++];
    uint64_t left = sizeof(head) - 1 + m->line - m->at;
    if (m->at < sizeof(head) - 1 + m->line) {
        size_t fill = n - i < left ? n - i : (size_t)left;
        memset(p + i, 'x', fill);
        m->at += fill;
        return (ssize_t)(i + fill);
    }
    for (; i < n && m->at < sizeof(head) + sizeof(tail) - 2 + m->line; i++)
        p[i] = tail[m->at++ - (sizeof(head) - 1) - m->line];
    return (ssize_t)i;
}

static long resident_kb(void)
{
    struct rusage u;

    getrusage(RUSAGE_SELF, &u);
    return u.ru_maxrss;
}

static void test_long_line(struct arena *a)
{
    struct made m = { .line = (uint64_t)100 << 20 };
    struct collect *c = collecting(a);
    struct ingest_job job = collect_job(c);
    long before = resident_kb();

    job.type = FILE_CSV;
    job.read = read_made;
    job.read_arg = &m;
    is_int(ingest_run(&job, &c->res), INGEST_OK, "a line of 100 MB");
    is_int(c->res.rows, 2, "costs no other row");
    is_int(c->res.rejects, 1, "is one reject");
    is_str(reject_code(c->res.reject_list[0].reason), "record_too_long", "that says why");
    ok(resident_kb() - before < (80 << 10), "and was never in memory as a whole");
}

static void test_columns(struct arena *a)
{
    struct str csv = str_new(a, 1 << 20), json = str_new(a, 1 << 20), empty = str_new(a, 1 << 20);
    struct collect *c = collecting(a);

    str_adds(&json, "[{\"date\":\"1970-01-01\",\"a\":1},{\"c0\":0");
    str_adds(&empty, "date,a");
    for (int i = 1; i < 10000; i++) {
        str_printf(&csv, "c%d,", i);
        str_printf(&json, ",\"c%d\":%d", i, i);
        str_adds(&empty, ",");
    }
    str_adds(&csv, "x\n1\n");
    str_adds(&json, "},{\"date\":\"1970-01-02\",\"a\":2}]");
    str_adds(&empty, "\n1970-01-01,5\n1970-01-02,6,,,,,\n");
    is_str(ingest_code(collect_run(c, FILE_CSV, str_c(&csv))), "too_many_columns",
           "10,000 columns of CSV are too many");
    is_str(c->res.detail, "The header has 10000 columns; 1000 are allowed.", "which is told");
    c = collecting(a);
    is_int(collect_run(c, FILE_JSON, str_c(&json)), INGEST_OK, "an element with 10,000 members");
    is_int(c->res.rejects, 1, "is a reject");
    is_str(reject_code(c->res.reject_list[0].reason), "too_many_columns", "that says why");
    is_int(c->res.rows, 2, "and costs no other");
    c = collecting(a);
    is_int(collect_run(c, FILE_CSV, str_c(&empty)), INGEST_OK, "columns that are only commas");
    is_int(c->res.rows, 2, "are none");
}

/* A thousand columns of one long name get names of their own, none too long. */
static void test_equal_names(struct arena *a)
{
    struct str s = str_new(a, 1 << 20);
    struct collect *c = collecting(a);
    size_t before, longest = 0;

    for (int i = 0; i < 998; i++) {
        for (int k = 0; k < 130; k++)
            str_adds(&s, "\xc3\xbc");
        str_adds(&s, ",");
    }
    str_adds(&s, "date,a\n");
    for (int i = 0; i < 998; i++)
        str_adds(&s, "1,");
    str_adds(&s, "1970-01-01,5\n");
    before = arena_used(a);
    is_int(collect_run(c, FILE_CSV, str_c(&s)), INGEST_OK, "998 columns of one name");
    ok(arena_used(a) - before < ((size_t)16 << 20), "are not many times as much memory");
    for (size_t i = 0; i < c->res.plan.n_columns; i++)
        if (c->res.plan.columns[i].name_len > longest)
            longest = c->res.plan.columns[i].name_len;
    is_int(c->res.n_series, 999, "are metrics of their own");
    is_int(longest, 254, "whose names are cut at a character");
}

/* Each row has a value of its own in a column that the mapping makes a label. */
struct values {
    size_t at, n, rows;
    char line[64];
};

static ssize_t read_values(void *arg, void *buf, size_t n)
{
    struct values *v = arg;
    size_t made = 0;

    while (made < n) {
        if (v->at == v->n) {
            if (v->rows == 1000000)
                break;
            v->n = (size_t)snprintf(v->line, sizeof(v->line), "1970-01-01,1,v%zu\n", v->rows++);
            v->at = 0;
        }
        ((char *)buf)[made++] = v->line[v->at++];
    }
    return (ssize_t)made;
}

static void test_label_values(struct arena *a)
{
    static const char *const labels[] = { "b" };
    struct ingest_mapping mapping = { .labels = labels, .n_labels = 1 };
    struct values v = { .line = "date,a,b\n", .n = 9 };
    struct collect *c = collecting(a);
    c->mapping = &mapping;
    struct ingest_job job = collect_job(c);
    size_t before = arena_used(a);

    job.type = FILE_CSV;
    job.read = read_values;
    job.read_arg = &v;
    is_int(ingest_run(&job, &c->res), INGEST_OK, "a million values of a label");
    is_int(c->res.points, 1000000, "lose no point");
    is_int(c->res.n_series, 1001, "make a thousand series and one for the others");
    is_int(c->res.folded_labels, 1, "which is known");
    is_str(
        notes(a, &c->res.plan),
        "labels_folded (b): Column b has more values than the 1000 that a label may have, or very "
        "long ones; the others are together in __other__.",
        "and told");
    ok(arena_used(a) - before < ((size_t)96 << 20), "memory is bounded");
}

int main(void)
{
    struct arena *a = arena_new(ARENA_CAP);

    test_raw(a);
    test_raw_cut(a);
    test_late_notes(a);
    test_long_line(a);
    test_columns(a);
    test_equal_names(a);
    test_label_values(a);
    arena_free(a);
    return done_testing();
}
