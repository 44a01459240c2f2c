/* Dashboards are made, changed and hidden here. */
#include "model/dashboard.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/json.h"
#include "base/rowmap.h"
#include "base/uuid.h"
#include "model/idempotency.h"
#include "model/topic.h"
#include "model/widget.h"
#include "sql/registry.h"

#define NAME_MAX_LENGTH 200
#define DESCRIPTION_MAX 2000
#define MESSAGE_MAX (64 << 10)
#define BODY_MAX (8 << 20)

#define DASHBOARD_FIELDS                                                                           \
    FIELD(struct dashboard, id, "id", FIELD_UUID, 0),                                              \
        FIELD(struct dashboard, name, "name", FIELD_STR, 0),                                       \
        FIELD(struct dashboard, description, "description", FIELD_STR, FIELD_NULLABLE),            \
        FIELD(struct dashboard, revision, "revision", FIELD_INT, 0),                               \
        FIELD(struct dashboard, created_at, "createdAt", FIELD_TIME, 0),                           \
        FIELD(struct dashboard, updated_at, "updatedAt", FIELD_TIME, 0)

static const struct field dashboard_fields[] = { DASHBOARD_FIELDS, FIELD_END };

const struct field dashboard_list_fields[] = {
    DASHBOARD_FIELDS,
    FIELD(struct dashboard, widget_count, "widgetCount", FIELD_INT, 0),
    FIELD_END,
};

const struct field dashboard_input_fields[] = {
    FIELD(struct dashboard_input, name, "name", FIELD_STR, FIELD_REQUIRED, .min = 1,
          .max = NAME_MAX_LENGTH),
    FIELD(struct dashboard_input, description, "description", FIELD_STR, FIELD_NULLABLE,
          .max = DESCRIPTION_MAX),
    FIELD_END,
};

const struct field dashboard_patch_fields[] = {
    FIELD(struct dashboard_input, name, "name", FIELD_STR, 0, .min = 1, .max = NAME_MAX_LENGTH),
    FIELD(struct dashboard_input, description, "description", FIELD_STR, FIELD_NULLABLE,
          .max = DESCRIPTION_MAX),
    FIELD_END,
};

const char *topic_of_dashboard(struct ctx *c, const char *id)
{
    return arena_printf(c->arena, "dashboard:%s", id);
}

void dashboard_json(struct json_out *w, const struct dashboard *d)
{
    json_open(w, '{');
    json_fields(w, dashboard_fields, d);
    json_key(w, "widgets");
    json_open(w, '[');
    for (size_t i = 0; i < d->n_widgets; i++)
        widget_json(w, &d->widgets[i]);
    json_close(w, ']');
    json_close(w, '}');
}

/* What others are told: the dashboard without its widgets. */
static const char *message_of(struct ctx *c, const struct dashboard *d)
{
    struct str s = str_new(c->arena, MESSAGE_MAX);
    struct json_out w = json_out(&s);

    json_thing(&w, dashboard_fields, d);
    return str_c(&s);
}

/* The tenant's topic alone tells: who looks at a dashboard listens to it too, and Nchan holds messages
 * back that two channels of one socket get at the same moment. */
static void tell(struct ctx *c, const struct db_batch *b, int bump, const char *type,
                 const char *data)
{
    topic_tell(c, b, bump, topic_of_tenant(c), type, data);
}

enum err dashboard_create(struct ctx *c, const struct dashboard_input *in, struct dashboard *d_r)
{
    struct db_batch *b = db_batch(c);
    int bump;
    char made[UUID_TEXT];
    const char *id;
    int row;
    enum err e;

    uuid_v7(made);
    idempotency_claim(b, c, made);
    row = db_add(b, &Q_DASHBOARD_INSERT, db_uuid(c->who.tenant_id), db_uuid(made),
                 db_text(in->name), db_text(in->description), db_uuid(c->who.user_id));
    bump = topic_bump(b, topic_of_tenant(c));
    e = db_run(b);
    if (idempotency_repeated(c, e, &id))
        return dashboard_by_id(c, id, d_r);
    if (e != OK)
        return e;
    *d_r = (struct dashboard){ 0 };
    row_read(c->arena, db_rows(b, row), 0, dashboard_fields, d_r);
    tell(c, b, bump, "dashboard:created", message_of(c, d_r));
    return OK;
}

