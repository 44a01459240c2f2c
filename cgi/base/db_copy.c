/* COPY into a table, on a connection that does nothing else meanwhile. */
#include "base/arena.h"
#include "base/db_internal.h"
#include "base/log.h"

/* What libpq is given at once, so that its buffer does not grow with ours. */
#define PIECE ((size_t)256 << 10)

struct db_copy {
    struct ctx *ctx;
    const struct query *query;
    struct db_conn *conn; /* NULL: over */
};

static int64_t deadline(const struct db_copy *copy)
{
    return batch_deadline(copy->ctx->db);
}

/* Gives the connection back; it is dropped when it is not ready for pipelines again. */
static void give_back(struct db_copy *copy)
{
    struct db_conn *conn = copy->conn;

    if (!conn)
        return;
    copy->conn = NULL;
    if (!conn->broken && !PQenterPipelineMode(conn->pg))
        conn->broken = true;
    pool_give(conn);
}

static void abandon(void *p)
{
    db_copy_abort(p);
}

/* Nothing is stored: a COPY without its end is rolled back. */
static enum err lost(struct db_copy *copy)
{
    struct ctx *c = copy->ctx;

    log_error("connection to postgresql lost", LOG_STR("query", copy->query->name),
              LOG_STR("what", PQerrorMessage(copy->conn->pg)));
    conn_abandon(copy->conn);
    give_back(copy);
    return error_unavailable(c);
}

/* Reads results up to the NULL. Keeps the last error; false: the connection is gone. */
static bool read_end(struct db_copy *copy, ExecStatusType *status_r, PGresult **failed_r)
{
    int64_t until = deadline(copy);
    PGresult *r;

    *status_r = PGRES_EMPTY_QUERY;
    while (conn_result(copy->conn, until, &r)) {
        if (!r)
            return !copy->conn->broken;
        *status_r = PQresultStatus(r);
        if (*status_r == PGRES_COPY_IN) {
            PQclear(r);
            return true;
        }
        if (*status_r == PGRES_FATAL_ERROR && PQresultErrorField(r, PG_DIAG_SQLSTATE)) {
            PQclear(*failed_r);
            *failed_r = r;
        } else {
            PQclear(r);
        }
    }
    conn_abandon(copy->conn);
    return false;
}

static enum err failed(struct db_copy *copy, PGresult *why)
{
    enum err e = error_explain(copy->ctx, copy->query, why);

    PQclear(why);
    give_back(copy);
    return e;
}

static enum err begin(struct db_copy *copy)
{
    PGconn *pg = copy->conn->pg;
    ExecStatusType status;
    PGresult *why = NULL;

    if (!PQexitPipelineMode(pg) || !PQsendQuery(pg, copy->query->sql) ||
        !conn_flush(copy->conn, deadline(copy)))
        return lost(copy);
    if (!read_end(copy, &status, &why) && !why)
        return lost(copy);
    if (why)
        return failed(copy, why);
    if (status != PGRES_COPY_IN)
        BUG("%s is not COPY … FROM STDIN", copy->query->name);
    return OK;
}

enum err db_copy_begin(struct ctx *c, const struct query *q, struct db_copy **copy_r)
{
    struct db_copy *copy = arena_one(c->arena, struct db_copy);

    *copy_r = copy;
    copy->ctx = c;
    copy->query = q;
    copy->conn = pool_take(c->db, time_mono() + pool_options(c->db)->wait_us);
    if (!copy->conn)
        return error_unavailable(c);
    arena_defer(c->arena, abandon, copy);
    return begin(copy);
}

static enum err send_piece(struct db_copy *copy, const char *p, size_t n)
{
    int64_t until = deadline(copy);
    int taken;

    while ((taken = PQputCopyData(copy->conn->pg, p, (int)n)) == 0)
        if (!conn_flush(copy->conn, until))
            return lost(copy);
    if (taken < 0 || !conn_flush(copy->conn, until))
        return lost(copy);
    return OK;
}

enum err db_copy_send(struct db_copy *copy, const void *p, size_t n)
{
    const char *at = p;
    enum err e = OK;

    if (!copy->conn)
        BUG("%s: data for a copy that is over", copy->query->name);
    while (n && e == OK) {
        size_t piece = n < PIECE ? n : PIECE;

        e = send_piece(copy, at, piece);
        at += piece;
        n -= piece;
    }
    return e;
}

enum err db_copy_finish(struct db_copy *copy)
{
    struct ctx *c = copy->ctx;
    ExecStatusType status;
    PGresult *why = NULL;
    bool ended;

    if (!copy->conn)
        BUG("%s: the end of a copy that is over", copy->query->name);
    if (PQputCopyEnd(copy->conn->pg, NULL) != 1)
        return lost(copy);
    ended = conn_flush(copy->conn, deadline(copy)) && read_end(copy, &status, &why);
    if (why)
        return failed(copy, why);
    if (!ended) {
        copy->conn->broken = true;
        give_back(copy);
        return ctx_fail(c, ERR_UNCERTAIN, "%s", err_title(ERR_UNCERTAIN));
    }
    give_back(copy);
    return OK;
}

/* Telling the server is cheaper than a new connection. */
void db_copy_abort(struct db_copy *copy)
{
    ExecStatusType status;
    PGresult *why = NULL;

    if (!copy->conn)
        return;
    if (copy->conn->broken || PQputCopyEnd(copy->conn->pg, "given up") != 1 ||
        !conn_flush(copy->conn, deadline(copy)) || !read_end(copy, &status, &why))
        copy->conn->broken = true;
    PQclear(why);
    give_back(copy);
}
