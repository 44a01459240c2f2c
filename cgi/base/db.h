/* PostgreSQL: a pool that the threads of a worker share, and statements that know their shape.
 *
 * Every statement is a file of sql/queries, generated into a `const struct query` (sql/registry.h:
 * Q_DATASET_BY_ID for dataset/by_id.sql). Statements go out in batches: one libpq pipeline with one
 * Sync, the tenant and user set first, so a batch is one round trip and one transaction:
 *
 *     struct db_batch *b = db_batch(c);
 *     int made = db_add(b, &Q_DATASET_INSERT, db_uuid(id), db_text(name));
 *     int seq = db_add(b, &Q_LIVE_BUMP, db_text(topic));
 *     if ((e = db_run(b)) != OK)
 *         return e;
 *     row_read(db_rows(b, seq), 0, topic_fields, &topic);
 *
 * Outcomes: OK means committed (the Sync came back without an error before it). Another error means
 * nothing was stored. ERR_UNCERTAIN means that the connection was lost in between: it may or may
 * not be stored, and nobody retries it blindly. A batch that lost its connection is repeated once
 * on a fresh one when it only reads or certainly stored nothing. A changing batch of several
 * statements with a `one` among them is committed after its rows were counted (a second round
 * trip), so that ERR_NOT_FOUND, too, means that nothing was stored.
 *
 * SQLSTATEs become errors: 23505 → ERR_CONFLICT (or the error named by the constraint's comment,
 * see sql/migrations), 23503 → ERR_NOT_FOUND, 22P02/22003 → ERR_INVALID, 57014 → ERR_UNAVAILABLE;
 * `raise exception using errcode = 'BW000', message = 'last_owner'` → the error of that code, and a
 * uuid as its detail is the problem's object_id (ERR_REPEATED: what an Idempotency-Key made
 * before). No connection, or none free within the deadline → ERR_UNAVAILABLE with retry_after.
 */
#ifndef BASE_DB_H
#define BASE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct arena;
struct ctx;
struct db;
struct db_batch;
struct field_strs;

enum query_rows { QUERY_NONE, QUERY_ONE, QUERY_OPTIONAL, QUERY_MANY };

/* One statement file. Its first line is `-- rows: none|one|optional|many [read]`; `one` without a
 * row is ERR_NOT_FOUND, more rows than said are a BUG. `read`: changes nothing. */
struct query {
    const char *name; /* "dataset/by_id" */
    const char *sql;
    enum query_rows rows;
    bool read;
    bool certain; /* it returns its row whenever it does not fail: nothing to count before a commit
                   */
    unsigned index; /* its place in the registry */
};

struct db_options {
    const char *url;         /* any libpq connection string */
    const char *role;        /* bw_app, bw_ingest, bw_etl: SET by the start-up packet */
    const char *application; /* shown in pg_stat_activity */
    int connections;         /* at most */
    int64_t wait_ms;         /* for a free one */
    int64_t idle_close_ms;   /* 0: 60,000 */
    int64_t statement_ms;    /* statement_timeout; 0: 30,000 */
    unsigned queries;        /* number of statements in the registry */
};

/* Opens no connection yet. One pool serves all threads of a process; make it after the fork. */
struct db *db_open(const struct db_options *o);
void db_close(struct db *db);

/* Whether a connection can be had and answers, within `deadline_ms`. */
bool db_alive(struct db *db, int64_t deadline_ms);

/* One parameter, sent as text unless it is `binary`; `value` NULL is SQL null. */
struct db_arg {
    const char *value;
    char buffer[32];
    bool binary;
    size_t len; /* of a binary one */
    const struct field_strs *list;
    bool in_buffer;
};

struct db_arg db_text(const char *v); /* also for uuid, jsonb, numeric: the server casts */
struct db_arg db_int(int64_t v);
struct db_arg db_real(double v);
struct db_arg db_flag(bool v);
struct db_arg db_time(int64_t us); /* timestamptz; FIELD_TIME_NONE is null */
struct db_arg db_null(void);
struct db_arg db_list(const struct field_strs *v); /* text[] */
#define db_uuid(v) db_text(v)
/* PostgreSQL's binary format of the statement's type, not copied: it stays until the batch has run. */
struct db_arg db_binary(const void *p, size_t n);

