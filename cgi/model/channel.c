/* Topics are checked for who asks, and their counters read, here. */
#include "model/channel.h"

#include "base/ctx.h"
#include "base/db.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "sql/registry.h"

static const struct field seq_fields[] = { FIELD(struct topic_seq, topic, "topic", FIELD_STR, 0),
                                           FIELD(struct topic_seq, seq, "seq", FIELD_INT, 0),
                                           FIELD_END };

enum err channel_seqs(struct ctx *c, const struct field_strs *topics, struct topic_seq **items_r,
                      size_t *n_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_LIVE_SEQS, &rows, db_list(topics));

    if (e == OK)
        *items_r = row_read_all(c->arena, rows, seq_fields, sizeof(struct topic_seq), n_r);
    return e;
}

enum err channel_check_dashboards(struct ctx *c, const struct field_strs *ids)
{
    const struct db_rows *rows;
    enum err e =
        db_query(c, &Q_LIVE_DASHBOARDS_ARE_OURS, &rows, db_uuid(c->who.tenant_id), db_list(ids));

    if (e == OK && !str_eq(db_value(rows, 0, "ours"), "t"))
        return ctx_fail(c, ERR_FORBIDDEN, "a dashboard among the topics is not of this workspace");
    return e;
}
