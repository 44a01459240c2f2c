/* The pool against a real PostgreSQL: sharing, waiting, idling, and servers that come and go. */
#include <pthread.h>

#include "support.h"

#define THREADS 32
#define ROUNDS 40

static const char *url;

struct worker {
    struct db *db;
    int number;
    int wrong;
    enum err err;
};

/* Each thread works for a tenant of its own and must never see another one's rows. */
static void *work(void *arg)
{
    struct worker *w = arg;
    struct arena *a = arena_new(4 << 20);
    char tenant[UUID_TEXT];

    snprintf(tenant, sizeof(tenant), "00000000-0000-7000-8000-0000000001%02x", (unsigned)w->number);
    for (int i = 0; i < ROUNDS; i++) {
        struct ctx c = ctx_for(a, w->db, tenant);
        struct db_batch *b = db_batch(&c);
        const struct db_rows *rows;
        char name[32];
        int who;

        snprintf(name, sizeof(name), "row %d", i);
        db_add(b, &ADD, db_int(i), db_text(name));
        who = db_add0(b, &WHO);
        if (db_run(b) != OK || strcmp(db_value(db_rows(b, who), 0, "tenant"), tenant) != 0 ||
            db_query(&c, &MAYBE, &rows, db_int(i)) != OK || db_count(rows) != 1 ||
            strcmp(db_value(rows, 0, "name"), name) != 0 || number(&c, &COUNT) != i + 1)
            w->wrong++;
        arena_reset(a);
    }
    arena_free(a);
    return NULL;
}

static int64_t sessions(struct ctx *c, const char *application)
{
    const struct db_rows *rows;

    if (db_query(c, &SESSIONS, &rows, db_text(application)) != OK)
        return -1;
    return strtoll(db_value(rows, 0, "n"), NULL, 10);
}

static void test_threads(void)
{
    struct worker workers[THREADS];
    pthread_t threads[THREADS];
    struct db *db = open_pool(url, 4);
    struct arena *a = arena_new(1 << 20);
    struct ctx c = ctx_for(a, db, TENANT_A);
    int wrong = 0;

    for (int i = 0; i < THREADS; i++) {
        workers[i] = (struct worker){ .db = db, .number = i };
        pthread_create(&threads[i], NULL, work, &workers[i]);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        wrong += workers[i].wrong;
    }
    is_int(wrong, 0, "%d threads share four connections and never mix tenants", THREADS);
    is_int(sessions(&c, "test"), 4, "no more than four were opened");
    arena_free(a);
    db_close(db);
}

static void *one_statement(void *arg)
{
    struct worker *w = arg;
    struct arena *a = arena_new(1 << 20);
    struct ctx c = ctx_for(a, w->db, TENANT_A);

    w->err = db_query0(&c, &WHO, NULL);
    arena_free(a);
    return NULL;
}

static void test_waiting(void)
{
    struct db_options o = { .url = url,
                            .role = "bw_app",
                            .application = "wait",
                            .connections = 1,
                            .wait_ms = 300,
                            .queries = STATEMENTS_COUNT };
    struct db *db = db_open(&o);
    struct arena *a = arena_new(1 << 20);
    struct ctx holder = ctx_for(a, db, TENANT_A), other = ctx_for(a, db, TENANT_A);
    struct worker w = { .db = db };
    pthread_t thread;
    int64_t start;

    is_int(db_begin(&holder), OK, "a transaction holds the only connection");
    is_int(db_query0(&holder, &WHO, NULL), OK, "and works");
    start = time_mono();
    is_int(db_query0(&other, &WHO, NULL), ERR_UNAVAILABLE, "another one waits in vain");
    ok(time_mono() - start >= 300 * 1000, "for as long as it was told");
    is_int(other.problem.retry_after, 1, "and may come again");
    pthread_create(&thread, NULL, one_statement, &w);
    usleep(50 * 1000);
    is_int(db_commit(&holder), OK, "the transaction ends");
    pthread_join(thread, NULL);
    is_int(w.err, OK, "who waited gets its connection");
    ok(db_alive(db, 1000), "the database is alive");
    arena_free(a);
    db_close(db);
}

/* Polls, for up to ten seconds, until `n` sessions of that name are left. */
static bool comes_to(struct ctx *c, const char *application, int64_t n)
{
    for (int i = 0; i < 200; i++) {
        if (sessions(c, application) == n)
            return true;
        usleep(50 * 1000);
    }
    return false;
}

static void test_idle(void)
{
    struct db_options o = { .url = url,
                            .role = "bw_app",
                            .application = "idle",
                            .connections = 3,
                            .idle_close_ms = 100,
                            .queries = STATEMENTS_COUNT };
    struct db *watcher = open_pool(url, 1), *db = db_open(&o);
    struct arena *a = arena_new(1 << 20);
    struct ctx c = ctx_for(a, watcher, TENANT_A), one = ctx_for(a, db, TENANT_A),
               two = ctx_for(a, db, TENANT_A);

    is_int(sessions(&c, "idle"), 0, "no connection before it is needed");
    is_int(db_begin(&one), OK, "one");
    is_int(db_begin(&two), OK, "two");
    is_int(sessions(&c, "idle"), 2, "are open");
    db_rollback(&one);
    db_rollback(&two);
    ok(comes_to(&c, "idle", 0), "and closed when nobody uses them");
    is_int(db_query0(&one, &WHO, NULL), OK, "another is opened on demand");
    ok(comes_to(&c, "idle", 0), "and closed too");
    arena_free(a);
    db_close(db);
    db_close(watcher);
}

