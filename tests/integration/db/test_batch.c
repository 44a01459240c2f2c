/* Batches against a real PostgreSQL: who is set, what is stored, what an error is called. */
#include <signal.h>
#include <sys/wait.h>

#include "base/field.h"
#include "base/filter.h"
#include "base/rowmap.h"
#include "support.h"

static struct db *db;
static struct arena *a;
static struct ctx c;

static void fresh(const char *tenant)
{
    arena_reset(a);
    c = ctx_for(a, db, tenant);
}

static void test_who(void)
{
    const struct db_rows *rows;

    fresh(TENANT_A);
    is_int(db_query0(&c, &WHO, &rows), OK, "a statement runs");
    is_str(db_value(rows, 0, "tenant"), TENANT_A, "the tenant is set");
    is_str(db_value(rows, 0, "person"), USER_A, "the user is set");
    is_str(db_value(rows, 0, "role"), "bw_app", "the role is bw_app");
    is_str(db_value(rows, 0, "zone"), "UTC", "the zone is UTC");
    fresh(NULL);
    c.who.user_id = NULL;
    is_int(db_query0(&c, &WHO, &rows), OK, "the next one on the same connection");
    is_str(db_value(rows, 0, "tenant"), NULL, "has no tenant");
    is_str(db_value(rows, 0, "person"), NULL, "and no user");
}

static void stands(const char *tenant, const char *name)
{
    const struct db_rows *rows;

    fresh(tenant);
    ok(db_query0(&c, &WHO, &rows) == OK && str_eq(db_value(rows, 0, "tenant"), tenant), "%s", name);
}

/* A connection keeps the names of whom it served last: none may be served under another's. */
static void test_standing(void)
{
    struct db_batch *b;

    stands(TENANT_A, "a tenant is named");
    stands(TENANT_A, "and still is when it comes again");
    fresh(TENANT_B);
    is_int(db_query(&c, &ZERO, NULL, db_int(0)), ERR_INVALID, "another one's statement fails");
    stands(TENANT_B, "which took its name back; it is named again");
    fresh(TENANT_B);
    is_int(db_query(&c, &ZERO, NULL, db_int(0)), ERR_INVALID, "a failure under its own name");
    stands(TENANT_A, "does not stick to the next");
    fresh(TENANT_B);
    b = db_batch(&c);
    db_add(b, &ADD, db_int(1), db_text("one"));
    db_add(b, &RENAME, db_int(42), db_text("x"));
    is_int(db_run(b), ERR_NOT_FOUND, "a transaction of several flights is taken back");
    stands(TENANT_A, "and leaves the name as it was");
    stands(TENANT_B, "for any who comes");
}

static void test_isolation(void)
{
    const struct db_rows *rows;

    fresh(TENANT_A);
    is_int(db_query(&c, &ADD, NULL, db_int(1), db_text("one")), OK, "a row is added");
    is_int(number(&c, &COUNT), 1, "its tenant sees it");
    fresh(TENANT_B);
    is_int(number(&c, &COUNT), 0, "another one does not");
    is_int(db_query(&c, &ADD_FOR, NULL, db_uuid(TENANT_A), db_int(2)), ERR_INTERNAL,
           "nor may it write there");
    is_int(db_query(&c, &RENAME, &rows, db_int(1), db_text("mine")), ERR_NOT_FOUND,
           "nor change what is there");
    is_int(db_query0(&c, &REMOVE, &rows), OK, "nor");
    is_int(db_affected(rows), 0, "delete it");
    fresh(NULL);
    is_int(number(&c, &COUNT), 0, "nobody sees nothing");
    fresh(TENANT_A);
    is_int(db_query0(&c, &REMOVE, &rows), OK, "the owner");
    is_int(db_affected(rows), 1, "deletes it");
}

