/* A person's view of themselves is gathered here. */
#include "model/me.h"

#include "base/ctx.h"
#include "base/db.h"
#include "base/rowmap.h"
#include "sql/registry.h"

enum err me_get(struct ctx *c, struct me *me_r)
{
    struct db_batch *b = db_batch(c);
    int user = db_add(b, &Q_USER_BY_ID, db_uuid(c->who.user_id));
    int preferences = db_add(b, &Q_USER_PREFERENCES, db_uuid(c->who.user_id));
    int tenants = db_add0(b, &Q_TENANT_MINE);
    enum err e = db_run(b);

    if (e != OK)
        return e;
    row_read(c->arena, db_rows(b, user), 0, user_fields, &me_r->user);
    row_read(c->arena, db_rows(b, preferences), 0, preferences_fields, &me_r->preferences);
    me_r->tenants = row_read_all(c->arena, db_rows(b, tenants), tenant_fields,
                                 sizeof(struct tenant), &me_r->ntenants);
    return OK;
}