static void run_ctl(const char *what)
{
    char command[1024];

    snprintf(command, sizeof(command), "%s %s", need_env("PG_CTL"), what);
    shell(command);
}

static void test_restart(void)
{
    struct db *db = open_pool(url, 3);
    struct arena *a = arena_new(1 << 20);
    struct ctx c = ctx_for(a, db, TENANT_A), other = ctx_for(a, db, TENANT_A);

    is_int(db_begin(&other), OK, "two connections");
    is_int(db_query0(&c, &REMOVE, NULL), OK, "are used");
    is_int(db_query0(&other, &WHO, NULL), OK, "both");
    is_int(db_commit(&other), OK, "and idle");
    run_ctl("-m fast restart");
    is_int(db_query(&c, &ADD, NULL, db_int(1), db_text("after")), OK,
           "after a restart a write goes through");
    is_int(number(&c, &COUNT), 1, "once");
    is_int(db_begin(&c), OK, "a transaction");
    is_int(db_query(&c, &ADD, NULL, db_int(2), db_text("lost")), OK, "with a row");
    run_ctl("-m fast restart");
    is_int(db_query(&c, &ADD, NULL, db_int(3), db_text("lost")), ERR_UNAVAILABLE,
           "does not survive one");
    db_rollback(&c);
    is_int(number(&c, &COUNT), 1, "nothing of it is stored");
    run_ctl("-m immediate stop");
    is_int(db_query0(&c, &WHO, NULL), ERR_UNAVAILABLE, "away is unavailable");
    is_int(c.problem.retry_after, 1, "for now");
    ok(!db_alive(db, 500), "and not alive");
    run_ctl("start");
    ok(db_alive(db, 5000), "back is alive");
    is_int(number(&c, &COUNT), 1, "and works");
    is_int(db_query0(&c, &REMOVE, NULL), OK, "clean");
    arena_free(a);
    db_close(db);
}

static void as_admin(const char *sql)
{
    char command[2048];

    snprintf(command, sizeof(command),
             "psql -X -q -v ON_ERROR_STOP=1 -d \"$PG_ADMIN_URL\" -c \"%s\"", sql);
    shell(command);
}

/* A migration changes a table below a prepared statement. */
static void test_new_shape(void)
{
    struct db *db = open_pool(url, 1);
    struct arena *a = arena_new(1 << 20);
    struct ctx c = ctx_for(a, db, TENANT_A);
    const struct db_rows *rows;

    as_admin("create table test.shape (n int); insert into test.shape values (7);"
             "grant select on test.shape to bw_app");
    is_int(db_query0(&c, &SHAPE, &rows), OK, "a statement is prepared");
    as_admin("alter table test.shape add m text default 'new'");
    is_int(db_query0(&c, &SHAPE, &rows), OK, "and again when its table has changed");
    is_str(db_value(rows, 0, "m"), "new", "with the new column");
    arena_free(a);
    db_close(db);
}

static void *two_rows(void *arg)
{
    struct worker *w = arg;
    struct arena *a = arena_new(1 << 20);
    struct ctx c = ctx_for(a, w->db, TENANT_A);
    struct db_batch *b = db_batch(&c);

    db_add(b, &TOUCH, db_int(2));
    db_add(b, &TOUCH, db_int(1));
    w->err = db_run(b);
    arena_free(a);
    return NULL;
}

/* The batch looks for a deadlock first (after a second), so it is the one that PostgreSQL ends. */
static void test_deadlock(void)
{
    struct db *db = open_pool(url, 2);
    struct arena *a = arena_new(1 << 20);
    struct ctx c = ctx_for(a, db, TENANT_A);
    struct worker w = { .db = db };
    pthread_t thread;

    as_admin("grant set on parameter deadlock_timeout to bw_app");
    is_int(db_query(&c, &ADD, NULL, db_int(1), db_text("one")), OK, "one row");
    is_int(db_query(&c, &ADD, NULL, db_int(2), db_text("two")), OK, "and another");
    is_int(db_begin(&c), OK, "a transaction");
    is_int(db_query(&c, &PATIENT, NULL, db_text("1min")), OK, "that is patient");
    is_int(db_query(&c, &TOUCH, NULL, db_int(1)), OK, "holds the first");
    pthread_create(&thread, NULL, two_rows, &w);
    usleep(200 * 1000);
    is_int(db_query(&c, &TOUCH, NULL, db_int(2)), OK, "and gets the second from a batch");
    is_int(db_commit(&c), OK, "that had taken it");
    pthread_join(thread, NULL);
    is_int(w.err, OK, "and is done again when the transaction is over");
    is_int(db_query0(&c, &REMOVE, NULL), OK, "clean");
    arena_free(a);
    db_close(db);
}

int main(void)
{
    log_init("test", getenv("DB_TEST_LOUD") ? LOG_LEVEL_DEBUG : LOG_LEVEL_ERROR + 1);
    url = need_env("PG_URL");
    test_threads();
    test_waiting();
    test_idle();
    test_new_shape();
    test_deadlock();
    test_restart();
    return done_testing();
}
