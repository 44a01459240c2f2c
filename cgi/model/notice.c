/* Limits that were reached are noted and told here. */
#include "model/notice.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/json.h"
#include "base/live.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "model/topic.h"
#include "sql/registry.h"

#define DATA_MAX 1024
#define MONTH_CHARS 7 /* of a date */

struct reached {
    const char *tenant_id, *month, *kind;
    const char *soft, *hard; /* numbers as text; NULL: none */
    int64_t used;
};
static const struct field reached_fields[] = {
    FIELD(struct reached, tenant_id, "tenantId", FIELD_UUID, FIELD_HIDDEN),
    FIELD(struct reached, month, "month", FIELD_STR, 0),
    FIELD(struct reached, used, "used", FIELD_INT, 0),
    FIELD(struct reached, soft, "soft", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct reached, hard, "hard", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct reached, kind, "kind", FIELD_STR, 0),
    FIELD_END,
};

static const char *data(struct ctx *c, const struct reached *r)
{
    struct str s = str_new(c->arena, DATA_MAX);
    struct json_out w = json_out(&s);
    struct reached told = *r;

    told.month = arena_strndup(c->arena, r->month, MONTH_CHARS);
    json_thing(&w, reached_fields, &told);
    return str_c(&s);
}

static enum err tell_one(struct ctx *c, const struct reached *r)
{
    struct db_batch *b = db_batch(c);
    const char *topic = topic_of_tenant(c);
    enum err e;
    int seq;

    db_add(b, &Q_ETL_NOTE_LIMIT, db_uuid(r->tenant_id), db_text(r->month), db_text(r->kind));
    seq = topic_bump(b, topic);
    e = db_run(b);
    if (e == OK)
        topic_tell(c, b, seq, topic, "usage.limit", data(c, r));
    /* somebody else told of it, or the workspace is gone */
    return e == ERR_NOT_FOUND ? OK : e;
}

enum err notice_tell(struct ctx *c)
{
    const struct db_rows *rows;
    struct reached *list;
    size_t n;
    enum err e = db_query0(c, &Q_ETL_LIMITS_REACHED, &rows);

    if (e != OK)
        return e;
    list = row_read_all(c->arena, rows, reached_fields, sizeof(*list), &n);
    for (size_t i = 0; i < n && e == OK; i++) {
        c->who.tenant_id = list[i].tenant_id;
        c->problem = (struct problem){ 0 };
        e = tell_one(c, &list[i]);
        live_flush(c);
    }
    c->who.tenant_id = NULL;
    return e;
}
