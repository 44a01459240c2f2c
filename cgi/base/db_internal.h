/* What the files of base/db*.c share and nobody else sees: connections, flights, statements.
 *
 * A connection stays in libpq's pipeline mode except while it copies. A *flight* is one pipeline on
 * its way: the items that answers are due for, in order, and what became of them.
 */
#ifndef BASE_DB_INTERNAL_H
#define BASE_DB_INTERNAL_H

#include <libpq-fe.h>
#include <pthread.h>

#include "base/ctx.h"
#include "base/db.h"
#include "base/timeutil.h"
#include "base/uuid.h"
#include "base/vec.h"

/* Statements of our own stand behind those of the registry in a connection's list. */
enum own_statement { OWN_WHO, OWN_STAND, OWN_BEGIN, OWN_COMMIT, OWN_ROLLBACK, OWN_PING, OWN_COUNT };

enum prepared { PREPARED_NOT, PREPARED_SENT, PREPARED_DONE };

struct db_conn {
    PGconn *pg;
    struct db *db;
    struct db_conn *next; /* in the stack of idle ones */
    int64_t idle_since;
    /* Whom the session's own settings name, "tenant user", when that is certain; else "". A
     * transaction of several flights names its own and leaves these alone. */
    char stands_for[2 * UUID_TEXT];
    bool broken;              /* never to be used again */
    unsigned char prepared[]; /* enum prepared, by slot */
};

struct db_rows {
    PGresult *result;
    const struct query *query;
};

struct statement {
    const struct query *query;
    const char *sql; /* NULL: the query's own, prepared once a connection */
    const char **values;
    int *lengths, *formats; /* NULL: all are text */
    int nvalues;
    bool binary;
    struct db_rows rows;
};

struct db_batch {
    struct ctx *ctx;
    VEC(struct statement *) statements;
    bool ran;
};

/* --- db_conn.c: one connection, never blocking past a deadline (microseconds of time_mono()) */

/* Opens one; NULL after logging why. */
struct db_conn *conn_open(struct db *db, int64_t deadline);
void conn_close(struct db_conn *conn);

/* Whether an idle connection is still there; costs one poll(2). */
bool conn_fresh(struct db_conn *conn);

/* Sends what is buffered. False: broken or too late. */
bool conn_flush(struct db_conn *conn, int64_t deadline);

/* The next result or the NULL behind one. A lost connection gives what it said last and sets
 * `broken`; false: nothing came in time. */
bool conn_result(struct db_conn *conn, int64_t deadline, PGresult **result_r);

/* Asks the server to stop what the connection runs, without waiting, and gives it up. */
void conn_abandon(struct db_conn *conn);

/* --- db_pool.c */

struct db_pool_options {
    const char *url, *role, *application;
    int64_t wait_us, idle_us, statement_ms;
    unsigned slots;
};
const struct db_pool_options *pool_options(const struct db *db);

/* A connection within the deadline, or NULL. */
struct db_conn *pool_take(struct db *db, int64_t deadline);
void pool_give(struct db_conn *conn);

/* What a constraint's comment says; OK when it says nothing. */
enum err pool_constraint_error(struct db *db, const char *schema, const char *table,
                               const char *constraint);

/* --- db_error.c */

/* Why a statement failed: fills c->problem and logs what is not for the client. */
enum err error_explain(struct ctx *c, const struct query *q, const PGresult *failed);

/* Whether that error is about the connection or a passing state, so that the same batch may well
 * succeed at once on a fresh connection. */
bool error_passing(const PGresult *failed);

/* A connection could not be had or was lost while nothing was stored. */
enum err error_unavailable(struct ctx *c);

/* --- db_flight.c */

struct item {
    const struct query *query;   /* for the log; NULL: a statement of our own */
    struct statement *statement; /* whose result this is; NULL: nobody wants it */
    unsigned slot;
    bool prepare;
};

struct flight {
    struct db_conn *conn;
    int64_t deadline;
    VEC(struct item) items;
    bool refused; /* libpq did not take a statement */
    bool commits; /* it holds a COMMIT: lost means uncertain, whatever was said before */
    bool sent;    /* all of it, with the Sync, left this process */
    bool late;    /* the deadline passed */
    bool at_sync; /* every statement had answered before the first error */
    bool synced;  /* the Sync came back */
    const struct query *first; /* for the log */
    PGresult *failed;          /* the first error */
    const struct query *failed_query;
};

struct flight *flight_new(struct arena *a, struct db_conn *conn, int64_t deadline);
void flight_add_own(struct flight *f, enum own_statement own, const char *const *values);
void flight_add(struct flight *f, struct statement *s);

/* Sync, flush, read everything that is due: flight_run() does the three. Several flights of one
 * connection may be on their way: each synced behind its statements, one flight_send() for all of
 * them with the last, then each read in order. */
void flight_sync(struct flight *f);
void flight_send(struct flight *f);
void flight_read(struct flight *f);
void flight_run(struct flight *f);

enum flight_end {
    FLIGHT_DONE,      /* committed, unless a transaction is open */
    FLIGHT_FAILED,    /* a statement failed, nothing stored, the connection is fine */
    FLIGHT_LOST,      /* connection gone, certainly nothing stored */
    FLIGHT_UNCERTAIN, /* connection gone, who knows */
};
enum flight_end flight_end(const struct flight *f);

/* --- db_rows.c */

/* The value of a parameter, as text in the arena unless it is binary; NULL is null. */
const char *arg_text(struct arena *a, const struct db_arg *arg);

/* --- db_batch.c */

/* The time by which a batch that starts now must have ended. */
int64_t batch_deadline(const struct db *db);

/* Ends an open transaction: the problem is filled when that fails, */
enum err batch_commit(struct ctx *c, struct db_conn *conn) __attribute__((warn_unused_result));
/* or the connection is broken. */
void batch_rollback(struct db_conn *conn);
/* The statements of a batch and COMMIT in the transaction of its ctx. */
enum err batch_finish(struct db_batch *b) __attribute__((warn_unused_result));

/* --- db_begin.c */
struct db_transaction {
    struct ctx *ctx;
    struct db_conn *conn;
    bool begun;      /* BEGIN was sent */
    enum err failed; /* the first error; only a rollback is left */
};

#endif
