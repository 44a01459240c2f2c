/* Plans are read and changed here. */
#include "model/plan.h"

#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/json.h"
#include "base/live.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "model/audit.h"
#include "model/authn.h"
#include "model/key_holder.h"
#include "model/topic.h"
#include "sql/registry.h"

#define DETAIL_MAX 1024
#define NAME_MAX_CHARS 40
#define RETENTION_MAX 36500

const struct field plan_fields[] = {
    FIELD(struct plan, plan, "plan", FIELD_STR, 0),
    FIELD(struct plan, soft, "soft", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct plan, hard, "hard", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct plan, retention_days, "retentionDays", FIELD_INT, 0),
    FIELD(struct plan, status, "status", FIELD_STR, 0),
    FIELD_END,
};

enum err plan_get(struct ctx *c, struct plan *plan_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_BILLING_PLAN, &rows, db_uuid(c->who.tenant_id));

    if (e == OK)
        row_read(c->arena, rows, 0, plan_fields, plan_r);
    return e;
}

static enum err check_plan(struct ctx *c, const char *plan)
{
    const struct db_rows *rows;
    enum err e;

    if (!plan)
        return OK;
    if ((e = db_query(c, &Q_ETL_BILLING_PLANS, &rows, db_text(plan))) != OK)
        return e;
    if (!str_eq(db_value(rows, 0, "known"), "t"))
        ctx_invalid(c, "plan", "choice", "must be one of: %s", db_value(rows, 0, "names"));
    return ctx_check(c);
}

static void put_text(struct json_out *w, const char *name, const char *text)
{
    if (!text)
        return;
    json_key(w, name);
    json_str(w, text);
}

static void put_limit(struct json_out *w, const char *name, int64_t n)
{
    if (n == PLAN_STAYS)
        return;
    json_key(w, name);
    if (n == PLAN_NONE)
        json_none(w);
    else
        json_num(w, n);
}

static const char *detail(struct ctx *c, const struct plan_change *change)
{
    struct str s = str_new(c->arena, DETAIL_MAX);
    struct json_out w = json_out(&s);

    json_open(&w, '{');
    put_text(&w, "plan", change->plan);
    put_limit(&w, "soft", change->soft);
    put_limit(&w, "hard", change->hard);
    put_text(&w, "status", change->status);
    json_close(&w, '}');
    return str_c(&s);
}

struct holder {
    const char *id, *prefix, *secret_hash; /* of a key; the last two are NULL for a person */
};
static const struct field holder_fields[] = {
    FIELD(struct holder, id, "id", FIELD_UUID, 0),
    FIELD(struct holder, prefix, "prefix", FIELD_STR, FIELD_NULLABLE),
    FIELD(struct holder, secret_hash, "secretHash", FIELD_STR, FIELD_NULLABLE),
    FIELD_END,
};

/* Whoever was let in because the tenant was active, or kept out because it was not. */
static enum err forget_holders(struct ctx *c)
{
    const struct db_rows *rows;
    struct holder *list;
    size_t n;
    enum err e = db_query(c, &Q_ETL_TENANT_HOLDERS, &rows, db_uuid(c->who.tenant_id));

    if (e != OK)
        return e;
    list = row_read_all(c->arena, rows, holder_fields, sizeof(*list), &n);
    for (size_t i = 0; i < n; i++) {
        if (list[i].prefix)
            key_holder_forget(c, list[i].id, list[i].prefix, list[i].secret_hash);
        else
            authn_forget(c, list[i].id);
    }
    live_drop(c, topic_of_tenant(c));
    return OK;
}

static struct db_arg limit_arg(int64_t n)
{
    return n == PLAN_STAYS ? db_null() : db_int(n);
}

enum err plan_change(struct ctx *c, const struct plan_change *change)
{
    struct db_batch *b;
    enum err e = check_plan(c, change->plan);

    if (e != OK)
        return e;
    b = db_batch(c);
    db_add(b, &Q_ETL_BILLING_CHANGE, db_uuid(c->who.tenant_id), db_text(change->plan),
           limit_arg(change->soft), limit_arg(change->hard), db_text(change->status));
    audit_add(b, c, "plan.changed", c->who.tenant_id, detail(c, change));
    if ((e = db_run(b)) != OK)
        return e;
    return change->status ? forget_holders(c) : OK;
}

static bool is_name(const char *name)
{
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");

    return n >= 1 && n <= NAME_MAX_CHARS && !name[n] && name[0] >= 'a' && name[0] <= 'z';
}

enum err plan_define(struct ctx *c, const struct plan_definition *in)
{
    struct db_batch *b;

    if (!is_name(in->name))
        ctx_invalid(c, "plan", "format",
                    "must be a letter and at most %d lower-case letters, digits and hyphens",
                    NAME_MAX_CHARS - 1);
    if (in->retention_days != PLAN_STAYS &&
        (in->retention_days < 1 || in->retention_days > RETENTION_MAX))
        ctx_invalid(c, "retention", "range", "must be from 1 to %d days", RETENTION_MAX);
    if (ctx_check(c) != OK)
        return ERR_INVALID;
    b = db_batch(c);
    db_add(b, &Q_ETL_PLAN_DEFINE, db_text(in->name), limit_arg(in->soft), limit_arg(in->hard),
           limit_arg(in->retention_days));
    db_add0(b, &Q_ETL_FORGET_NOTICES);
    return db_run(b);
}
