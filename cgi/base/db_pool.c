/* The pool: who gets which connection, and which ones are opened and closed, is decided here. */
#include <signal.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/db_internal.h"
#include "base/log.h"
#include "base/metrics.h"

#define WAIT_DEFAULT_US (2 * TIME_SECOND)
#define IDLE_DEFAULT_US (60 * TIME_SECOND)
#define STATEMENT_DEFAULT_MS 30000

/* A thread in the queue. It is handed a connection, or the right to open one. */
struct waiter {
    struct waiter *next;
    pthread_cond_t cond;
    struct db_conn *conn;
    bool may_open;
};

/* One commented constraint. */
struct constraint {
    char *name; /* schema.table.constraint */
    enum err err;
};

struct db {
    struct db_pool_options options;
    int most;
    pthread_mutex_t lock;
    int open;             /* connections that exist or are being opened */
    struct db_conn *idle; /* the one used last on top, so that the others grow old */
    struct waiter *first, **last;
    bool closing;
    bool reaping;
    bool reaper_asleep; /* until there is something idle */
    pthread_t reaper;
    pthread_cond_t reap;
    bool constraints_known;
    struct constraint *constraints;
    size_t nconstraints;
};

static char *copy(const char *s)
{
    char *p = s ? strdup(s) : NULL;

    if (s && !p)
        BUG("out of memory");
    return p;
}

static void cond_init(pthread_cond_t *cond)
{
    pthread_condattr_t attr;

    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(cond, &attr);
    pthread_condattr_destroy(&attr);
}

static struct timespec when(int64_t us)
{
    return (struct timespec){ .tv_sec = (time_t)(us / TIME_SECOND),
                              .tv_nsec = (long)(us % TIME_SECOND) * 1000 };
}

struct db *db_open(const struct db_options *o)
{
    struct db *db = calloc(1, sizeof(*db));

    if (!db)
        BUG("out of memory");
    db->options.url = copy(o->url);
    db->options.role = copy(o->role);
    db->options.application = copy(o->application ? o->application : "bellwether");
    db->options.wait_us = o->wait_ms ? o->wait_ms * 1000 : WAIT_DEFAULT_US;
    db->options.idle_us = o->idle_close_ms ? o->idle_close_ms * 1000 : IDLE_DEFAULT_US;
    db->options.statement_ms = o->statement_ms ? o->statement_ms : STATEMENT_DEFAULT_MS;
    db->options.slots = o->queries;
    db->most = o->connections > 0 ? o->connections : 1;
    db->last = &db->first;
    pthread_mutex_init(&db->lock, NULL);
    cond_init(&db->reap);
    return db;
}

const struct db_pool_options *pool_options(const struct db *db)
{
    return &db->options;
}

/* --- closing what nobody uses */

/* Takes those that have been idle for too long off the bottom of the stack; says when to look
 * again. */
static struct db_conn *take_old(struct db *db, int64_t *next_r)
{
    int64_t limit = time_mono() - db->options.idle_us;
    struct db_conn **at = &db->idle, *old;

    *next_r = INT64_MAX;
    for (; *at && (*at)->idle_since > limit; at = &(*at)->next)
        *next_r = (*at)->idle_since + db->options.idle_us;
    old = *at;
    *at = NULL;
    for (struct db_conn *c = old; c; c = c->next)
        db->open--;
    return old;
}

static void close_all(struct db_conn *conn)
{
    while (conn) {
        struct db_conn *next = conn->next;

        conn_close(conn);
        conn = next;
    }
}

static void *reap(void *arg)
{
    struct db *db = arg;

    pthread_mutex_lock(&db->lock);
    while (!db->closing) {
        int64_t next;
        struct db_conn *old = take_old(db, &next);

        if (old) {
            pthread_mutex_unlock(&db->lock);
            close_all(old);
            pthread_mutex_lock(&db->lock);
        } else if (next == INT64_MAX) {
            db->reaper_asleep = true;
            pthread_cond_wait(&db->reap, &db->lock);
        } else {
            struct timespec t = when(next + 1000);

            pthread_cond_timedwait(&db->reap, &db->lock, &t);
        }
    }
    pthread_mutex_unlock(&db->lock);
    return NULL;
}

/* The thread that closes idle connections starts with the first of them. It takes no signals: they
 * are for the program's own threads. */
