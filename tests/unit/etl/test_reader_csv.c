/* Tests of the CSV reader: rows, rejects and columns, however the bytes come in. */
#include <stdlib.h>

#include "etl/csv_scan.h"
#include "tests/unit/etl/random.h"
#include "tests/unit/etl/reading.h"
#include "tests/unit/tap.h"

#define ARENA_CAP ((size_t)256 << 20)

/* "col|col / line:cell|cell / … ! line [value] reason" of the whole text. */
static const char *read_all(struct arena *a, const char *p, size_t n, size_t step,
                            struct ingest_limits *given, struct csv_shape options)
{
    struct reading *g = reading_new(a, p, n, step, given);
    struct reader *r = reader_csv_new(a, &g->in, &g->rejects, &g->limits, options);
    struct ingest_plan plan = { 0 };

    if (r->error)
        return arena_printf(a, "%s", ingest_code(r->error));
    for (size_t i = 0; i < r->columns.n; i++)
        str_printf(&g->text, "%s%s", i ? "|" : "", r->columns.list[i].text);
    while (reader_next(r)) {
        str_printf(&g->text, " / %llu:", (unsigned long long)r->row.line);
        for (size_t i = 0; i < r->row.n; i++)
            str_printf(&g->text, "%s%.*s", i ? "|" : "", (int)r->row.cells[i].n, r->row.cells[i].p);
    }
    reading_told(g);
    reader_notes(r, a, &plan);
    for (size_t i = 0; i < plan.n_notes; i++)
        if (!str_eq(plan.notes[i].code, "columns_renamed"))
            str_printf(&g->text, " + %s", plan.notes[i].message);
    return str_c(&g->text);
}

struct expected {
    const char *name, *text, *want;
    char delimiter;
    bool cr;
};

