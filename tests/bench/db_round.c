/* What a request pays for the database layer: batches against plain libpq, microseconds each. */
#include <libpq-fe.h>

#include "tests/integration/db/support.h"

#define RUNS 7
#define TIMES 4000

static struct db *db;
static struct ctx c;
static PGconn *plain;

/* libpq alone, as a role without row-level security, no tenant set */
static void plain_once(void)
{
    const char *values[] = { "1" };

    PQclear(PQexecPrepared(plain, "find", 1, values, NULL, NULL, 0));
}

/* the classic four round trips */
static void plain_four(void)
{
    const char *tenant[] = { TENANT_A };

    PQclear(PQexec(plain, "begin"));
    PQclear(PQexecPrepared(plain, "tenant", 1, tenant, NULL, NULL, 0));
    plain_once();
    PQclear(PQexec(plain, "commit"));
}

static void batch_one(void)
{
    if (db_query(&c, &MAYBE, NULL, db_int(1)) != OK)
        BUG("the statement failed");
}

static void batch_of(int n)
{
    struct db_batch *b = db_batch(&c);

    for (int i = 0; i < n; i++)
        db_add(b, &MAYBE, db_int(i));
    if (db_run(b) != OK)
        BUG("the batch failed");
}

static void batch_three(void)
{
    batch_of(3);
}

static void batch_ten(void)
{
    batch_of(10);
}

static void write_one(void)
{
    if (db_query(&c, &TOUCH, NULL, db_int(1)) != OK)
        BUG("the statement failed");
}

static void write_counted(void)
{
    struct db_batch *b = db_batch(&c);

    db_add(b, &RENAME, db_int(1), db_text("one"));
    db_add(b, &TOUCH, db_int(1));
    if (db_run(b) != OK)
        BUG("the batch failed");
}

static int64_t cpu_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec * TIME_SECOND + t.tv_nsec / 1000;
}

/* The best of several runs: others use this machine too. */
static void measure(const char *name, void (*fn)(void))
{
    double best = 1e9, best_cpu = 1e9;

    for (int run = 0; run < RUNS; run++) {
        int64_t start = time_mono(), cpu = cpu_now();
        double us;

        for (int i = 0; i < TIMES; i++) {
            fn();
            arena_reset(c.arena);
        }
        us = (double)(time_mono() - start) / TIMES;
        if (us < best)
            best = us;
        us = (double)(cpu_now() - cpu) / TIMES;
        if (us < best_cpu)
            best_cpu = us;
    }
    printf("%-50s %7.1f us, %5.1f us of it our processor time\n", name, best, best_cpu);
}

static PGconn *connect_plain(void)
{
    PGconn *pg = PQconnectdb(need_env("PG_ADMIN_URL"));
    const char *sql = "select name from test.item where id = $1";

    PQclear(PQexec(pg, "set role bw_etl"));
    PQclear(PQprepare(pg, "find", sql, 0, NULL));
    PQclear(PQprepare(pg, "tenant", "select set_config('app.tenant', $1, true)", 0, NULL));
    return pg;
}

int main(void)
{
    log_init("bench", LOG_LEVEL_WARN);
    db = open_pool(need_env("PG_URL"), 1);
    c = ctx_for(arena_new(1 << 20), db, TENANT_A);
    plain = connect_plain();
    if (db_query(&c, &ADD, NULL, db_int(1), db_text("one")) != OK)
        BUG("no row to find");
    measure("libpq, prepared, no row-level security", plain_once);
    measure("libpq, begin, set_config, statement, commit", plain_four);
    measure("batch of one statement, tenant and user set", batch_one);
    measure("batch of three", batch_three);
    measure("batch of ten", batch_ten);
    measure("batch of one update", write_one);
    measure("batch of two updates, counted before the commit", write_counted);
    PQfinish(plain);
    arena_free(c.arena);
    db_close(db);
    return 0;
}