enum err dashboard_by_id(struct ctx *c, const char *id, struct dashboard *d_r)
{
    struct db_batch *b = db_batch(c);
    int row = db_add(b, &Q_DASHBOARD_BY_ID, db_uuid(c->who.tenant_id), db_uuid(id));
    int widgets = db_add(b, &Q_WIDGET_OF_DASHBOARD, db_uuid(c->who.tenant_id), db_uuid(id));
    enum err e = db_run(b);

    if (e != OK)
        return e;
    *d_r = (struct dashboard){ 0 };
    row_read(c->arena, db_rows(b, row), 0, dashboard_fields, d_r);
    d_r->widgets = row_read_all(c->arena, db_rows(b, widgets), widget_fields, sizeof(*d_r->widgets),
                                &d_r->n_widgets);
    return OK;
}

enum err dashboard_list(struct ctx *c, int64_t limit, const char *after, struct dashboard **list_r,
                        size_t *n_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_DASHBOARD_LIST, &rows, db_uuid(c->who.tenant_id), db_uuid(after),
                          db_int(limit + 1));

    if (e == OK)
        *list_r = row_read_all(c->arena, rows, dashboard_list_fields, sizeof(**list_r), n_r);
    return e;
}

static enum err stale(struct ctx *c, const char *id)
{
    struct dashboard now;
    struct str s = str_new(c->arena, BODY_MAX);
    struct json_out w = json_out(&s);
    enum err e;

    c->problem = (struct problem){ 0 };
    if ((e = dashboard_by_id(c, id, &now)) != OK)
        return e;
    dashboard_json(&w, &now);
    c->problem.current = str_c(&s);
    return ctx_fail(c, ERR_STALE, "the dashboard has revision %lld by now",
                    (long long)now.revision);
}

enum err dashboard_change(struct ctx *c, const char *id, int64_t revision,
                          const struct dashboard_input *in, bool description_sent,
                          struct dashboard *d_r)
{
    struct db_batch *b = db_batch(c);
    struct dashboard changed = { 0 };
    int bump;
    int row;
    enum err e;

    row = db_add(b, &Q_DASHBOARD_CHANGE, db_uuid(c->who.tenant_id), db_uuid(id),
                 revision ? db_int(revision) : db_null(), db_text(in->name),
                 db_flag(description_sent), db_text(in->description));
    bump = topic_bump(b, topic_of_tenant(c));
    if ((e = db_run(b)) == ERR_STALE)
        return stale(c, id);
    if (e != OK)
        return e;
    row_read(c->arena, db_rows(b, row), 0, dashboard_fields, &changed);
    tell(c, b, bump, "dashboard:updated", message_of(c, &changed));
    return dashboard_by_id(c, id, d_r);
}

enum err dashboard_delete(struct ctx *c, const char *id)
{
    struct db_batch *b = db_batch(c);
    int bump;
    enum err e;

    db_add(b, &Q_DASHBOARD_DELETE, db_uuid(c->who.tenant_id), db_uuid(id));
    bump = topic_bump(b, topic_of_tenant(c));
    if ((e = db_run(b)) == OK)
        tell(c, b, bump, "dashboard:deleted", arena_printf(c->arena, "{\"id\":\"%s\"}", id));
    return e;
}

enum err dashboard_restore(struct ctx *c, const char *id, struct dashboard *d_r)
{
    struct db_batch *b = db_batch(c);
    struct dashboard back = { 0 };
    int row = db_add(b, &Q_DASHBOARD_RESTORE, db_uuid(c->who.tenant_id), db_uuid(id));
    int bump = topic_bump(b, topic_of_tenant(c));
    enum err e = db_run(b);

    if (e != OK)
        return e;
    row_read(c->arena, db_rows(b, row), 0, dashboard_fields, &back);
    tell(c, b, bump, "dashboard:created", message_of(c, &back));
    return dashboard_by_id(c, id, d_r);
}
