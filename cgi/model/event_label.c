/* Which payload keys are tracked is read and changed here. */
#include "model/event_label.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/json.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "model/audit.h"
#include "sql/registry.h"

#define DETAIL_MAX ((size_t)64 << 10)

const struct field event_label_fields[] = {
    FIELD(struct event_label, key, "key", FIELD_STR, 0),
    FIELD(struct event_label, since, "since", FIELD_TIME, 0),
    FIELD_END,
};

enum err event_label_list(struct ctx *c, struct event_label **list_r, size_t *n_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_EVENT_LABELS, &rows, db_uuid(c->who.tenant_id));

    if (e == OK)
        *list_r = row_read_all(c->arena, rows, event_label_fields, sizeof(**list_r), n_r);
    return e;
}

static size_t length(const char *text)
{
    size_t n = 0;

    for (; *text; text++)
        n += ((unsigned char)*text & 0xc0) != 0x80;
    return n;
}

static enum err check_keys(struct ctx *c, const struct field_strs *keys)
{
    for (size_t i = 0; i < keys->len; i++) {
        const char *path = arena_printf(c->arena, "keys[%zu]", i);
        size_t n = length(keys->data[i]);

        if (n == 0)
            ctx_invalid(c, path, "too_short", "must not be empty");
        if (n > EVENT_LABEL_LENGTH)
            ctx_invalid(c, path, "too_long", "may have %d characters", EVENT_LABEL_LENGTH);
        for (size_t j = 0; j < i; j++)
            if (str_eq(keys->data[i], keys->data[j]))
                ctx_invalid(c, path, "choice", "stands there twice");
    }
    return ctx_check(c);
}

static const char *detail_of(struct ctx *c, const struct field_strs *keys)
{
    struct str s = str_new(c->arena, DETAIL_MAX);
    struct json_out w = json_out(&s);

    json_open(&w, '{');
    json_key(&w, "keys");
    json_open(&w, '[');
    for (size_t i = 0; i < keys->len; i++)
        json_str(&w, keys->data[i]);
    json_close(&w, ']');
    json_close(&w, '}');
    return str_c(&s);
}

enum err event_label_set(struct ctx *c, const struct field_strs *keys, struct event_label **list_r,
                         size_t *n_r)
{
    struct db_batch *b = db_batch(c);
    int list;
    enum err e = check_keys(c, keys);

    if (e != OK)
        return e;
    db_add(b, &Q_EVENT_FORGET_LABELS, db_uuid(c->who.tenant_id), db_list(keys));
    db_add(b, &Q_EVENT_TRACK_LABELS, db_uuid(c->who.tenant_id), db_list(keys));
    audit_add(b, c, "events.labels", "", detail_of(c, keys));
    list = db_add(b, &Q_EVENT_LABELS, db_uuid(c->who.tenant_id));
    if ((e = db_run(b)) == OK)
        *list_r =
            row_read_all(c->arena, db_rows(b, list), event_label_fields, sizeof(**list_r), n_r);
    return e;
}
