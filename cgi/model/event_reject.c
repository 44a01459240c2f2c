/* Rejects are listed and tried again here. */
#include "model/event_reject.h"

#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/json_scan.h"
#include "base/rowmap.h"
#include "base/settings.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "base/uuid.h"
#include "model/cloudevent.h"
#include "model/entvas.h"
#include "model/event_batch.h"
#include "model/event_json.h"
#include "model/hook.h"
#include "model/segment.h"
#include "sql/registry.h"

const struct field event_reject_fields[] = {
    FIELD(struct event_reject, id, "id", FIELD_UUID, 0),
    FIELD(struct event_reject, received_at, "receivedAt", FIELD_TIME, 0),
    FIELD(struct event_reject, way, "way", FIELD_STR, 0),
    FIELD(struct event_reject, key_id, "keyId", FIELD_UUID, FIELD_NULLABLE),
    FIELD(struct event_reject, raw, "raw", FIELD_STR, 0),
    FIELD(struct event_reject, truncated, "truncated", FIELD_BOOL, 0),
    FIELD(struct event_reject, errors, "errors", FIELD_JSON, 0),
    FIELD(struct event_reject, replayed_id, "replayedId", FIELD_UUID, FIELD_NULLABLE),
    FIELD(struct event_reject, replayed_at, "replayedAt", FIELD_TIME, FIELD_NULLABLE),
    FIELD_END,
};

enum err event_reject_list(struct ctx *c, const char *after, int64_t limit,
                           struct event_reject **list_r, size_t *n_r, int64_t *total_r)
{
    struct db_batch *b = db_batch(c);
    int list =
        db_add(b, &Q_EVENT_REJECTS, db_uuid(c->who.tenant_id), db_uuid(after), db_int(limit));
    int total =
        db_add(b, &Q_EVENT_REJECTED, db_uuid(c->who.tenant_id), db_int(settings.reject_days));
    enum err e = db_run(b);

    if (e != OK)
        return e;
    *list_r = row_read_all(c->arena, db_rows(b, list), event_reject_fields, sizeof(**list_r), n_r);
    if (!str_to_int64(db_value(db_rows(b, total), 0, "total"), total_r))
        BUG("a count that is none");
    return OK;
}

static enum err reject_by_id(struct ctx *c, const char *id, struct event_reject *x_r)
{
    const struct db_rows *rows;
    enum err e = ERR_NOT_FOUND;

    if (uuid_valid(id))
        e = db_query(c, &Q_EVENT_REJECT_BY_ID, &rows, db_uuid(c->who.tenant_id), db_uuid(id));
    if (e == ERR_NOT_FOUND)
        return ctx_fail(c, e, "there is no reject %s", id);
    if (e == OK)
        row_read(c->arena, rows, 0, event_reject_fields, x_r);
    return e;
}

static void read_by(struct ctx *c, event_reader *read, const char *text, struct event *ev)
{
    struct json_scan s = json_scan(text, strlen(text));

    if (read(c, &s, ev) && json_scan_end(&s))
        return;
    if (!ev->errors)
        ctx_invalid_in(c, &ev->errors, "", "format", "%s", s.broken ? s.broken : "is not JSON");
}

static bool read_element(struct ctx *c, struct json_scan *s, struct event *ev)
{
    return event_json_read(c, s, true, ev);
}

static void read_json(struct ctx *c, const char *text, struct event *ev)
{
    read_by(c, read_element, text, ev);
}

static void read_cloudevent(struct ctx *c, const char *text, struct event *ev)
{
    read_by(c, cloudevent_read, text, ev);
}

/* One call, whose name must stand in it as it does in a batch. */
static void read_segment(struct ctx *c, const char *text, struct event *ev)
{
    const char *batch = arena_printf(c->arena, "{\"batch\":[%s]}", text);
    struct event *list;
    size_t n;

    if (segment_read(c, "batch", batch, strlen(batch), time_now(), &list, &n) == OK && n == 1)
        *ev = list[0];
    else
        ctx_invalid_in(c, &ev->errors, "", "format", "is not one of Segment's calls");
}

static void read_entvas(struct ctx *c, const char *text, struct event *ev)
{
    entvas_read(c, text, strlen(text), ev);
}

static const struct {
    const char *way;
    void (*read)(struct ctx *c, const char *text, struct event *ev);
} readers[] = {
    { "api", read_json },        { "batch", read_json },    { "browser", read_json },
    { "segment", read_segment }, { "entvas", read_entvas }, { "cloudevents", read_cloudevent },
};

/* The text as it came, in the way that it came. */
static enum err read_again(struct ctx *c, const struct event_reject *x, struct event *ev)
{
    if (x->truncated)
        return ctx_fail(c, ERR_BAD_STATE,
                        "only the beginning of this event was kept: send it corrected");
    for (size_t i = 0; i < sizeof(readers) / sizeof(*readers); i++) {
        if (!str_eq(readers[i].way, x->way))
            continue;
        readers[i].read(c, x->raw, ev);
        return OK;
    }
    return ctx_fail(c, ERR_BAD_STATE, "an event of this way can only be sent corrected");
}

static enum err tell_errors(struct ctx *c, const struct event *ev)
{
    for (const struct field_error *f = ev->errors; f; f = f->next)
        ctx_invalid(c, f->path, f->code, "%s", f->message);
    return ctx_check(c);
}

static enum err store(struct ctx *c, const struct event_reject *x, struct event *ev)
{
    enum err e;

    ev->kind = EVENT_KEY_REPLAY;
    ev->key = x->id;
    ev->body_hash = NULL;
    if (ev->occurred_at == FIELD_TIME_NONE)
        ev->occurred_at = x->received_at;
    if ((e = event_check(c, ev)) != OK || (e = tell_errors(c, ev)) != OK ||
        (e = event_ingest(c, x->way, ev, 1)) != OK)
        return e;
    if (ev->status != EVENT_ENQUEUED && ev->status != EVENT_DUPLICATE)
        return (e = tell_errors(c, ev)) != OK
                   ? e
                   : ctx_fail(c, ERR_UNAVAILABLE, "the event could not be stored");
    return db_query(c, &Q_EVENT_REJECT_REPLAYED, NULL, db_uuid(c->who.tenant_id), db_uuid(x->id),
                    db_uuid(ev->id));
}

enum err event_reject_replay(struct ctx *c, const char *id, const char *corrected,
                             struct event *e_r)
{
    struct event_reject x = { 0 };
    enum err e = reject_by_id(c, id, &x);

    if (e != OK)
        return e;
    *e_r = (struct event){ .occurred_at = FIELD_TIME_NONE };
    if (x.replayed_id) {
        e_r->status = EVENT_DUPLICATE;
        memcpy(e_r->id, x.replayed_id, UUID_TEXT);
        return OK;
    }
    if (corrected)
        read_json(c, corrected, e_r);
    else if ((e = read_again(c, &x, e_r)) != OK)
        return e;
    return store(c, &x, e_r);
}