/* A batch on behalf of c->who (tenant and user are set for row-level security); lives in the arena.
 */
struct db_batch *db_batch(struct ctx *c);

/* Adds a statement; returns its index in the batch. The arguments are copied. */
#define db_add(b, q, ...)                                                                          \
    db_add_(b, q, (const struct db_arg[]){ __VA_ARGS__ },                                          \
            sizeof((const struct db_arg[]){ __VA_ARGS__ }) / sizeof(struct db_arg))
#define db_add0(b, q) db_add_(b, q, NULL, 0)
int db_add_(struct db_batch *b, const struct query *q, const struct db_arg *args, size_t n);

/* A statement made by base/filter: its text is not in the registry. */
struct filter;
int db_add_filter(struct db_batch *b, const struct filter *f);

/* Sends the batch, waits for its end, checks each statement's number of rows. */
enum err db_run(struct db_batch *b) __attribute__((warn_unused_result));

/* Runs `n` batches on one connection, each a transaction of its own, all sent before the first
 * answer is waited for; results[i] is what db_run() would have returned. None is tried again, none
 * may need its rows counted before the commit. Not inside of db_begin(). */
void db_run_each(struct ctx *c, struct db_batch *const *list, size_t n, enum err *results);

/* The rows of statement `i`; valid until the arena is reset. */
struct db_rows;
const struct db_rows *db_rows(const struct db_batch *b, int i);
int db_count(const struct db_rows *rows);
int64_t db_affected(const struct db_rows *rows); /* of INSERT, UPDATE, DELETE */
const char *db_value(const struct db_rows *rows, int row,
                     const char *column); /* NULL is SQL null */

/* The same by index, for many rows. A column that is not there is a BUG. */
int db_column(const struct db_rows *rows, const char *column);
const char *db_cell(const struct db_rows *rows, int row, int column);

/* One statement alone: batch, add, run. *rows_r may be NULL. */
#define db_query(c, q, rows_r, ...)                                                                \
    db_query_(c, q, rows_r, (const struct db_arg[]){ __VA_ARGS__ },                                \
              sizeof((const struct db_arg[]){ __VA_ARGS__ }) / sizeof(struct db_arg))
#define db_query0(c, q, rows_r) db_query_(c, q, rows_r, NULL, 0)
enum err db_query_(struct ctx *c, const struct query *q, const struct db_rows **rows_r,
                   const struct db_arg *args, size_t n) __attribute__((warn_unused_result));

/* A transaction over several batches, for the rare case that a later statement needs an earlier
 * result: batches run on `c` between begin and commit share one connection. After an error only
 * db_rollback() is allowed; it also happens when the arena is reset before db_commit(), at which
 * moment `c` must still exist. */
enum err db_begin(struct ctx *c) __attribute__((warn_unused_result));
enum err db_commit(struct ctx *c) __attribute__((warn_unused_result));
/* db_run() of the last batch and db_commit() in one round trip; none of its statements is `one`. */
enum err db_run_commit(struct db_batch *b) __attribute__((warn_unused_result));
void db_rollback(struct ctx *c);

/* Binary results for bulk reads: the statement's columns come in PostgreSQL's binary format. */
int db_add_binary_(struct db_batch *b, const struct query *q, const struct db_arg *args, size_t n);
#define db_add_binary(b, q, ...)                                                                   \
    db_add_binary_(b, q, (const struct db_arg[]){ __VA_ARGS__ },                                   \
                   sizeof((const struct db_arg[]){ __VA_ARGS__ }) / sizeof(struct db_arg))
const void *db_bytes(const struct db_rows *rows, int row, int column,
                     int *len_r); /* NULL is null */

/* COPY … FROM STDIN (FORMAT binary) on a connection of its own; for bw_ingest and bw_etl. `sql` is
 * a registry statement too. Data is any cut of the stream; finish commits. */
struct db_copy;
enum err db_copy_begin(struct ctx *c, const struct query *q, struct db_copy **copy_r)
    __attribute__((warn_unused_result));
enum err db_copy_send(struct db_copy *copy, const void *p, size_t n)
    __attribute__((warn_unused_result));
enum err db_copy_finish(struct db_copy *copy) __attribute__((warn_unused_result));
void db_copy_abort(struct db_copy *copy);

#endif
