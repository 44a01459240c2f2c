/* Connections that break at the worst moment: a relay between the pool and PostgreSQL breaks them.
 */
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "support.h"

/* What the relay does to the next bytes of a connection whose start-up is over. */
enum fault {
    FAULT_NONE,
    FAULT_SWALLOW, /* the server's answer never arrives, then the connection ends */
    FAULT_CUT,     /* the client's bytes never arrive, then the connection ends */
    FAULT_HANG     /* nothing is passed on, either way */
};

static char folder[64];
static char target[200];
static _Atomic int fault;   /* enum fault */
static _Atomic int answers; /* of the server, to let through before the fault */
static _Atomic int cancels; /* connections made while hanging */

static int unix_socket(const char *path, struct sockaddr_un *address)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
    if (fd < 0 || strlen(path) >= sizeof(address->sun_path))
        BUG("no socket for %s", path);
    memcpy(address->sun_path, path, strlen(path));
    return fd;
}

/* Passes what is readable on. False: the end. */
static bool pass(int from, int to)
{
    char data[65536];
    ssize_t n = read(from, data, sizeof(data));

    for (ssize_t at = 0, sent; n > 0 && at < n; at += sent)
        if ((sent = send(to, data + at, (size_t)(n - at), MSG_NOSIGNAL)) <= 0)
            return false;
    return n > 0;
}

/* Whether the connection ends here by the fault that is asked for. */
static bool strikes(bool from_server)
{
    if (fault == FAULT_CUT && !from_server) {
        fault = FAULT_NONE;
        return true;
    }
    if (fault == FAULT_SWALLOW && from_server && atomic_fetch_sub(&answers, 1) == 0) {
        fault = FAULT_NONE;
        return true;
    }
    return false;
}

static void *relay(void *arg)
{
    int client = (int)(intptr_t)arg;
    struct sockaddr_un address;
    int server = unix_socket(target, &address);

    if (connect(server, (struct sockaddr *)&address, sizeof(address)) == 0)
        for (;;) {
            struct pollfd p[] = { { client, POLLIN, 0 }, { server, POLLIN, 0 } };

            if (fault == FAULT_HANG) {
                usleep(20 * 1000);
                continue;
            }
            if (poll(p, 2, 50) == 0)
                continue;
            if (fault == FAULT_HANG)
                continue;
            if (p[0].revents && (strikes(false) || !pass(client, server)))
                break;
            if (p[1].revents && (strikes(true) || !pass(server, client)))
                break;
        }
    close(client);
    close(server);
    return NULL;
}

static void *listener(void *arg)
{
    int fd = (int)(intptr_t)arg, client;

    while ((client = accept(fd, NULL, NULL)) >= 0) {
        pthread_t thread;

        if (fault == FAULT_HANG)
            cancels++;
        pthread_create(&thread, NULL, relay, (void *)(intptr_t)client);
        pthread_detach(thread);
    }
    return NULL;
}

static int start_relay(void)
{
    char path[128];
    struct sockaddr_un address;
    pthread_t thread;
    int fd;

    snprintf(folder, sizeof(folder), "/tmp/bw-relay.XXXXXX");
    if (!mkdtemp(folder))
        BUG("no folder for the relay");
    snprintf(path, sizeof(path), "%s/.s.PGSQL.5432", folder);
    snprintf(target, sizeof(target), "%s/run/.s.PGSQL.5432", need_env("PG_DIR"));
    fd = unix_socket(path, &address);
    if (bind(fd, (struct sockaddr *)&address, sizeof(address)) != 0 || listen(fd, 64) != 0)
        BUG("cannot listen on %s", path);
    pthread_create(&thread, NULL, listener, (void *)(intptr_t)fd);
    pthread_detach(thread);
    return fd;
}

static struct db *relayed(int64_t statement_ms)
{
    char url[200];
    struct db_options o = { .url = url,
                            .role = "bw_app",
                            .application = "faults",
                            .connections = 2,
                            .statement_ms = statement_ms,
                            .queries = STATEMENTS_COUNT };

    snprintf(url, sizeof(url), "host=%s user=bellwether dbname=bellwether", folder);
    return db_open(&o);
}

static struct arena *a;
static struct ctx c;

/* A connection that is open and knows the statements, so that the fault meets what is tested. */
static struct db *warm(int64_t statement_ms)
{
    struct db *db = relayed(statement_ms);
    struct db_batch *b;

    fault = FAULT_NONE;
    arena_reset(a);
    c = ctx_for(a, db, TENANT_A);
    b = db_batch(&c);
    db_add0(b, &REMOVE);
    db_add(b, &ADD, db_int(100), db_text("warm"));
    db_add(b, &RENAME, db_int(100), db_text("warmer"));
    if (db_run(b) != OK || db_query0(&c, &REMOVE, NULL) != OK || number(&c, &COUNT) != 0)
        BUG("the relay does not relay");
    return db;
}

static void strike(enum fault what, int after)
{
    answers = after;
    fault = (int)what;
}

static void test_single_write(void)
{
    struct db *db = warm(0);

    strike(FAULT_SWALLOW, 0);
    is_int(db_query(&c, &ADD, NULL, db_int(1), db_text("one")), ERR_UNCERTAIN,
           "a write whose answer is lost is uncertain");
    is_int(number(&c, &COUNT), 1, "(it was stored)");
    strike(FAULT_CUT, 0);
    is_int(db_query(&c, &ADD, NULL, db_int(2), db_text("two")), ERR_UNCERTAIN,
           "so is one that never arrived");
    is_int(number(&c, &COUNT), 1, "(it was not stored)");
    db_close(db);
}

