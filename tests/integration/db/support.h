/* What the tests of base/db*.c share: a cluster named by the environment, statements, contexts. */
#ifndef TESTS_DB_SUPPORT_H
#define TESTS_DB_SUPPORT_H

#include <stdatomic.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/timeutil.h"
#include "base/uuid.h"
#include "tests/unit/tap.h"

#define TENANT_A "00000000-0000-7000-8000-00000000000a"
#define TENANT_B "00000000-0000-7000-8000-00000000000b"
#define USER_A "00000000-0000-7000-8000-0000000000aa"

/* The registry of these tests; the index is the place in the list. */
#define STATEMENTS(X)                                                                              \
    X(WHO,                                                                                         \
      "select app_tenant() as tenant, app_user() as person, current_user as role,"                 \
      " current_setting('timezone') as zone, pg_backend_pid() as pid",                             \
      QUERY_ONE, true)                                                                             \
    X(ADD, "insert into test.item (tenant_id, id, name) values (app_tenant(), $1, $2)",            \
      QUERY_NONE, false)                                                                           \
    X(ADD_FOR, "insert into test.item (tenant_id, id, name) values ($1, $2, 'foreign')",           \
      QUERY_NONE, false)                                                                           \
    X(ADD_SIZE,                                                                                    \
      "insert into test.item (tenant_id, id, name, size, at)"                                      \
      " values (app_tenant(), $1::int8, $1::int8::text, $2, $3)",                                  \
      QUERY_NONE, false)                                                                           \
    X(ADD_PARENT,                                                                                  \
      "insert into test.item (tenant_id, id, name, parent)"                                        \
      " values (app_tenant(), $1::int8, $1::int8::text, $2)",                                      \
      QUERY_NONE, false)                                                                           \
    X(ADD_CHILD, "insert into test.child values (app_tenant(), $1)", QUERY_NONE, false)            \
    X(ADD_FULL,                                                                                    \
      "insert into test.item (tenant_id, id, name, tags, at, weight, flag, extra)"                 \
      " values (app_tenant(), $1, $2, $3, $4, $5, $6, $7)",                                        \
      QUERY_NONE, false)                                                                           \
    X(RENAME, "update test.item set name = $2 where id = $1 returning id", QUERY_ONE, false)       \
    X(TOUCH, "update test.item set flag = true where id = $1", QUERY_NONE, false)                  \
    X(PATIENT, "select set_config('deadlock_timeout', $1, true)", QUERY_ONE, false)                \
    X(REMOVE, "delete from test.item", QUERY_NONE, false)                                          \
    X(COUNT, "select count(*) as n from test.item", QUERY_ONE, true)                               \
    X(ALL, "select * from test.item order by id", QUERY_MANY, true)                                \
    X(MAYBE, "select name from test.item where id = $1", QUERY_OPTIONAL, true)                     \
    X(MUST, "select name from test.item where id = $1", QUERY_ONE, true)                           \
    X(ANY_ONE, "select name from test.item", QUERY_ONE, true)                                      \
    X(RAISE, "select test.raise($1, $2)", QUERY_ONE, true)                                         \
    X(SYNTAX, "select from where", QUERY_ONE, true)                                                \
    X(SLEEP, "select pg_sleep($1)", QUERY_ONE, true)                                               \
    X(SLEEP_WRITING, "select pg_sleep($1)", QUERY_ONE, false)                                      \
    X(ZERO, "select 1 / $1::bigint as n", QUERY_ONE, true)                                         \
    X(UUID, "select $1::uuid as id", QUERY_ONE, true)                                              \
    X(PREPARED, "select count(*) as n from pg_prepared_statements where name like 'q%'",           \
      QUERY_ONE, true)                                                                             \
    X(SESSIONS, "select count(*) as n from pg_stat_activity where application_name = $1",          \
      QUERY_ONE, true)                                                                             \
    X(KILL, "select pg_terminate_backend($1)", QUERY_ONE, false)                                   \
    X(NUMBERS, "select g, g * 0.5::float8 as half from generate_series(1::int8, $1) g",            \
      QUERY_MANY, true)                                                                            \
    X(COPY_ITEMS, "copy test.item (tenant_id, id, name) from stdin (format binary)", QUERY_NONE,   \
      false)                                                                                       \
    X(FILTER, "select id, name from test.item i where i.tenant_id = $1 /*filter*/", QUERY_MANY,    \
      true)                                                                                        \
    X(ALTER, "alter table test.shape alter n type text", QUERY_NONE, false)                        \
    X(SHAPE, "select * from test.shape", QUERY_MANY, true)

#define STATEMENT_INDEX(name, sql_, rows_, read_) INDEX_##name,
enum statement_index { STATEMENTS(STATEMENT_INDEX) STATEMENTS_COUNT };
#define STATEMENT(name_, sql_, rows_, read_)                                                       \
    TAP_UNUSED static const struct query name_ = {                                                 \
        .name = "test/" #name_, .sql = sql_, .rows = rows_, .read = read_, .index = INDEX_##name_  \
    };
STATEMENTS(STATEMENT)

/* A setting that the script around the tests must have made. */
TAP_UNUSED static const char *need_env(const char *name)
{
    const char *value = getenv(name);

    if (!value) {
        printf("Bail out! run by tests/integration/db.test: %s is not set\n", name);
        exit(99);
    }
    return value;
}

TAP_UNUSED static struct db *open_pool(const char *url, int connections)
{
    struct db_options o = { .url = url,
                            .role = "bw_app",
                            .application = "test",
                            .connections = connections,
                            .wait_ms = 2000,
                            .queries = STATEMENTS_COUNT };

    return db_open(&o);
}

TAP_UNUSED static struct ctx ctx_for(struct arena *a, struct db *db, const char *tenant)
{
    struct ctx c = { .arena = a, .db = db, .request_id = "test" };

    c.who.tenant_id = tenant;
    c.who.user_id = USER_A;
    return c;
}

/* The one number of a statement without parameters, or -1. */
TAP_UNUSED static int64_t number(struct ctx *c, const struct query *q)
{
    const struct db_rows *rows;

    if (db_query0(c, q, &rows) != OK)
        return -1;
    return strtoll(db_value(rows, 0, "n"), NULL, 10);
}

/* Runs a command of the shell, which must succeed. */
TAP_UNUSED static void shell(const char *command)
{
    if (system(command) != 0) {
        printf("Bail out! %s\n", command);
        exit(99);
    }
}

#endif