static void test_errors(void)
{
    fresh(TENANT_A);
    is_int(db_query(&c, &ADD_SIZE, NULL, db_int(1), db_int(5), db_time(0)), OK, "a first row");
    is_int(db_query(&c, &ADD, NULL, db_int(1), db_text("x")), ERR_CONFLICT, "primary key taken");
    is_int(db_query(&c, &ADD, NULL, db_int(2), db_text("1")), ERR_SLUG_TAKEN,
           "a constraint's comment names the error");
    is_int(db_query(&c, &ADD_SIZE, NULL, db_int(2), db_int(6), db_time(0)), ERR_EMAIL_TAKEN,
           "an index's comment too");
    is_int(db_query(&c, &ADD_SIZE, NULL, db_int(2), db_int(5), db_null()), ERR_CONFLICT,
           "a comment for people does not");
    is_int(db_query(&c, &ADD_SIZE, NULL, db_int(2), db_int(5000000), db_null()), ERR_INVALID,
           "check");
    is_int(db_query(&c, &ADD_CHILD, NULL, db_int(77)), ERR_NOT_FOUND, "foreign key");
    is_int(db_query(&c, &UUID, NULL, db_text("nonsense")), ERR_INVALID, "not a uuid");
    is_int(db_query(&c, &ADD, NULL, db_text("99999999999999999999"), db_text("x")), ERR_INVALID,
           "not an int8");
    is_int(db_query(&c, &ZERO, NULL, db_int(0)), ERR_INVALID, "division by zero");
    is_int(db_query(&c, &ADD, NULL, db_int(9), db_text("\xff")), ERR_INVALID, "not UTF-8");
    is_int(db_query(&c, &SYNTAX, NULL, db_null()), ERR_INTERNAL, "a syntax error is ours");
    is_int(db_query(&c, &RAISE, NULL, db_text("last_owner"), db_null()), ERR_LAST_OWNER,
           "a raised code");
    is_int(c.problem.err, ERR_LAST_OWNER, "is the problem");
    is_str(c.problem.object_id, NULL, "without an object");
    is_int(db_query(&c, &RAISE, NULL, db_text("repeated"), db_text(TENANT_B)), ERR_REPEATED,
           "a repeat");
    is_str(c.problem.object_id, TENANT_B, "names the object");
    is_int(db_query(&c, &RAISE, NULL, db_text("no such code"), db_null()), ERR_INTERNAL,
           "an unknown code is ours");
    is_int(db_query0(&c, &REMOVE, NULL), OK, "and the connection still works");
}

static void test_atomic(void)
{
    struct db_batch *b;

    fresh(TENANT_A);
    b = db_batch(&c);
    db_add(b, &ADD, db_int(1), db_text("one"));
    db_add(b, &ADD, db_int(1), db_text("again"));
    db_add(b, &ADD, db_int(2), db_text("two"));
    is_int(db_run(b), ERR_CONFLICT, "the second of three fails");
    is_int(number(&c, &COUNT), 0, "nothing is stored");
    is_int(db_query(&c, &ADD_PARENT, NULL, db_int(3), db_int(99)), ERR_NOT_FOUND,
           "a deferred constraint fails at the commit");
    is_int(number(&c, &COUNT), 0, "nothing is stored then either");
    b = db_batch(&c);
    db_add(b, &ADD, db_int(1), db_text("one"));
    db_add(b, &RENAME, db_int(42), db_text("x"));
    is_int(db_run(b), ERR_NOT_FOUND, "a row that must be there is not");
    is_int(number(&c, &COUNT), 0, "and the statement before it stored nothing");
    b = db_batch(&c);
    db_add(b, &ADD_PARENT, db_int(1), db_int(99));
    db_add(b, &RENAME, db_int(1), db_text("x"));
    is_int(db_run(b), ERR_NOT_FOUND, "a deferred constraint fails at an explicit commit");
    is_int(number(&c, &COUNT), 0, "nothing is stored");
    b = db_batch(&c);
    db_add(b, &ADD, db_int(1), db_text("one"));
    db_add(b, &RENAME, db_int(1), db_text("uno"));
    is_int(db_run(b), OK, "two that go well");
    is_int(number(&c, &COUNT), 1, "are stored");
    is_int(db_run(db_batch(&c)), OK, "an empty batch is done at once");
    is_int(db_query0(&c, &REMOVE, NULL), OK, "clean");
}

/* Whether a child that runs `q` aborts, as BUG() does. */
static bool aborts(const struct query *q)
{
    int status;
    pid_t child = fork();

    if (child == 0) {
        struct db *own = open_pool(need_env("PG_URL"), 1);

        log_init("test", LOG_LEVEL_ERROR + 1);
        c = ctx_for(arena_new(1 << 20), own, TENANT_A);
        _exit(db_query0(&c, q, NULL) == OK);
    }
    return waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
           WTERMSIG(status) == SIGABRT;
}

