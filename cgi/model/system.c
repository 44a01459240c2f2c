/* The database's part of the System page is asked here. */
#include "model/system.h"

#include "base/ctx.h"
#include "base/db.h"
#include "base/rowmap.h"
#include "sql/registry.h"

static const struct field fields[] = {
    FIELD(struct system_facts, tick_at, "tickAt", FIELD_TIME, FIELD_NULLABLE),
    FIELD(struct system_facts, database_bytes, "databaseBytes", FIELD_INT, 0),
    FIELD(struct system_facts, ready, "ready", FIELD_INT, 0),
    FIELD(struct system_facts, delayed, "delayed", FIELD_INT, 0),
    FIELD(struct system_facts, running, "running", FIELD_INT, 0),
    FIELD(struct system_facts, dead, "dead", FIELD_INT, 0),
    FIELD(struct system_facts, files_bytes, "filesBytes", FIELD_INT, 0),
    FIELD(struct system_facts, files_count, "filesCount", FIELD_INT, 0),
    FIELD(struct system_facts, points_bytes, "pointsBytes", FIELD_INT, 0),
    FIELD(struct system_facts, points_count, "pointsCount", FIELD_INT, 0),
    FIELD_END,
};

enum err system_facts(struct ctx *c, struct system_facts *f_r)
{
    const struct db_rows *rows;
    enum err e = db_query0(c, &Q_SYSTEM_FACTS, &rows);

    if (e == OK)
        row_read(c->arena, rows, 0, fields, f_r);
    return e;
}