static const struct expected files[] = {
    { "a plain table", "a,b\n1,2\n3,4\n", "a|b / 2:1|2 / 3:3|4" },
    { "no line end at the end", "a,b\n1,2", "a|b / 2:1|2" },
    { "CRLF", "a,b\r\n1,2\r\n3,\r\n", "a|b / 2:1|2 / 3:3|" },
    { "mixed line ends", "a,b\r\n1,2\n3,4\r\n", "a|b / 2:1|2 / 3:3|4" },
    { "CR alone", "a,b\r1,2\r3,4\r", "a|b / 2:1|2 / 3:3|4", .cr = true },
    { "a byte order mark",
      "\xef\xbb\xbf"
      "a,b\n1,2\n",
      "a|b / 2:1|2" },
    { "semicolons", "a;b\n1,5;2\n", "a|b / 2:1,5|2", .delimiter = ';' },
    { "quotes", "a,b\n\"1,5\",\"x\"\"y\"\n\"\",2\n", "a|b / 2:1,5|x\"y / 3:|2" },
    { "a line end in quotes", "a,b\n\"1\n2\",3\n4,5\n", "a|b / 2:1\n2|3 / 4:4|5" },
    { "CRLF in quotes", "a,b\r\n\"1\r\n2\",3\r\n4,\"5\"\r\n", "a|b / 2:1\r\n2|3 / 4:4|5" },
    { "blanks around quotes", "a,b\n \"1\" ,2\n", "a|b / 2:1|2" },
    { "a quote amid text", "a,b\n5\" pipe,2\n", "a|b / 2:5\" pipe|2" },
    { "a quoted last field without line end", "a,b\n1,\"2\"", "a|b / 2:1|2" },
    { "blank lines and rows", "\n\na,b\n\n1,2\n,\n\r\n3,4\n\n", "a|b / 5:1|2 / 8:3|4" },
    { "ragged rows", "a,b\n1\n1,2,3\n4,5\n", "a|b / 4:4|5 ! 2 [1] ragged ! 3 [1,2,3] ragged" },
    { "empty fields too many", "a,b\n1,2,\n1,2,,\n", "a|b / 2:1|2 / 3:1|2" },
    { "names", " a , a,a,,\"x y\"\n1,2,3,4,5\n", "a|a_2|a_3|column_4|x y / 2:1|2|3|4|5" },
    { "a name made unique meets its like", "a_2,a,a\n1,2,3\n", "a_2|a|a_3 / 2:1|2|3" },
    { "text behind a quote", "a,b\n\"1\"x,2\n3,4\n", "a|b / 3:3|4 ! 2 [\"1\"x,2] bad_quote" },
    { "a quote never closed", "a,b\n1,\"2\n3,4\n5,6",
      "a|b / 3:3|4 / 4:5|6 ! 2 [1,\"2] unclosed_quote" },
    { "bytes that are not UTF-8 in a file that is", "a,b\nm\xc3\xbc,1\n\xff,2\n3,4\n",
      "a|b / 2:m\xc3\xbc|1 / 4:3|4 ! 3 a[\xef\xbf\xbd] not_utf8" },
    { "Latin-1", "a,b\nm\xfc,1\n\xdf,2\n", "a|b / 2:m\xc3\xbc|1 / 3:\xc3\x9f|2" },
    { "UTF-8", "a,b\nm\xc3\xbc,2\n", "a|b / 2:m\xc3\xbc|2" },
    { "a column only", "value\n1\n\n2\n", "value / 2:1 / 4:2" },
    { "a header only", "a,b\n", "a|b" },
    { "the header again",
      "date,a\r\n1,2\r\ndate,a\r\n3,4\ndate,a\n\xef\xbb\xbf"
      "date,a\n5,6\ndate,a",
      "date|a / 2:1|2 / 4:3|4 / 7:5|6 + The header comes again 4 times; those lines were passed "
      "over." },
    { "almost the header again", "date,a\ndate,b\ndate,ab\n", "date|a / 2:date|b / 3:date|ab" },
    { "a quoted header again", "\"a\"\"x\",b\n1,2\n\"a\"\"x\",b\n",
      "a\"x|b / 2:1|2 + The header comes again 1 time; that line was passed over." },
    { "CR among LF", "a,b\n1,2\r3,4\r5,6\n7,8\n",
      "a|b / 2:1|2 / 3:3|4 / 4:5|6 / 5:7|8 + Lines end in different ways; each end was taken as "
      "one." },
    { "LF and CRLF among CR", "a,b\r1,2\n3,4\r\n5,6\r7,8",
      "a|b / 2:1|2 / 3:3|4 / 4:5|6 / 5:7|8 + Lines end in different ways; each end was taken as "
      "one.",
      .cr = true },
    { "totals", "a,b,c\n1,2,3\nTotal,5\n,Grand total:\nTotal: all,7\nTotal,2,3\n",
      "a|b|c / 2:1|2|3 / 6:Total|2|3 + 3 lines of totals were passed over." },
    { "a stray quote closed rows later", "a,b\n1,\"2\n3,4\n5,6\n7,8\n9,\",\"\n10,11\n",
      "a|b / 3:3|4 / 4:5|6 / 5:7|8 / 6:9|, / 7:10|11 ! 2 [1,\"2] unclosed_quote" },
    { "a ragged row with line ends in quotes", "a,b\n1,\"x\ny\nz\",3\n4,5\n",
      "a|b / 5:4|5 ! 2 [1,\"x\ny\nz\",3] ragged" },
    { "prose in quotes", "a,b\n1,\"x, y\nz\nz, z\nw\"\n4,5\n",
      "a|b / 2:1|x, y\nz\nz, z\nw / 6:4|5" },
    { "the signs of comments", "# time ,#b\n1,2\n", "time|#b / 2:1|2" },
    { "nothing", "", "empty_file" },
    { "line ends only", "\n\r\n\n", "empty_file" },
    { "a header that is not UTF-8", "a,\xff\xc3\xbc\n1,2\n", "not_text" },
    { "a header with an open quote", "a,\"b\n1,2\n", "no_header" },
};

static void test_files(struct arena *a)
{
    static const size_t steps[] = { 1, 2, 3, 7, 64, 100000 };

    for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
        for (size_t k = 0; k < sizeof(steps) / sizeof(*steps); k++) {
            const struct expected *f = &files[i];
            struct csv_shape options = { f->delimiter ? f->delimiter : ',', f->cr };

            is_str(read_all(a, f->text, strlen(f->text), steps[k], NULL, options), f->want,
                   "%s, %zu bytes at a time", f->name, steps[k]);
        }
}

static void test_nul(struct arena *a)
{
    static const char text[] = "a,b\n1\0,2\n3,4\n";

    is_str(read_all(a, text, sizeof(text) - 1, 100, NULL, (struct csv_shape){ ',', false }),
           "a|b / 3:3|4 ! 2 a[1\xef\xbf\xbd] nul_byte", "a NUL in a field");
}