static void test_cardinality(void)
{
    const struct db_rows *rows;

    fresh(TENANT_A);
    is_int(db_query(&c, &MUST, NULL, db_int(1)), ERR_NOT_FOUND, "one: no row is not found");
    is_int(db_query(&c, &MAYBE, &rows, db_int(1)), OK, "optional: no row is fine");
    is_int(db_count(rows), 0, "and counted");
    is_int(db_query(&c, &ADD, NULL, db_int(1), db_text("one")), OK, "a row");
    is_int(db_query(&c, &MUST, &rows, db_int(1)), OK, "is found");
    is_str(db_value(rows, 0, "name"), "one", "and read");
    is_int(db_query(&c, &ADD, NULL, db_int(2), db_text("two")), OK, "a second row");
    ok(aborts(&ANY_ONE), "one: two rows are a bug");
    is_int(db_query0(&c, &REMOVE, NULL), OK, "clean");
}

static void test_prepared(void)
{
    struct db_batch *b;
    int first, second;
    int64_t before;

    fresh(TENANT_A);
    before = number(&c, &PREPARED);
    ok(before > 5, "statements are prepared");
    b = db_batch(&c);
    first = db_add(b, &NUMBERS, db_int(1));
    second = db_add(b, &NUMBERS, db_int(2));
    is_int(db_run(b), OK, "a new statement twice in one batch");
    is_int(db_count(db_rows(b, first)), 1, "first");
    is_int(db_count(db_rows(b, second)), 2, "second");
    is_int(number(&c, &PREPARED), before + 1, "is prepared once");
    b = db_batch(&c);
    db_add(b, &RAISE, db_text("conflict"), db_null());
    db_add(b, &SLEEP, db_real(0));
    is_int(db_run(b), ERR_CONFLICT, "an error before a new statement");
    is_int(db_query(&c, &SLEEP, NULL, db_real(0)), OK, "which is prepared afterwards");
}

struct item {
    int64_t id, at, size;
    const char *tenant_id, *name, *extra;
    struct field_strs tags;
    double weight;
    bool flag;
};
static const struct field item_fields[] = {
    FIELD(struct item, id, "id", FIELD_INT, 0),
    FIELD(struct item, tenant_id, "tenantId", FIELD_UUID, 0),
    FIELD(struct item, name, "name", FIELD_STR, 0),
    FIELD(struct item, size, "size", FIELD_INT, FIELD_NULLABLE),
    FIELD(struct item, tags, "tags", FIELD_STRS, FIELD_NULLABLE),
    FIELD(struct item, at, "at", FIELD_TIME, FIELD_NULLABLE),
    FIELD(struct item, weight, "weight", FIELD_DOUBLE, FIELD_NULLABLE),
    FIELD(struct item, flag, "flag", FIELD_BOOL, FIELD_NULLABLE),
    FIELD(struct item, extra, "extra", FIELD_JSON, FIELD_NULLABLE),
    FIELD_END
};

static void test_rows(void)
{
    const char *list[] = { "a", "", "with \"quotes\", {braces} and \\", "NULL", "é" };
    struct field_strs tags = { list, 5 }, none = { 0 };
    const struct db_rows *rows;
    const struct item *items;
    size_t n;

    fresh(TENANT_A);
    is_int(db_query(&c, &ADD_FULL, NULL, db_int(1), db_text("it's"), db_list(&tags),
                    db_time(INT64_C(1700000000123456)), db_real(0.1), db_flag(true),
                    db_text("{\"a\": [1, null]}")),
           OK, "a row with everything");
    is_int(db_query(&c, &ADD_FULL, NULL, db_int(2), db_text(""), db_list(&none), db_null(),
                    db_null(), db_flag(false), db_null()),
           OK, "one with little");
    is_int(db_query(&c, &ADD, NULL, db_int(3), db_text("three")), OK, "one with nothing");
    is_int(db_query0(&c, &ALL, &rows), OK, "read back");
    items = row_read_all(a, rows, item_fields, sizeof(*items), &n);
    is_int(n, 3, "three");
    is_str(items[0].tenant_id, TENANT_A, "uuid");
    is_str(items[0].name, "it's", "text");
    is_int(items[0].tags.len, 5, "a list");
    for (size_t i = 0; i < 5; i++)
        is_str(items[0].tags.data[i], list[i], "element %zu", i);
    is_int(items[0].at, INT64_C(1700000000123456), "a time to the microsecond");
    is_real(items[0].weight, 0.1, "a number to the last bit");
    ok(items[0].flag, "a flag");
    is_str(items[0].extra, "{\"a\": [1, null]}", "json");
    is_int(items[0].size, 0, "a null number");
    is_str(items[1].name, "", "an empty text is not null");
    is_int(items[1].tags.len, 0, "an empty list");
    ok(!items[1].flag, "false");
    is_int(items[2].at, FIELD_TIME_NONE, "a null time");
    is_str(items[2].extra, NULL, "null json");
}

