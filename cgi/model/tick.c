/* The age of the newest tick is asked here. */
#include "model/tick.h"

#include "base/ctx.h"
#include "base/db.h"
#include "base/str.h"
#include "sql/registry.h"

enum err tick_age(struct ctx *c, int64_t *seconds_r)
{
    const struct db_rows *rows;
    enum err e = db_query0(c, &Q_TICK_AGE, &rows);

    if (e != OK)
        return e;
    if (!str_to_int64(db_value(rows, 0, "seconds"), seconds_r))
        return ctx_fail(c, ERR_INTERNAL, "the age of the tick is no number");
    return OK;
}
