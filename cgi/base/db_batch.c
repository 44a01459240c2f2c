/* Statements are gathered into batches, sent, and their outcome is told here. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/db_internal.h"
#include "base/filter.h"
#include "base/log.h"
#include "base/str.h"

#define SLOW_US (250 * INT64_C(1000))
/* On top of statement_timeout: what PostgreSQL may take to notice and to answer. */
#define GRACE_US (2 * TIME_SECOND)

struct db_batch *db_batch(struct ctx *c)
{
    struct db_batch *b = arena_one(c->arena, struct db_batch);

    b->ctx = c;
    vec_init(&b->statements, c->arena);
    return b;
}

static void clear_rows(void *p)
{
    struct statement *s = p;

    PQclear(s->rows.result);
    s->rows.result = NULL;
}

/* Lengths and formats are only kept where a value is not text. */
static void note_binary(struct arena *a, struct statement *s, const struct db_arg *arg, int i)
{
    if (!arg->binary)
        return;
    if (arg->len > INT_MAX)
        BUG("a parameter of %zu bytes", arg->len);
    if (!s->formats) {
        s->formats = arena_array(a, int, (size_t)s->nvalues);
        s->lengths = arena_array(a, int, (size_t)s->nvalues);
    }
    s->formats[i] = 1;
    s->lengths[i] = (int)arg->len;
}

static struct statement *add(struct db_batch *b, const struct query *q, const struct db_arg *args,
                             size_t n)
{
    struct arena *a = b->ctx->arena;
    struct statement *s = arena_one(a, struct statement);

    if (b->ran)
        BUG("%s added to a batch that ran", q->name);
    s->query = s->rows.query = q;
    s->values = arena_array(a, const char *, n + 1);
    s->nvalues = (int)n;
    for (size_t i = 0; i < n; i++) {
        s->values[i] = arg_text(a, &args[i]);
        note_binary(a, s, &args[i], (int)i);
    }
    vec_push(&b->statements, s);
    arena_defer(a, clear_rows, s);
    return s;
}

int db_add_(struct db_batch *b, const struct query *q, const struct db_arg *args, size_t n)
{
    add(b, q, args, n);
    return (int)b->statements.len - 1;
}

int db_add_binary_(struct db_batch *b, const struct query *q, const struct db_arg *args, size_t n)
{
    add(b, q, args, n)->binary = true;
    return (int)b->statements.len - 1;
}

int db_add_filter(struct db_batch *b, const struct filter *f)
{
    add(b, f->frame, f->args, f->nargs)->sql = filter_sql(f);
    return (int)b->statements.len - 1;
}

const struct db_rows *db_rows(const struct db_batch *b, int i)
{
    if (i < 0 || (size_t)i >= b->statements.len || !b->statements.data[i]->rows.result)
        BUG("a batch of %zu has no rows for %d", b->statements.len, i);
    return &b->statements.data[i]->rows;
}

int64_t batch_deadline(const struct db *db)
{
    return time_mono() + pool_options(db)->statement_ms * 1000 + GRACE_US;
}

static bool only_reads(const struct db_batch *b)
{
    for (size_t i = 0; i < b->statements.len; i++)
        if (!b->statements.data[i]->query->read)
            return false;
    return true;
}

/* Whether a missing row can come to light after other statements have stored something. Such a
 * batch is committed only after its rows were counted. */
static bool must_count_first(const struct db_batch *b)
{
    bool demanding = false;

    if (b->statements.len < 2 || only_reads(b))
        return false;
    for (size_t i = 0; i < b->statements.len; i++) {
        const struct query *q = b->statements.data[i]->query;

        demanding |= q->rows == QUERY_ONE && !q->certain;
    }
    return demanding;
}

/* A second row where one is allowed is a mistake in the statement. */
static enum err count_rows(const struct db_batch *b)
{
    for (size_t i = 0; i < b->statements.len; i++) {
        const struct statement *s = b->statements.data[i];
        int n = PQntuples(s->rows.result);

        if (n > 0 && s->query->rows == QUERY_NONE)
            BUG("%s returned rows", s->query->name);
        if (n > 1 && (s->query->rows == QUERY_ONE || s->query->rows == QUERY_OPTIONAL))
            BUG("%s returned %d rows", s->query->name, n);
        if (n == 0 && s->query->rows == QUERY_ONE)
            return ctx_fail(b->ctx, ERR_NOT_FOUND, "%s", err_title(ERR_NOT_FOUND));
    }
    return OK;
}

static void add_who(struct flight *f, const struct ctx *c, enum own_statement own)
{
    const char *who[] = { c->who.tenant_id ? c->who.tenant_id : "",
                          c->who.user_id ? c->who.user_id : "" };

    flight_add_own(f, own, who);
}