static void test_filter(void)
{
    struct filter f;
    struct db_batch *b;
    const char *cursor = NULL;
    int i;

    fresh(TENANT_A);
    f = filter_new(a, &FILTER);
    filter_arg(&f, db_uuid(TENANT_A));
    is_int(cursor_decode(&c, cursor_encode(a, "1"), &cursor), OK, "a cursor goes round");
    filter_where(&f, "i.id > $::int8", db_text(cursor));
    filter_where(&f, "i.name <> $", db_text("'; drop table test.item; --"));
    filter_end(&f, "order by i.id desc limit $", db_int(10));
    b = db_batch(&c);
    i = db_add_filter(b, &f);
    is_int(db_run(b), OK, "a filtered statement");
    is_int(db_count(db_rows(b, i)), 2, "finds what fits");
    is_str(db_value(db_rows(b, i), 0, "id"), "3", "in order");
    is_int(db_query0(&c, &REMOVE, NULL), OK, "clean");
}

static void test_binary(void)
{
    struct db_batch *b;
    const uint8_t *p;
    int i, len;

    fresh(TENANT_A);
    b = db_batch(&c);
    i = db_add_binary(b, &NUMBERS, db_int(100000));
    is_int(db_run(b), OK, "a large binary result");
    is_int(db_count(db_rows(b, i)), 100000, "is all there");
    p = db_bytes(db_rows(b, i), 99999, 0, &len);
    is_int(len, 8, "an int8");
    is_int(p[5] << 16 | p[6] << 8 | p[7], 100000, "in network order");
}

static void test_transaction(void)
{
    fresh(TENANT_A);
    is_int(db_begin(&c), OK, "begin");
    is_int(db_query(&c, &ADD, NULL, db_int(1), db_text("one")), OK, "a statement");
    is_int(number(&c, &COUNT), 1, "is seen by the next");
    is_int(db_commit(&c), OK, "commit");
    is_int(number(&c, &COUNT), 1, "it is stored");
    is_int(db_begin(&c), OK, "begin");
    is_int(db_query(&c, &ADD, NULL, db_int(2), db_text("two")), OK, "a statement");
    db_rollback(&c);
    is_int(number(&c, &COUNT), 1, "a rollback takes it back");
    is_int(db_begin(&c), OK, "begin");
    is_int(db_query(&c, &ADD, NULL, db_int(2), db_text("two")), OK, "a statement");
    fresh(TENANT_A);
    is_int(number(&c, &COUNT), 1, "so does a reset of the arena");
    is_int(db_begin(&c), OK, "begin");
    is_int(db_query(&c, &ADD, NULL, db_int(1), db_text("one")), ERR_CONFLICT, "an error inside");
    db_rollback(&c);
    is_int(c.problem.err, ERR_CONFLICT, "is still the problem after the rollback");
    is_int(db_begin(&c), OK, "begin");
    is_int(db_query(&c, &ADD_PARENT, NULL, db_int(5), db_int(99)), OK, "a deferred mistake");
    is_int(db_commit(&c), ERR_NOT_FOUND, "fails at the commit");
    is_int(db_begin(&c), OK, "begin");
    is_int(db_commit(&c), OK, "and commit with nothing between");
    is_int(db_query0(&c, &REMOVE, NULL), OK, "clean");
}

int main(void)
{
    log_init("test", getenv("DB_TEST_LOUD") ? LOG_LEVEL_DEBUG : LOG_LEVEL_ERROR + 1);
    db = open_pool(need_env("PG_URL"), 1);
    a = arena_new(8 << 20);
    test_who();
    test_standing();
    test_isolation();
    test_errors();
    test_atomic();
    test_cardinality();
    test_prepared();
    test_rows();
    test_filter();
    test_binary();
    test_transaction();
    arena_free(a);
    db_close(db);
    return done_testing();
}
