/* Counters of live topics are raised and told here. */
#include "model/topic.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/live.h"
#include "base/str.h"
#include "sql/registry.h"

const char *topic_of_tenant(struct ctx *c)
{
    return arena_printf(c->arena, "tenant:%s", c->who.tenant_id);
}

int topic_bump(struct db_batch *b, const char *topic)
{
    return db_add(b, &Q_LIVE_BUMP, db_text(topic));
}

void topic_tell(struct ctx *c, const struct db_batch *b, int bump, const char *topic,
                const char *type, const char *data)
{
    const char *text = db_value(db_rows(b, bump), 0, "seq");
    int64_t seq;

    if (!text || !str_to_int64(text, &seq))
        BUG("a counter without a number");
    live_queue(c, topic, seq, type, data);
}
