/* Tests of etl/browse: rows of a file by number. */
#include "etl/browse.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "tests/unit/etl/reading.h"
#include "tests/unit/tap.h"

#define ARENA_CAP ((size_t)256 << 20)

static enum ingest_error read_one(struct browse *b, enum file_type type, const char *text)
{
    struct source t = { .p = text, .left = strlen(text), .step = SIZE_MAX };
    const char *detail = NULL;

    return browse_file(b, type, NULL, source_read, &t, &detail);
}

static int64_t soon(void)
{
    return time_mono() + 60 * TIME_SECOND;
}

static void test_pages(struct arena *a)
{
    static const char csv[] = "at,a\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n";
    struct browse b;

    browse_init(&b, a, NULL, 1, 1, soon());
    is_int(read_one(&b, FILE_CSV, csv), INGEST_OK, "a page");
    is_int(b.rows.len, 1, "has the rows asked for");
    is_str(b.rows.data[0].cells[0], "2024-01-02", "from the number asked for");
    is_int(b.rows.data[0].line, 3, "with their line");
    ok(b.more && !browse_goes_on(&b), "and says that more follow");

    browse_init(&b, a, NULL, 3, 5, soon());
    is_int(read_one(&b, FILE_CSV, csv), INGEST_OK, "behind the end");
    ok(!b.rows.len && !b.more && browse_goes_on(&b), "is nothing, and the next file's turn");
    is_int(read_one(&b, FILE_NDJSON, "{\"a\":7,\"at\":\"2024-01-04\",\"b\":null}\n"), INGEST_OK,
           "which is another type");
    is_int(b.rows.len, 1, "has its row");
    is_int(b.header.n, 3, "and a column more");
    is_str(b.rows.data[0].cells[0], "2024-01-04", "under the first file's header");
    is_str(b.rows.data[0].cells[1], "7", "column by column");
    ok(!b.rows.data[0].cells[2], "null is absent");
}

static void test_size(struct arena *a)
{
    struct str s = str_new(a, 64 << 20);
    struct browse b;

    str_adds(&s, "at,text\n");
    for (int i = 0; i < 6000; i++) {
        str_adds(&s, "2024-01-01,");
        for (int k = 0; k < 600; k++)
            str_adds(&s, "\xc3\xa9");
        str_addc(&s, '\n');
    }
    browse_init(&b, a, NULL, 0, 6000, soon());
    is_int(read_one(&b, FILE_CSV, str_c(&s)), INGEST_OK, "large cells");
    is_int(strlen(b.rows.data[0].cells[1]), BROWSE_CELL_MAX, "are cut");
    ok(b.more && b.rows.len < 4000, "and fewer rows taken");
    browse_init(&b, a, NULL, 5000, 1, time_mono());
    is_int(read_one(&b, FILE_CSV, str_c(&s)), INGEST_OK, "too late");
    ok(b.late && !browse_goes_on(&b) && !b.rows.len, "is said");
}

static void test_bad(struct arena *a)
{
    struct browse b;

    browse_init(&b, a, NULL, 0, 5, soon());
    is_int(read_one(&b, FILE_CSV, "name,city\nann,paris\n"), INGEST_OK, "what makes no points");
    is_str(b.rows.data[0].cells[1], "paris", "can be looked at");
    browse_init(&b, a, NULL, 0, 5, soon());
    is_int(read_one(&b, FILE_CSV, ""), INGEST_EMPTY_FILE, "an empty file is one");
    browse_init(&b, a, NULL, 0, 5, soon());
    ok(read_one(&b, FILE_JSON, "{\"a\"") != INGEST_OK, "broken JSON is an error");
    is_int(b.rows.len, 0, "without rows");
}

int main(void)
{
    struct arena *a = arena_new(ARENA_CAP);

    test_pages(a);
    test_size(a);
    test_bad(a);
    arena_free(a);
    return done_testing();
}
