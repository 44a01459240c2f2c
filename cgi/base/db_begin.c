/* A transaction over several batches holds its connection here. */
#include "base/arena.h"
#include "base/db_internal.h"

/* Gives the connection back; also what happens when an arena is reset over an open transaction. */
static void release(void *p)
{
    struct db_transaction *t = p;

    if (!t->conn)
        return;
    if (t->begun && !t->conn->broken)
        batch_rollback(t->conn);
    pool_give(t->conn);
    t->conn = NULL;
    if (t->ctx->transaction == t)
        t->ctx->transaction = NULL;
}

enum err db_begin(struct ctx *c)
{
    struct db_transaction *t = arena_one(c->arena, struct db_transaction);

    if (c->transaction)
        BUG("a transaction inside of another");
    t->ctx = c;
    t->conn = pool_take(c->db, time_mono() + pool_options(c->db)->wait_us);
    if (!t->conn)
        return error_unavailable(c);
    c->transaction = t;
    arena_defer(c->arena, release, t);
    return OK;
}

enum err db_commit(struct ctx *c)
{
    struct db_transaction *t = c->transaction;
    enum err e = OK;

    if (!t)
        BUG("a commit without a transaction");
    if (t->failed)
        BUG("a commit after its transaction failed");
    if (t->begun)
        e = batch_commit(c, t->conn);
    t->begun = false;
    release(t);
    return e;
}

enum err db_run_commit(struct db_batch *b)
{
    struct ctx *c = b->ctx;
    struct db_transaction *t = c->transaction;
    enum err e;

    if (!t || t->failed || b->ran)
        BUG("the last batch of no transaction");
    e = batch_finish(b);
    /* a failed COMMIT has ended the transaction too; a statement before it has not */
    t->begun = e != OK;
    release(t);
    return e;
}

void db_rollback(struct ctx *c)
{
    if (c->transaction)
        release(c->transaction);
}
