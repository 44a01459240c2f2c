/* Statements put together, and cursors. */
#include "base/filter.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/log.h"
#include "tests/unit/tap.h"

static const struct query frame = {
    .name = "thing/list",
    .sql = "select id from thing where tenant_id = $1 /*filter*/\n",
};
static const struct query no_mark = { .name = "thing/all", .sql = "select id from thing" };

static void test_text(struct arena *a)
{
    struct filter f = filter_new(a, &frame);

    is_str(filter_sql(&f), "select id from thing where tenant_id = $1 \n", "no condition");
    filter_arg(&f, db_uuid("t"));
    filter_where(&f, "status = $", db_text("ready"));
    filter_where(&f, "id < $::uuid or false", db_uuid("x"));
    filter_end(&f, "order by id desc limit $", db_int(11));
    filter_end(&f, "offset $", db_int(2));
    is_str(filter_sql(&f),
           "select id from thing where tenant_id = $1  and (status = $2) and (id < $3::uuid or "
           "false)\n order by id desc limit $4 offset $5",
           "conditions are numbered in order");
    is_int(f.nargs, 5, "parameters");
    is_str(f.args[1].value, "ready", "stay in order");
}

static void test_many(struct arena *a)
{
    struct filter f = filter_new(a, &frame);

    filter_arg(&f, db_uuid("t"));
    for (int i = 0; i < 100; i++)
        filter_where(&f, "n <> $", db_int(i));
    ok(strstr(filter_sql(&f), "and (n <> $101)") != NULL, "a hundred conditions");
    is_str(f.args[100].buffer, "99", "and their values");
}

static void test_cursor(struct arena *a)
{
    static const char *const forged[] = { "", "*", "A", "AA==", "AAAA", "_____w" };
    struct ctx c = { .arena = a };
    const char *id = NULL;

    is_int(cursor_decode(&c, cursor_encode(a, "0190-id"), &id), OK, "a cursor");
    is_str(id, "0190-id", "is what was encoded");
    for (size_t i = 0; i < sizeof(forged) / sizeof(*forged); i++) {
        c.problem = (struct problem){ 0 };
        is_int(cursor_decode(&c, forged[i], &id), ERR_INVALID, "\"%s\" is refused", forged[i]);
        is_str(c.problem.errors->path, "cursor", "and named");
    }
    is_int(cursor_decode(&c, cursor_encode(a, "x'; drop table thing; --"), &id), OK,
           "anything printable passes:");
    is_str(id, "x'; drop table thing; --", "it becomes a parameter");
}

enum mistake { NO_MARK, NO_DOLLAR, TWO_DOLLARS, LATE_ARG };

static void make(struct arena *a, enum mistake m)
{
    struct filter f = filter_new(a, m == NO_MARK ? &no_mark : &frame);

    if (m == NO_DOLLAR)
        filter_where(&f, "a = b", db_int(1));
    if (m == TWO_DOLLARS)
        filter_where(&f, "a = $ or b = $", db_int(1));
    filter_where(&f, "a = $", db_int(1));
    if (m == LATE_ARG)
        filter_arg(&f, db_int(1));
}

static bool aborts(struct arena *a, enum mistake m)
{
    int status;
    pid_t child = fork();

    if (child == 0) {
        log_init("test", LOG_LEVEL_ERROR + 1);
        make(a, m);
        _exit(0);
    }
    return waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
           WTERMSIG(status) == SIGABRT;
}

int main(void)
{
    struct arena *a = arena_new(4 << 20);

    test_text(a);
    test_many(a);
    test_cursor(a);
    ok(aborts(a, NO_MARK), "a frame without the mark is a bug");
    ok(aborts(a, NO_DOLLAR), "so is a condition without a parameter");
    ok(aborts(a, TWO_DOLLARS), "or with two");
    ok(aborts(a, LATE_ARG), "or a parameter of the frame behind it");
    arena_free(a);
    return done_testing();
}