static void test_read(void)
{
    struct db *db = warm(0);
    const struct db_rows *rows;

    strike(FAULT_SWALLOW, 0);
    is_int(db_query0(&c, &WHO, &rows), OK, "a read whose answer is lost is repeated");
    is_str(db_value(rows, 0, "tenant"), TENANT_A, "with the same tenant");
    strike(FAULT_CUT, 0);
    is_int(db_query0(&c, &WHO, &rows), OK, "so is one that never arrived");
    is_int(c.problem.err, OK, "and there was no problem");
    db_close(db);
}

static enum err two_statements(void)
{
    struct db_batch *b = db_batch(&c);

    db_add(b, &ADD, db_int(1), db_text("one"));
    db_add(b, &RENAME, db_int(1), db_text("uno"));
    return db_run(b);
}

static void test_counted(void)
{
    struct db *db = warm(0);

    strike(FAULT_SWALLOW, 0);
    is_int(two_statements(), OK, "lost before the commit: done again on another connection");
    is_int(number(&c, &COUNT), 1, "once");
    is_int(db_query0(&c, &REMOVE, NULL), OK, "clean");
    strike(FAULT_SWALLOW, 1);
    is_int(two_statements(), ERR_UNCERTAIN, "lost at the commit: uncertain");
    is_int(number(&c, &COUNT), 1, "(it was stored)");
    db_close(db);
}

static void test_transaction(void)
{
    struct db *db = warm(0);

    is_int(db_begin(&c), OK, "begin");
    is_int(db_query(&c, &ADD, NULL, db_int(1), db_text("one")), OK, "a row");
    strike(FAULT_SWALLOW, 0);
    is_int(db_query(&c, &ADD, NULL, db_int(2), db_text("two")), ERR_UNAVAILABLE,
           "lost inside of a transaction: nothing is stored");
    db_rollback(&c);
    is_int(number(&c, &COUNT), 0, "indeed");
    is_int(db_begin(&c), OK, "begin");
    is_int(db_query(&c, &ADD, NULL, db_int(1), db_text("one")), OK, "a row");
    strike(FAULT_SWALLOW, 0);
    is_int(db_commit(&c), ERR_UNCERTAIN, "lost at its commit: uncertain");
    is_int(number(&c, &COUNT), 1, "(it was stored)");
    db_close(db);
}

static void test_hanging(void)
{
    struct db *db = warm(200);

    strike(FAULT_HANG, 0);
    is_int(db_query0(&c, &COUNT, NULL), ERR_UNAVAILABLE, "a read from a hanging server ends");
    for (int i = 0; i < 500 && !cancels; i++)
        usleep(10 * 1000);
    ok(cancels > 0, "the server is asked to stop");
    fault = FAULT_NONE;
    is_int(number(&c, &COUNT), 0, "its connection is not used again");
    strike(FAULT_HANG, 0);
    is_int(db_query(&c, &ADD, NULL, db_int(1), db_text("one")), ERR_UNCERTAIN,
           "a write to a hanging server is uncertain");
    fault = FAULT_NONE;
    is_int(db_query0(&c, &REMOVE, NULL), OK, "clean");
    db_close(db);
}

static void test_timeout(void)
{
    struct db *db = warm(200);

    is_int(db_query(&c, &SLEEP, NULL, db_real(30)), ERR_UNAVAILABLE, "a slow statement is stopped");
    is_int(c.problem.retry_after, 1, "for now");
    is_int(db_query(&c, &SLEEP, NULL, db_real(0)), OK, "on a connection that lives on");
    db_close(db);
}

static void *killer(void *arg)
{
    (void)arg;
    shell("i=0; until [ \"$(psql -X -A -t -d \"$PG_ADMIN_URL\" -c \""
          "select count(pg_terminate_backend(pid)) from pg_stat_activity"
          " where query like '%pg_sleep(\\$1)%' and state = 'active'"
          " and pid <> pg_backend_pid()\")\" = 1 ] || [ $i -gt 200 ]; do"
          " i=$((i + 1)); sleep 0.05; done");
    return NULL;
}

static void test_killed(void)
{
    struct db *db = warm(0);
    pthread_t thread;

    pthread_create(&thread, NULL, killer, NULL);
    is_int(db_query(&c, &SLEEP_WRITING, NULL, db_real(0.7)), OK,
           "a statement that was killed had stored nothing and is done again");
    pthread_join(thread, NULL);
    is_int(db_begin(&c), OK, "begin");
    pthread_create(&thread, NULL, killer, NULL);
    is_int(db_query(&c, &SLEEP_WRITING, NULL, db_real(30)), ERR_UNAVAILABLE,
           "not so inside of a transaction");
    pthread_join(thread, NULL);
    db_rollback(&c);
    db_close(db);
}

int main(void)
{
    char path[128];
    int fd;

    log_init("test", getenv("DB_TEST_LOUD") ? LOG_LEVEL_DEBUG : LOG_LEVEL_ERROR + 1);
    a = arena_new(8 << 20);
    fd = start_relay();
    test_single_write();
    test_read();
    test_counted();
    test_transaction();
    test_hanging();
    test_timeout();
    test_killed();
    shutdown(fd, SHUT_RDWR);
    snprintf(path, sizeof(path), "%s/.s.PGSQL.5432", folder);
    unlink(path);
    rmdir(folder);
    arena_free(a);
    return done_testing();
}
