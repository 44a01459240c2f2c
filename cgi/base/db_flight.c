/* One pipeline on its way: sent with one Sync, and every answer read in order. */
#include "base/arena.h"
#include "base/db_internal.h"

static const struct {
    const char *name, *sql;
    int nvalues;
} own_statements[OWN_COUNT] = {
    [OWN_WHO] = { "own_who",
                  "select set_config('app.tenant', $1, true), set_config('app.user', $2, true)",
                  2 },
    [OWN_STAND] = { "own_stand",
                    "select set_config('app.tenant', $1, false), set_config('app.user', $2, false)",
                    2 },
    [OWN_BEGIN] = { "own_begin", "begin", 0 },
    [OWN_COMMIT] = { "own_commit", "commit", 0 },
    [OWN_ROLLBACK] = { "own_rollback", "rollback", 0 },
    [OWN_PING] = { "own_ping", "select 1", 0 },
};

struct flight *flight_new(struct arena *a, struct db_conn *conn, int64_t deadline)
{
    struct flight *f = arena_one(a, struct flight);

    f->conn = conn;
    f->deadline = deadline;
    vec_init(&f->items, a);
    return f;
}

/* Queues the preparation of a statement that this connection sees for the first time. */
static void prepare(struct flight *f, const struct query *q, unsigned slot, const char *name,
                    const char *sql)
{
    struct item item = { .query = q, .slot = slot, .prepare = true };

    if (f->conn->prepared[slot] != PREPARED_NOT)
        return;
    if (!PQsendPrepare(f->conn->pg, name, sql, 0, NULL))
        f->refused = true;
    f->conn->prepared[slot] = PREPARED_SENT;
    vec_push(&f->items, item);
}

void flight_add_own(struct flight *f, enum own_statement own, const char *const *values)
{
    const char *name = own_statements[own].name;
    struct item item = { 0 };

    prepare(f, NULL, pool_options(f->conn->db)->slots + own, name, own_statements[own].sql);
    if (!PQsendQueryPrepared(f->conn->pg, name, own_statements[own].nvalues, values, NULL, NULL, 0))
        f->refused = true;
    if (own == OWN_COMMIT)
        f->commits = true;
    vec_push(&f->items, item);
}

static bool send_prepared(struct flight *f, const struct statement *s)
{
    unsigned slot = s->query->index;
    char name[16];

    if (slot >= pool_options(f->conn->db)->slots)
        BUG("statement %s is not of this registry", s->query->name);
    snprintf(name, sizeof(name), "q%u", slot);
    prepare(f, s->query, slot, name, s->query->sql);
    return PQsendQueryPrepared(f->conn->pg, name, s->nvalues, s->values, s->lengths, s->formats,
                               s->binary);
}

void flight_add(struct flight *f, struct statement *s)
{
    struct item item = { .query = s->query, .statement = s };
    bool sent = s->sql ? PQsendQueryParams(f->conn->pg, s->sql, s->nvalues, NULL, s->values,
                                           s->lengths, s->formats, s->binary)
                       : send_prepared(f, s);

    if (!sent)
        f->refused = true;
    if (!f->first)
        f->first = s->query;
    vec_push(&f->items, item);
}

/* An error of the server, not of libpq: those have no SQLSTATE. */
static bool from_server(const PGresult *r)
{
    return PQresultErrorField(r, PG_DIAG_SQLSTATE) != NULL;
}

static void keep_failed(struct flight *f, PGresult *r, const struct query *q, bool at_sync)
{
    if (f->failed) {
        PQclear(r);
        return;
    }
    f->failed = r;
    f->failed_query = q;
    f->at_sync = at_sync;
}

static void keep_result(struct flight *f, const struct item *item, PGresult *r)
{
    if (item->prepare)
        f->conn->prepared[item->slot] = PREPARED_DONE;
    if (item->statement && !item->statement->rows.result)
        item->statement->rows.result = r;
    else
        PQclear(r);
}

/* Reads what one item is due. False: nothing more will come. */
static bool read_item(struct flight *f, const struct item *item)
{
    bool answered = false;
    PGresult *r;

    for (;;) {
        if (!conn_result(f->conn, f->deadline, &r)) {
            f->late = true;
            return false;
        }
        if (!r)
            return answered;
        answered = true;
        if (PQresultStatus(r) == PGRES_FATAL_ERROR) {
            if (!from_server(r)) {
                PQclear(r);
                return false;
            }
            keep_failed(f, r, item->query, false);
        } else if (PQresultStatus(r) == PGRES_PIPELINE_ABORTED) {
            PQclear(r);
        } else {
            keep_result(f, item, r);
        }
    }
}

/* Reads on until the Sync is back. What fails here, fails at the commit. */
static void read_sync(struct flight *f)
{
    int nothing = 0;
    PGresult *r;

    while (nothing < 3) {
        if (!conn_result(f->conn, f->deadline, &r)) {
            f->late = true;
            return;
        }
        if (!r) {
            nothing++;
            continue;
        }
        if (PQresultStatus(r) == PGRES_PIPELINE_SYNC) {
            PQclear(r);
            f->synced = true;
            return;
        }
        if (!from_server(r)) {
            PQclear(r);
            return;
        }
        keep_failed(f, r, NULL, true);
    }
}

/* A preparation that was not confirmed did not take place. */
static void forget_unprepared(struct flight *f)
{
    for (size_t i = 0; i < f->items.len; i++) {
        struct item *item = &f->items.data[i];

        if (item->prepare && f->conn->prepared[item->slot] == PREPARED_SENT)
            f->conn->prepared[item->slot] = PREPARED_NOT;
    }
}

void flight_sync(struct flight *f)
{
    if (!f->refused && !PQpipelineSync(f->conn->pg))
        f->refused = true;
}

void flight_send(struct flight *f)
{
    f->sent = !f->refused && conn_flush(f->conn, f->deadline);
    f->late = !f->refused && !f->sent && !f->conn->broken;
}

void flight_read(struct flight *f)
{
    struct db_conn *conn = f->conn;
    size_t i = 0;

    /* a broken connection may still have said why */
    if (f->sent || (conn->broken && !f->refused)) {
        while (i < f->items.len && read_item(f, &f->items.data[i]))
            i++;
        if (i == f->items.len)
            read_sync(f);
    }
    if (f->late)
        conn_abandon(conn);
    if (!f->synced)
        conn->broken = true;
    forget_unprepared(f);
}

void flight_run(struct flight *f)
{
    flight_sync(f);
    flight_send(f);
    flight_read(f);
}

enum flight_end flight_end(const struct flight *f)
{
    if (f->synced)
        return f->failed ? FLIGHT_FAILED : FLIGHT_DONE;
    if (!f->sent || (f->failed && !f->at_sync && !f->commits))
        return FLIGHT_LOST;
    return FLIGHT_UNCERTAIN;
}
