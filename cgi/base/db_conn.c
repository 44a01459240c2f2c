/* One connection to PostgreSQL: opened, waited for and given up without ever blocking too long. */
#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/db_internal.h"
#include "base/log.h"
#include "base/metrics.h"

/* Waits for the socket. False when the deadline passed. */
static bool wait_for(PGconn *pg, short events, int64_t deadline)
{
    for (;;) {
        struct pollfd p = { .fd = PQsocket(pg), .events = events };
        int64_t left = deadline - time_mono();
        int n;

        if (left <= 0)
            return false;
        n = poll(&p, 1, left > 3600 * TIME_SECOND ? 3600000 : (int)(left / 1000) + 1);
        if (n > 0)
            return true;
        if (n < 0 && errno != EINTR && errno != EAGAIN)
            BUG("poll: errno %d", errno);
    }
}

static void notice(void *arg, const PGresult *result)
{
    const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);

    (void)arg;
    if (severity && strcmp(severity, "WARNING") == 0)
        log_warn("postgresql warns",
                 LOG_STR("what", PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)));
}

static PGconn *start(const struct db_pool_options *o)
{
    char options[256];
    const char *keywords[] = { "dbname", "options", "application_name", "client_encoding", NULL };
    const char *values[] = { o->url, options, o->application, "UTF8", NULL };

    /* A plan of one request is never worth a compiler, and a crashed client's lock must go. */
    snprintf(options, sizeof(options),
             "%s%s -c timezone=UTC -c datestyle=ISO -c statement_timeout=%lld -c jit=off"
             " -c idle_in_transaction_session_timeout=%lld",
             o->role ? "-c role=" : "", o->role ? o->role : "", (long long)o->statement_ms,
             2 * (long long)o->statement_ms);
    return PQconnectStartParams(keywords, values, 1);
}

static bool finish_connect(PGconn *pg, int64_t deadline)
{
    PostgresPollingStatusType state = PGRES_POLLING_WRITING;

    if (!pg || PQstatus(pg) == CONNECTION_BAD)
        return false;
    while (state != PGRES_POLLING_OK) {
        if (state == PGRES_POLLING_FAILED)
            return false;
        if (!wait_for(pg, state == PGRES_POLLING_READING ? POLLIN : POLLOUT, deadline))
            return false;
        state = PQconnectPoll(pg);
    }
    return PQsetnonblocking(pg, 1) == 0 && PQenterPipelineMode(pg);
}

/* Once a second is enough: while PostgreSQL is away, every request comes by here. */
static void log_refused(PGconn *pg)
{
    static _Atomic int64_t last;
    int64_t now = time_mono(), before = atomic_load(&last);

    if (before && now - before < TIME_SECOND)
        return;
    atomic_store(&last, now);
    log_warn("no connection to postgresql", LOG_STR("why", pg ? PQerrorMessage(pg) : "memory"));
}

struct db_conn *conn_open(struct db *db, int64_t deadline)
{
    const struct db_pool_options *o = pool_options(db);
    PGconn *pg = start(o);
    struct db_conn *conn;

    if (!finish_connect(pg, deadline)) {
        log_refused(pg);
        PQfinish(pg);
        return NULL;
    }
    conn = calloc(1, sizeof(*conn) + o->slots + OWN_COUNT);
    if (!conn)
        BUG("out of memory");
    conn->pg = pg;
    conn->db = db;
    PQsetNoticeReceiver(pg, notice, NULL);
    metrics_add(METRIC_DB_CONNECTS, 1);
    return conn;
}

void conn_close(struct db_conn *conn)
{
    PQfinish(conn->pg);
    free(conn);
}

bool conn_fresh(struct db_conn *conn)
{
    struct pollfd p = { .fd = PQsocket(conn->pg), .events = POLLIN };

    /* a notice, a changed parameter, or a last word and the end of the connection */
    while (poll(&p, 1, 0) > 0)
        if (!PQconsumeInput(conn->pg))
            return false;
    (void)PQisBusy(conn->pg);
    return PQstatus(conn->pg) == CONNECTION_OK;
}

bool conn_flush(struct db_conn *conn, int64_t deadline)
{
    int left;

    while ((left = PQflush(conn->pg)) == 1) {
        if (!wait_for(conn->pg, POLLIN | POLLOUT, deadline))
            return false;
        /* the server may be waiting for us to read before it reads on */
        if (!PQconsumeInput(conn->pg))
            break;
    }
    if (left != 0)
        conn->broken = true;
    return left == 0;
}

bool conn_result(struct db_conn *conn, int64_t deadline, PGresult **result_r)
{
    *result_r = NULL;
    while (!conn->broken && PQisBusy(conn->pg)) {
        if (!wait_for(conn->pg, POLLIN, deadline))
            return false;
        if (!PQconsumeInput(conn->pg))
            conn->broken = true;
    }
    *result_r = PQgetResult(conn->pg);
    if (PQstatus(conn->pg) != CONNECTION_OK)
        conn->broken = true;
    return true;
}

static atomic_bool canceling;

static void *cancel(void *arg)
{
    char why[256];

    PQcancel(arg, why, sizeof(why));
    PQfreeCancel(arg);
    atomic_store(&canceling, false);
    return NULL;
}

/* PQcancel() blocks, on a hung server for as long as it hangs: a thread of its own does it, and
 * never more than one. A cancel that is left out costs the server work, statement_timeout ends it.
 */
void conn_abandon(struct db_conn *conn)
{
    PGcancel *request;
    pthread_t thread;

    conn->broken = true;
    if (atomic_exchange(&canceling, true))
        return;
    request = PQgetCancel(conn->pg);
    if (request && pthread_create(&thread, NULL, cancel, request) == 0) {
        pthread_detach(thread);
        return;
    }
    PQfreeCancel(request);
    atomic_store(&canceling, false);
}
