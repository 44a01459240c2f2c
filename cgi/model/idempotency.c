/* Keys of requests that create are claimed and repeats recognised here. */
#include "model/idempotency.h"

#include "base/ctx.h"
#include "base/db.h"
#include "sql/registry.h"

void idempotency_claim(struct db_batch *b, struct ctx *c, const char *object_id)
{
    if (c->idempotency_key)
        db_add(b, &Q_IDEMPOTENCY_CLAIM, db_text(c->idempotency_key), db_text(c->body_hash),
               db_uuid(object_id));
}

bool idempotency_repeated(struct ctx *c, enum err e, const char **id_r)
{
    if (e != ERR_REPEATED || !c->problem.object_id)
        return false;
    *id_r = c->problem.object_id;
    c->problem = (struct problem){ 0 };
    return true;
}