static void test_caps(struct arena *a)
{
    struct csv_shape comma = { ',', false };
    struct ingest_limits small = { .field_bytes = 8, .record_bytes = 40, .columns = 3 };
    const char *want = "a|b / 3:1|2";

    is_str(read_all(a, "a,b,c,d\n1,2,3,4\n", 16, 100, &small, comma), "too_many_columns",
           "a header beyond the cap");
    for (size_t step = 1; step < 100; step += 13) {
        is_str(read_all(a, "a,b\n123456789,1\n1,2\n", 20, step, &small, comma),
               arena_printf(a, "%s ! 2 a[123456789] field_too_long", want), "a long field");
        is_str(read_all(a, "a,b\n\"1234567890\n12345\",1\n1,2\n", 29, step, &small, comma),
               "a|b / 4:1|2 ! 2 a[1234567890\n12345] field_too_long", "a long quoted field");
    }
    /* lines far beyond the cap and the block */
    size_t n = 3000000;
    char *big = malloc(n + 32);
    memcpy(big, "a,b\n", 4);
    memset(big + 4, 'x', n);
    memcpy(big + 4 + n, "\n1,2\n", 6);
    const char *got = read_all(a, big, n + 9, 100000, &small, comma);
    ok(!strncmp(got, "a|b / 3:1|2 ! 2 [xxxx", 20), "a line of 3 MB is passed over");
    ok(strstr(got, "] record_too_long") != NULL, "and rejected");
    big[4] = '"';
    got = read_all(a, big, n + 9, 100000, &small, comma);
    ok(!strncmp(got, "a|b / 3:1|2 ! 2 [\"xxx", 20), "and so is one with an open quote");
    ok(strstr(got, "] unclosed_quote") != NULL, "which is told");
    free(big);
}

/* The block grows to a record and no further, whatever the file. */
static void test_memory(struct arena *a)
{
    size_t n = (size_t)40 << 20;
    char *big = malloc(n);
    struct reading *g = reading_new(a, big, n, n, NULL);

    memset(big, 'x', n);
    memcpy(big, "a,b\n", 4);
    struct reader *r =
        reader_csv_new(a, &g->in, &g->rejects, &g->limits, (struct csv_shape){ ',', false });
    ok(!reader_next(r), "a line of 40 MB gives no row");
    is_int(g->rejects.count, 1, "but one reject");
    ok(g->in.room <= ((size_t)17 << 20), "and never more than 17 MB of it in memory");
    free(big);
}

static void test_scan(void)
{
    unsigned x = 5;
    int bad = 0;

    for (int i = 0; i < 20000; i++) {
        char block[CSV_SCAN_BYTES];
        bool odd = false, odd_twin = false;

        for (size_t k = 0; k < sizeof(block); k++)
            block[k] = i % 2 ? "a1,;\"\n\r\t.-"[random_next(&x) % 10] : (char)random_next(&x);
        bad += csv_scan(block, ',', '\n', &odd) != csv_scan_portable(block, ',', '\n', &odd_twin);
        bad += odd != odd_twin;
        uint64_t want = 0;
        for (size_t k = 0; k < sizeof(block); k++)
            want |= (uint64_t)(block[k] == ',' || block[k] == '\n' || block[k] == '"') << k;
        bad += csv_scan_portable(block, ',', '\n', &odd) != want;
    }
    is_int(bad, 0, "both scanners find what is there");
}

/* Any cells, written with the quoting they need, come back. */
static void test_round_trip(struct arena *a)
{
    static const char alphabet[] = "ab,\"\n 1";
    unsigned x = 17;
    int bad = 0;

    for (int round = 0; round < 400; round++) {
        struct arena *mine = arena_new(ARENA_CAP);
        struct str file = str_new(mine, 1 << 20), want = str_new(mine, 1 << 20);
        unsigned long long line = 2;

        str_adds(&file, "x,y\n");
        str_adds(&want, "x|y");
        for (int row = 0; row < 20; row++) {
            str_printf(&want, " / %llu:", line++);
            for (int col = 0; col < 2; col++) {
                str_adds(&file, col ? ",\"z" : "\"z");
                str_adds(&want, col ? "|z" : "z");
                for (unsigned k = random_next(&x) % 9; k; k--) {
                    char c = alphabet[random_next(&x) % (sizeof(alphabet) - 1)];

                    str_addc(&want, c);
                    str_addc(&file, c);
                    if (c == '"')
                        str_addc(&file, c);
                    line += c == '\n';
                }
                str_addc(&file, '"');
            }
            str_addc(&file, '\n');
        }
        const char *got = read_all(mine, str_c(&file), file.len, 1 + random_next(&x) % 200, NULL,
                                   (struct csv_shape){ ',', false });
        bad += !str_eq(got, str_c(&want));
        arena_free(mine);
    }
    (void)a;
    is_int(bad, 0, "400 random files come back");
}

int main(void)
{
    struct arena *a = arena_new(ARENA_CAP);

    test_files(a);
    test_nul(a);
    test_caps(a);
    test_memory(a);
    test_scan();
    test_round_trip(a);
    arena_free(a);
    return done_testing();
}
