/* Types of events are listed here. */
#include "model/event_type.h"

#include "base/ctx.h"
#include "base/db.h"
#include "base/rowmap.h"
#include "sql/registry.h"

const struct field event_type_fields[] = {
    FIELD(struct event_type, type, "type", FIELD_STR, 0),
    FIELD(struct event_type, count, "count", FIELD_INT, 0),
    FIELD(struct event_type, last_at, "lastAt", FIELD_TIME, 0),
    FIELD_END,
};

enum err event_type_list(struct ctx *c, struct event_type **list_r, size_t *n_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_EVENT_TYPES, &rows, db_uuid(c->who.tenant_id));

    if (e == OK)
        *list_r = row_read_all(c->arena, rows, event_type_fields, sizeof(**list_r), n_r);
    return e;
}
