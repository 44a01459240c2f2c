/* Rows into structs, without a database: the three questions that rowmap asks are answered here. */
#include "base/rowmap.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/db.h"
#include "base/err.h"
#include "base/log.h"
#include "tests/unit/tap.h"

#define COLUMNS 9

struct db_rows {
    int n;
    const char *names[COLUMNS];
    const char *cells[4][COLUMNS];
};

int db_count(const struct db_rows *rows)
{
    return rows->n;
}

int db_column(const struct db_rows *rows, const char *column)
{
    for (int i = 0; i < COLUMNS && rows->names[i]; i++)
        if (strcmp(rows->names[i], column) == 0)
            return i;
    BUG("no column %s", column);
}

const char *db_cell(const struct db_rows *rows, int row, int column)
{
    return rows->cells[row][column];
}

struct thing {
    const char *id, *name, *extra;
    int64_t size, at;
    double weight;
    bool flag;
    struct field_strs tags;
    int64_t sent_only;
};

static const struct field fields[] = {
    FIELD(struct thing, id, "id", FIELD_UUID, 0),
    FIELD(struct thing, name, "name", FIELD_STR, FIELD_NULLABLE),
    FIELD(struct thing, extra, "extra", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct thing, size, "size", FIELD_INT, FIELD_NULLABLE),
    FIELD(struct thing, at, "at", FIELD_TIME, FIELD_NULLABLE),
    FIELD(struct thing, weight, "weight", FIELD_DOUBLE, FIELD_NULLABLE),
    FIELD(struct thing, flag, "flag", FIELD_BOOL, FIELD_NULLABLE),
    FIELD(struct thing, tags, "tags", FIELD_STRS, FIELD_NULLABLE),
    FIELD(struct thing, sent_only, "sentOnly", FIELD_INT, FIELD_INPUT),
    FIELD_END
};

static const struct db_rows rows = {
    .n = 2,
    .names = { "unknown", "weight", "id", "name", "extra", "size", "at", "flag", "tags" },
    .cells = { { "x", "-0.5", "id 1", "Ann", "{}", "-9223372036854775808",
                 "2024-01-15 09:00:00.25+00", "t", "{a,\"b, c\",\"\\\"\\\\\",\"\"}" },
               { "x", NULL, "id 2", NULL, NULL, NULL, NULL, NULL, NULL } },
};

static void test_values(struct arena *a)
{
    struct thing t = { .sent_only = 7 };

    row_read(a, &rows, 0, fields, &t);
    is_str(t.id, "id 1", "uuid");
    is_str(t.name, "Ann", "text");
    is_str(t.extra, "{}", "json");
    is_int(t.size, INT64_MIN, "the smallest number");
    is_int(t.at, INT64_C(1705309200250000), "time");
    is_real(t.weight, -0.5, "real");
    ok(t.flag, "flag");
    is_int(t.tags.len, 4, "list");
    is_str(t.tags.data[0], "a", "bare element");
    is_str(t.tags.data[1], "b, c", "quoted element");
    is_str(t.tags.data[2], "\"\\", "escapes");
    is_str(t.tags.data[3], "", "empty element");
    is_int(t.sent_only, 7, "a field of the request is not touched");
}

static void test_nulls(struct arena *a)
{
    size_t n;
    const struct thing *t = row_read_all(a, &rows, fields, sizeof(*t), &n);

    is_int(n, 2, "all rows");
    is_str(t[0].id, "id 1", "the first");
    is_str(t[1].id, "id 2", "the second");
    is_str(t[1].name, NULL, "null text");
    is_str(t[1].extra, NULL, "null json");
    is_int(t[1].size, 0, "null number");
    is_int(t[1].at, FIELD_TIME_NONE, "null time");
    is_real(t[1].weight, 0, "null real");
    ok(!t[1].flag, "null flag");
    is_int(t[1].tags.len, 0, "null list");
}

static bool aborts(struct arena *a, const struct db_rows *bad)
{
    struct thing t;
    int status;
    pid_t child = fork();

    if (child == 0) {
        log_init("test", LOG_LEVEL_ERROR + 1);
        row_read(a, bad, 0, fields, &t);
        _exit(0);
    }
    return waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
           WTERMSIG(status) == SIGABRT;
}

static void test_bugs(struct arena *a)
{
    struct db_rows bad = rows;

    ok(!aborts(a, &bad), "a good row is fine");
    bad.cells[0][2] = NULL;
    ok(aborts(a, &bad), "null where it is not allowed");
    bad = rows;
    bad.names[2] = "no_id";
    ok(aborts(a, &bad), "a missing column");
    bad = rows;
    bad.cells[0][5] = "12x";
    ok(aborts(a, &bad), "no number");
    bad.cells[0][5] = "9223372036854775808";
    ok(aborts(a, &bad), "a number too large");
    bad = rows;
    bad.cells[0][8] = "a,b";
    ok(aborts(a, &bad), "no list");
}

int main(void)
{
    struct arena *a = arena_new(1 << 20);

    test_values(a);
    test_nulls(a);
    test_bugs(a);
    arena_free(a);
    return done_testing();
}