static void need_reaper(struct db *db)
{
    sigset_t all, before;
    pthread_attr_t attr;

    if (db->reaper_asleep) {
        db->reaper_asleep = false;
        pthread_cond_signal(&db->reap);
    }
    if (db->reaping)
        return;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, 256 << 10);
    db->reaping = pthread_create(&db->reaper, &attr, reap, db) == 0;
    pthread_attr_destroy(&attr);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void db_close(struct db *db)
{
    if (!db)
        return;
    pthread_mutex_lock(&db->lock);
    db->closing = true;
    pthread_cond_signal(&db->reap);
    pthread_mutex_unlock(&db->lock);
    if (db->reaping)
        pthread_join(db->reaper, NULL);
    close_all(db->idle);
    for (size_t i = 0; i < db->nconstraints; i++)
        free(db->constraints[i].name);
    free(db->constraints);
    pthread_cond_destroy(&db->reap);
    pthread_mutex_destroy(&db->lock);
    free((char *)db->options.url);
    free((char *)db->options.role);
    free((char *)db->options.application);
    free(db);
}

/* --- the queue */

static void enqueue(struct db *db, struct waiter *w)
{
    *db->last = w;
    db->last = &w->next;
}

static struct waiter *dequeue(struct db *db)
{
    struct waiter *w = db->first;

    if (w) {
        db->first = w->next;
        if (!db->first)
            db->last = &db->first;
    }
    return w;
}

static void leave_queue(struct db *db, struct waiter *w)
{
    struct waiter **at = &db->first;

    while (*at && *at != w)
        at = &(*at)->next;
    if (!*at)
        return;
    *at = w->next;
    if (!w->next)
        db->last = at;
}

/* A connection less exists: somebody in the queue may open another. */
static void room_made(struct db *db)
{
    struct waiter *w = dequeue(db);

    if (!w) {
        db->open--;
        return;
    }
    w->may_open = true;
    pthread_cond_signal(&w->cond);
}

/* Sleeps in the queue. False when the time is over and nothing was handed out. */
static bool wait_turn(struct db *db, int64_t deadline, struct db_conn **conn_r)
{
    struct timespec t = when(deadline);
    struct waiter w = { 0 };

    metrics_add(METRIC_DB_WAITS, 1);
    cond_init(&w.cond);
    enqueue(db, &w);
    while (!w.conn && !w.may_open)
        if (pthread_cond_timedwait(&w.cond, &db->lock, &t) != 0)
            break;
    if (!w.conn && !w.may_open)
        leave_queue(db, &w);
    pthread_cond_destroy(&w.cond);
    *conn_r = w.conn;
    return w.conn || w.may_open;
}

/* An idle connection, or NULL and the right to open one; false: neither in time. */
static bool reserve(struct db *db, int64_t deadline, struct db_conn **conn_r)
{
    bool had = true;

    pthread_mutex_lock(&db->lock);
    *conn_r = db->idle;
    if (db->idle)
        db->idle = db->idle->next;
    else if (db->open < db->most)
        db->open++;
    else
        had = wait_turn(db, deadline, conn_r);
    pthread_mutex_unlock(&db->lock);
    return had;
}

static void drop(struct db *db, struct db_conn *conn)
{
    if (conn)
        conn_close(conn);
    pthread_mutex_lock(&db->lock);
    room_made(db);
    pthread_mutex_unlock(&db->lock);
}

static void learn_constraints(struct db_conn *conn, int64_t deadline);

static struct db_conn *open_reserved(struct db *db, int64_t deadline)
{
    struct db_conn *conn = conn_open(db, deadline);

    if (conn)
        learn_constraints(conn, deadline);
    if (conn && !conn->broken)
        return conn;
    drop(db, conn);
    return NULL;
}

struct db_conn *pool_take(struct db *db, int64_t deadline)
{
    struct db_conn *conn;

    for (;;) {
        if (!reserve(db, deadline, &conn)) {
            metrics_add(METRIC_DB_TIMEOUTS, 1);
            log_warn("no database connection came free in time");
            return NULL;
        }
        if (!conn)
            return open_reserved(db, deadline);
        if (conn_fresh(conn))
            return conn;
        /* a stale one: PostgreSQL was restarted, so are the others likely */
        drop(db, conn);
    }
}