static void add_statements(struct flight *f, const struct db_batch *b)
{
    for (size_t i = 0; i < b->statements.len; i++) {
        clear_rows(b->statements.data[i]);
        flight_add(f, b->statements.data[i]);
    }
}

static void add_all(struct flight *f, const struct db_batch *b)
{
    add_who(f, b->ctx, OWN_WHO);
    add_statements(f, b);
}

static void log_slow(const struct db_batch *b, int64_t us)
{
    struct str names;

    if (us < SLOW_US)
        return;
    names = str_new(b->ctx->arena, 1000);
    for (size_t i = 0; i < b->statements.len; i++) {
        str_adds(&names, i ? " " : "");
        str_adds(&names, b->statements.data[i]->query->name);
    }
    log_warn("slow statement", LOG_STR("query", str_c(&names)), LOG_INT("ms", us / 1000));
}

static enum err lost(struct ctx *c, const struct flight *f)
{
    log_error("connection to postgresql lost", LOG_STR("query", f->first ? f->first->name : NULL),
              LOG_STR("what", f->late ? "deadline" : PQerrorMessage(f->conn->pg)));
    return error_unavailable(c);
}

static enum err uncertain(struct ctx *c, const struct flight *f)
{
    log_error("outcome of a transaction unknown",
              LOG_STR("query", f->first ? f->first->name : NULL),
              LOG_STR("what", f->late ? "deadline" : PQerrorMessage(f->conn->pg)));
    return ctx_fail(c, ERR_UNCERTAIN, "%s", err_title(ERR_UNCERTAIN));
}

/* What became of a flight; *again_r: nothing is stored and a fresh connection may help. */
static enum err judge(struct ctx *c, const struct flight *f, bool stores, bool *again_r)
{
    enum flight_end end = flight_end(f);

    if (end == FLIGHT_DONE)
        return OK;
    if (end == FLIGHT_UNCERTAIN && stores)
        return uncertain(c, f);
    *again_r = end == FLIGHT_FAILED ? error_passing(f->failed) : !f->late;
    if (f->failed)
        return error_explain(c, f->failed_query, f->failed);
    return lost(c, f);
}

static enum err fly(struct ctx *c, struct flight *f, bool stores, bool *again_r)
{
    enum err e;

    flight_run(f);
    e = judge(c, f, stores, again_r);
    PQclear(f->failed);
    f->failed = NULL;
    return e;
}

enum err batch_commit(struct ctx *c, struct db_conn *conn)
{
    struct flight *f = flight_new(c->arena, conn, batch_deadline(c->db));
    bool again = false;

    flight_add_own(f, OWN_COMMIT, NULL);
    return fly(c, f, true, &again);
}

/* Needs no request: the arena that held the transaction may be on its way out. */
void batch_rollback(struct db_conn *conn)
{
    struct arena *a = arena_new(16 << 10);
    struct flight *f = flight_new(a, conn, batch_deadline(conn->db));

    flight_add_own(f, OWN_ROLLBACK, NULL);
    flight_run(f);
    if (flight_end(f) != FLIGHT_DONE)
        conn->broken = true;
    PQclear(f->failed);
    arena_free(a);
}

/* BEGIN … in one flight, the rows counted, COMMIT in the next. */
static enum err run_counted(struct db_batch *b, struct db_conn *conn, bool *again_r)
{
    struct ctx *c = b->ctx;
    struct flight *f = flight_new(c->arena, conn, batch_deadline(c->db));
    enum err e;

    flight_add_own(f, OWN_BEGIN, NULL);
    add_all(f, b);
    e = fly(c, f, false, again_r);
    if (e == OK)
        e = count_rows(b);
    if (e == OK)
        return batch_commit(c, conn);
    if (!conn->broken)
        batch_rollback(conn);
    return e;
}

/* The same person mostly comes back to the same connection, so it keeps standing for them. */
static enum err run_plain(struct db_batch *b, struct db_conn *conn, bool *again_r)
{
    struct ctx *c = b->ctx;
    struct flight *f = flight_new(c->arena, conn, batch_deadline(c->db));
    char who[sizeof(conn->stands_for)];
    enum err e;

    snprintf(who, sizeof(who), "%s %s", c->who.tenant_id ? c->who.tenant_id : "",
             c->who.user_id ? c->who.user_id : "");
    if (strcmp(conn->stands_for, who) != 0)
        add_who(f, c, OWN_STAND);
    /* unknown until the flight has landed: a failed one takes the settings back */
    conn->stands_for[0] = '\0';
    add_statements(f, b);
    e = fly(c, f, !only_reads(b), again_r);
    if (e == OK)
        memcpy(conn->stands_for, who, sizeof(who));
    return e == OK ? count_rows(b) : e;
}

