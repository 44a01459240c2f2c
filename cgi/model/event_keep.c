/* What is too old of events is removed here, in batches short enough that no transaction lasts. */
#include "model/event_keep.h"

#include "base/ctx.h"
#include "base/db.h"
#include "base/log.h"
#include "base/rowmap.h"
#include "base/settings.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "sql/registry.h"

/* Rows that one transaction removes, and the time after which a chore makes room for others. */
#define ROWS 5000
#define PATIENCE (5 * TIME_SECOND)

static enum err detach(struct ctx *c)
{
    const struct db_rows *rows;
    const char *name;
    enum err e = db_query(c, &Q_ETL_EVENT_DETACH, &rows, db_int(settings.event_days));

    if (e != OK)
        return e;
    name = db_value(rows, 0, "name");
    if (!str_eq(name, "none") && !str_eq(name, "busy"))
        log_info("events too old to keep", LOG_STR("partition", name));
    return OK;
}

enum err event_keep_partitions(struct ctx *c)
{
    const struct db_rows *rows;
    enum err e;

    if ((e = db_query0(c, &Q_ETL_EVENT_PARTITIONS, &rows)) != OK || (e = detach(c)) != OK)
        return e;
    return db_query0(c, &Q_ETL_EVENT_DROP, &rows);
}

struct tenant_retention {
    const char *tenant_id;
    int64_t days;
};

static const struct field retention_fields[] = {
    FIELD(struct tenant_retention, tenant_id, "tenantId", FIELD_UUID, 0),
    { .name = "retentionDays",
      .column = "retention_days",
      .type = FIELD_INT,
      .offset = offsetof(struct tenant_retention, days) },
    FIELD_END,
};

static enum err expire(struct ctx *c, const struct tenant_retention *t, int64_t deadline)
{
    const struct db_rows *rows;
    enum err e;

    do
        e = db_query(c, &Q_ETL_EVENT_EXPIRE, &rows, db_uuid(t->tenant_id), db_int(t->days),
                     db_int(ROWS));
    while (e == OK && db_affected(rows) == ROWS && time_mono() < deadline);
    return e;
}

enum err event_keep_retention(struct ctx *c)
{
    int64_t deadline = time_mono() + PATIENCE;
    const struct db_rows *rows;
    struct tenant_retention *list;
    size_t n;
    enum err e = db_query(c, &Q_ETL_EVENT_RETENTION, &rows, db_int(settings.event_days));

    if (e != OK)
        return e;
    list = row_read_all(c->arena, rows, retention_fields, sizeof(*list), &n);
    for (size_t i = 0; i < n && e == OK && time_mono() < deadline; i++)
        e = expire(c, &list[i], deadline);
    return e;
}

enum err event_keep_rollups(struct ctx *c)
{
    const struct db_rows *rows;
    struct tenant_retention *list;
    size_t n;
    enum err e = db_query(c, &Q_ETL_EVENT_TENANTS, &rows, db_int(settings.event_days));

    if (e != OK)
        return e;
    list = row_read_all(c->arena, rows, retention_fields, sizeof(*list), &n);
    /* a day more: what is just allowed to come in must not go at once */
    for (size_t i = 0; i < n && e == OK; i++)
        e = db_query(c, &Q_ETL_EVENT_FORGET_ROLLUPS, NULL, db_uuid(list[i].tenant_id),
                     db_int(list[i].days + 1));
    return e;
}

/* Runs a statement that deletes what is older than `age`, until nothing more is. */
static enum err forget(struct ctx *c, const struct query *q, int64_t age)
{
    int64_t deadline = time_mono() + PATIENCE;
    const struct db_rows *rows;
    enum err e;

    do
        e = db_query(c, q, &rows, db_int(age), db_int(ROWS));
    while (e == OK && db_affected(rows) == ROWS && time_mono() < deadline);
    return e;
}

static enum err trim_rejects(struct ctx *c)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_ETL_EVENT_MANY_REJECTS, &rows, db_int(EVENT_REJECTS_MAX));

    for (int i = 0; e == OK && i < db_count(rows); i++)
        e = db_query(c, &Q_ETL_EVENT_TRIM_REJECTS, NULL, db_uuid(db_value(rows, i, "tenant_id")),
                     db_int(EVENT_REJECTS_KEPT));
    return e;
}

enum err event_keep_sweep(struct ctx *c)
{
    enum err e;

    if ((e = forget(c, &Q_ETL_EVENT_FORGET_KEYS, settings.event_keys_hours)) != OK ||
        (e = forget(c, &Q_ETL_EVENT_FORGET_REJECTS, settings.reject_days)) != OK)
        return e;
    return trim_rejects(c);
}
