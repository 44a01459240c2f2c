/* SQLSTATEs become errors that a client can be told. */
#include "base/arena.h"
#include "base/db_internal.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/str.h"
#include "base/uuid.h"

enum constraint_use { NOT_CONSTRAINT, CONSTRAINT };

struct meaning {
    const char *sqlstate; /* or its start */
    enum err err;
    enum constraint_use constraint; /* its comment may name another error */
    const char *detail;             /* for the client; NULL: the error's title says it */
};

/* The first that fits counts. */
static const struct meaning meanings[] = {
    { "23505", ERR_CONFLICT, CONSTRAINT, NULL },
    { "23503", ERR_NOT_FOUND, CONSTRAINT, "Something it refers to is not there" },
    { "23514", ERR_INVALID, CONSTRAINT, "A value is outside of what is allowed" },
    { "23P01", ERR_CONFLICT, CONSTRAINT, NULL },
    { "22", ERR_INVALID, NOT_CONSTRAINT, "A value cannot be read or is out of range" },
    { "54", ERR_INVALID, NOT_CONSTRAINT, "A value is too large to be stored" },
    { "57014", ERR_UNAVAILABLE, NOT_CONSTRAINT, "It took too long and was stopped" },
    { "53100", ERR_DISK_FULL, NOT_CONSTRAINT, NULL },
    { "53", ERR_UNAVAILABLE, NOT_CONSTRAINT, NULL },
    { "57", ERR_UNAVAILABLE, NOT_CONSTRAINT, NULL },
    { "08", ERR_UNAVAILABLE, NOT_CONSTRAINT, NULL },
    { "40", ERR_UNAVAILABLE, NOT_CONSTRAINT, NULL },
    { "55P03", ERR_UNAVAILABLE, NOT_CONSTRAINT, NULL },
    { "25006", ERR_UNAVAILABLE, NOT_CONSTRAINT, NULL },
};

static const struct meaning *meaning_of(const char *sqlstate)
{
    for (size_t i = 0; i < sizeof(meanings) / sizeof(*meanings); i++)
        if (str_starts(sqlstate, meanings[i].sqlstate))
            return &meanings[i];
    return NULL;
}

static void log_failed(enum err e, const struct query *q, const PGresult *failed)
{
    /* never PG_DIAG_MESSAGE_DETAIL: it quotes values */
    const struct log_field fields[] = {
        LOG_STR("query", q ? q->name : NULL),
        LOG_STR("sqlstate", PQresultErrorField(failed, PG_DIAG_SQLSTATE)),
        LOG_STR("what", PQresultErrorField(failed, PG_DIAG_MESSAGE_PRIMARY)),
        LOG_STR("constraint", PQresultErrorField(failed, PG_DIAG_CONSTRAINT_NAME)),
        { 0 }
    };

    metrics_add(METRIC_DB_ERRORS, 1);
    log_write(err_status(e) >= 500 ? LOG_LEVEL_ERROR : LOG_LEVEL_DEBUG, "statement failed", fields);
}

/* `raise exception using errcode = 'BW000', message = 'last_owner'` */
static enum err raised(struct ctx *c, const PGresult *failed)
{
    const char *code = PQresultErrorField(failed, PG_DIAG_MESSAGE_PRIMARY);
    const char *detail = PQresultErrorField(failed, PG_DIAG_MESSAGE_DETAIL);
    enum err e = err_by_code(code ? code : "");

    if (detail && uuid_valid(detail))
        c->problem.object_id = arena_strdup(c->arena, detail);
    return ctx_fail(c, e, "%s", err_title(e));
}

static enum err named_by_constraint(struct ctx *c, const PGresult *failed)
{
    return pool_constraint_error(c->db, PQresultErrorField(failed, PG_DIAG_SCHEMA_NAME),
                                 PQresultErrorField(failed, PG_DIAG_TABLE_NAME),
                                 PQresultErrorField(failed, PG_DIAG_CONSTRAINT_NAME));
}

static enum err explain(struct ctx *c, const PGresult *failed)
{
    const char *sqlstate = PQresultErrorField(failed, PG_DIAG_SQLSTATE);
    const struct meaning *m = meaning_of(sqlstate);
    enum err e = ERR_INTERNAL;

    if (strcmp(sqlstate, "BW000") == 0)
        return raised(c, failed);
    if (m && m->constraint == CONSTRAINT && (e = named_by_constraint(c, failed)) != OK)
        return ctx_fail(c, e, "%s", err_title(e));
    if (!m)
        return ctx_fail(c, ERR_INTERNAL, "%s", err_title(ERR_INTERNAL));
    if (m->err == ERR_UNAVAILABLE)
        c->problem.retry_after = 1;
    return ctx_fail(c, m->err, "%s", m->detail ? m->detail : err_title(m->err));
}

enum err error_explain(struct ctx *c, const struct query *q, const PGresult *failed)
{
    enum err e = explain(c, failed);

    log_failed(e, q, failed);
    return e;
}

/* A prepared statement whose table a migration has changed: "cached plan must not change result
 * type". The code alone says no more than that something is not supported. */
static bool plan_outdated(const PGresult *failed)
{
    return str_eq(PQresultErrorField(failed, PG_DIAG_SQLSTATE), "0A000") &&
           str_eq(PQresultErrorField(failed, PG_DIAG_SOURCE_FUNCTION), "RevalidateCachedQuery");
}

bool error_passing(const PGresult *failed)
{
    /* serialization, deadlock, an unknown prepared statement, a server that goes down */
    static const char *const states[] = { "40001", "40P01", "26000", "57P01", "57P02", "57P03" };
    const char *sqlstate = PQresultErrorField(failed, PG_DIAG_SQLSTATE);

    for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++)
        if (str_eq(sqlstate, states[i]))
            return true;
    return plan_outdated(failed);
}

enum err error_unavailable(struct ctx *c)
{
    c->problem.retry_after = 1;
    return ctx_fail(c, ERR_UNAVAILABLE, "The database is away; try again in a moment");
}