static enum err run_alone(struct db_batch *b)
{
    struct ctx *c = b->ctx;
    bool counted = must_count_first(b);
    struct problem before = c->problem;

    for (int attempt = 1;; attempt++) {
        struct db_conn *conn = pool_take(c->db, time_mono() + pool_options(c->db)->wait_us);
        bool again = false;
        enum err e;

        if (!conn)
            return error_unavailable(c);
        e = counted ? run_counted(b, conn, &again) : run_plain(b, conn, &again);
        if (again)
            conn->broken = true;
        pool_give(conn);
        if (!again || attempt == 2)
            return e;
        c->problem = before;
    }
}

/* Inside of db_begin() … db_commit(). */
static enum err run_in_transaction(struct db_batch *b, struct db_transaction *t)
{
    struct ctx *c = b->ctx;
    struct flight *f;
    bool again = false;

    if (t->failed)
        BUG("a batch after its transaction failed");
    f = flight_new(c->arena, t->conn, batch_deadline(c->db));
    if (!t->begun)
        flight_add_own(f, OWN_BEGIN, NULL);
    t->begun = true;
    add_all(f, b);
    t->failed = fly(c, f, false, &again);
    return t->failed ? t->failed : count_rows(b);
}

enum err batch_finish(struct db_batch *b)
{
    struct ctx *c = b->ctx;
    struct flight *f = flight_new(c->arena, c->transaction->conn, batch_deadline(c->db));
    int64_t start = time_mono();
    bool again = false;
    enum err e;

    b->ran = true;
    if (!c->transaction->begun)
        flight_add_own(f, OWN_BEGIN, NULL);
    add_statements(f, b);
    flight_add_own(f, OWN_COMMIT, NULL);
    e = fly(c, f, true, &again);
    log_slow(b, time_mono() - start);
    return e == OK ? count_rows(b) : e;
}

enum err db_run(struct db_batch *b)
{
    struct ctx *c = b->ctx;
    int64_t start = time_mono();
    enum err e;

    if (b->ran)
        BUG("a batch is run once");
    b->ran = true;
    if (!b->statements.len)
        return OK;
    e = c->transaction ? run_in_transaction(b, c->transaction) : run_alone(b);
    log_slow(b, time_mono() - start);
    return e;
}

static void send_each(struct ctx *c, struct db_conn *conn, struct db_batch *const *list, size_t n,
                      struct flight **flights)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i]->ran || must_count_first(list[i]))
            BUG("batch %zu of %zu cannot be run with others", i, n);
        list[i]->ran = true;
        flights[i] = flight_new(c->arena, conn, batch_deadline(c->db));
        add_all(flights[i], list[i]);
        flight_sync(flights[i]);
    }
    flight_send(flights[n - 1]);
    /* where the last one did not leave whole, those before it may have left, Sync and all */
    for (size_t i = 0; i + 1 < n; i++)
        flights[i]->sent = flights[n - 1]->sent || !flights[i]->refused;
}

static enum err read_each(struct db_batch *b, struct flight *f)
{
    bool again = false;
    enum err e;

    if (!f->conn->broken)
        flight_read(f);
    e = judge(b->ctx, f, !only_reads(b), &again);
    PQclear(f->failed);
    f->failed = NULL;
    return e == OK ? count_rows(b) : e;
}

void db_run_each(struct ctx *c, struct db_batch *const *list, size_t n, enum err *results)
{
    struct db_conn *conn;
    struct flight **flights;

    if (!n)
        return;
    if (c->transaction)
        BUG("transactions of their own inside of a transaction");
    conn = pool_take(c->db, time_mono() + pool_options(c->db)->wait_us);
    if (!conn) {
        for (size_t i = 0; i < n; i++)
            results[i] = error_unavailable(c);
        return;
    }
    flights = arena_array(c->arena, struct flight *, n);
    send_each(c, conn, list, n, flights);
    for (size_t i = 0; i < n; i++)
        results[i] = read_each(list[i], flights[i]);
    pool_give(conn);
}

enum err db_query_(struct ctx *c, const struct query *q, const struct db_rows **rows_r,
                   const struct db_arg *args, size_t n)
{
    struct db_batch *b = db_batch(c);
    int i = db_add_(b, q, args, n);
    enum err e = db_run(b);

    if (rows_r)
        *rows_r = e == OK ? db_rows(b, i) : NULL;
    return e;
}