void pool_give(struct db_conn *conn)
{
    struct db *db = conn->db;
    struct waiter *w;

    if (conn->broken || PQstatus(conn->pg) != CONNECTION_OK) {
        drop(db, conn);
        return;
    }
    pthread_mutex_lock(&db->lock);
    w = dequeue(db);
    if (w) {
        w->conn = conn;
        pthread_cond_signal(&w->cond);
    } else {
        conn->idle_since = time_mono();
        conn->next = db->idle;
        db->idle = conn;
        need_reaper(db);
    }
    pthread_mutex_unlock(&db->lock);
}

/* --- errors named by constraints */

static const char constraint_sql[] =
    "select n.nspname || '.' || t.relname || '.' || c.conname, d.description"
    " from pg_constraint c join pg_class t on t.oid = c.conrelid"
    " join pg_namespace n on n.oid = t.relnamespace"
    " join pg_description d on d.objoid = c.oid and d.classoid = 'pg_constraint'::regclass"
    " union all"
    " select n.nspname || '.' || t.relname || '.' || i.relname, d.description"
    " from pg_index x join pg_class i on i.oid = x.indexrelid"
    " join pg_class t on t.oid = x.indrelid join pg_namespace n on n.oid = t.relnamespace"
    " join pg_description d on d.objoid = i.oid and d.classoid = 'pg_class'::regclass";

static void keep_constraints(struct db *db, const PGresult *result)
{
    int n = PQntuples(result);
    struct constraint *list = calloc((size_t)n + 1, sizeof(*list));
    size_t len = 0;

    if (!list)
        BUG("out of memory");
    for (int i = 0; i < n; i++) {
        enum err e = err_by_code(PQgetvalue(result, i, 1));

        if (e != ERR_INTERNAL) /* else it is a comment for people */
            list[len++] = (struct constraint){ copy(PQgetvalue(result, i, 0)), e };
    }
    pthread_mutex_lock(&db->lock);
    if (db->constraints_known) {
        while (len)
            free(list[--len].name);
        free(list);
    } else {
        db->constraints = list;
        db->nconstraints = len;
        db->constraints_known = true;
    }
    pthread_mutex_unlock(&db->lock);
}

/* The first connection reads all comments at once: later, when a statement has failed, there may be
 * no connection to ask. */
static void learn_constraints(struct db_conn *conn, int64_t deadline)
{
    struct arena *a;
    struct flight *f;
    struct query q = { .name = "db/constraints", .sql = constraint_sql };
    struct statement s = { .query = &q, .sql = constraint_sql };
    bool known;

    pthread_mutex_lock(&conn->db->lock);
    known = conn->db->constraints_known;
    pthread_mutex_unlock(&conn->db->lock);
    if (known)
        return;
    a = arena_new(64 << 10);
    f = flight_new(a, conn, deadline);
    flight_add(f, &s);
    flight_run(f);
    if (flight_end(f) == FLIGHT_DONE)
        keep_constraints(conn->db, s.rows.result);
    else
        conn->broken = true;
    PQclear(s.rows.result);
    PQclear(f->failed);
    arena_free(a);
}

enum err pool_constraint_error(struct db *db, const char *schema, const char *table,
                               const char *constraint)
{
    char name[256];

    if (!schema || !table || !constraint)
        return OK;
    snprintf(name, sizeof(name), "%s.%s.%s", schema, table, constraint);
    /* written once, before the connection that failed was handed out */
    for (size_t i = 0; i < db->nconstraints; i++)
        if (strcmp(db->constraints[i].name, name) == 0)
            return db->constraints[i].err;
    return OK;
}

bool db_alive(struct db *db, int64_t deadline_ms)
{
    int64_t deadline = time_mono() + deadline_ms * 1000;
    struct db_conn *conn = pool_take(db, deadline);
    struct arena *a;
    struct flight *f;
    bool alive;

    if (!conn)
        return false;
    a = arena_new(64 << 10);
    f = flight_new(a, conn, deadline);
    flight_add_own(f, OWN_PING, NULL);
    flight_run(f);
    alive = flight_end(f) == FLIGHT_DONE;
    PQclear(f->failed);
    pool_give(conn);
    arena_free(a);
    return alive;
}
