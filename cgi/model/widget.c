/* Widgets are made, changed and moved here. */
#include "model/widget.h"

#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/json.h"
#include "base/rowmap.h"
#include "base/uuid.h"
#include "model/dashboard.h"
#include "model/idempotency.h"
#include "model/metric.h"
#include "model/topic.h"
#include "model/widget_config.h"
#include "sql/registry.h"

#define TITLE_MAX 200
#define Y_MAX 9999
#define H_MAX 100
#define MOVES_MAX 100
#define MESSAGE_MAX (256 << 10) /* each byte of a text may take six in JSON */

const struct field widget_fields[] = {
    FIELD(struct widget, id, "id", FIELD_UUID, 0),
    FIELD(struct widget, dashboard_id, "dashboardId", FIELD_UUID, 0),
    FIELD(struct widget, type, "type", FIELD_STR, 0),
    FIELD(struct widget, title, "title", FIELD_STR, 0),
    FIELD(struct widget, config, "config", FIELD_JSON, 0),
    FIELD(struct widget, x, "x", FIELD_INT, FIELD_HIDDEN),
    FIELD(struct widget, y, "y", FIELD_INT, FIELD_HIDDEN),
    FIELD(struct widget, w, "w", FIELD_INT, FIELD_HIDDEN),
    FIELD(struct widget, h, "h", FIELD_INT, FIELD_HIDDEN),
    FIELD(struct widget, revision, "revision", FIELD_INT, 0),
    FIELD(struct widget, created_at, "createdAt", FIELD_TIME, 0),
    FIELD(struct widget, updated_at, "updatedAt", FIELD_TIME, 0),
    FIELD_END,
};

const struct field widget_input_fields[] = {
    FIELD(struct widget_input, type, "type", FIELD_STR, FIELD_REQUIRED, .choices = widget_types),
    FIELD(struct widget_input, title, "title", FIELD_STR, FIELD_REQUIRED, .max = TITLE_MAX),
    FIELD(struct widget_input, config, "config", FIELD_JSON, FIELD_REQUIRED),
    FIELD(struct widget_input, layout, "layout", FIELD_JSON, FIELD_REQUIRED),
    FIELD_END,
};

const struct field widget_patch_fields[] = {
    FIELD(struct widget_input, type, "type", FIELD_STR, 0, .choices = widget_types),
    FIELD(struct widget_input, title, "title", FIELD_STR, 0, .max = TITLE_MAX),
    FIELD(struct widget_input, config, "config", FIELD_JSON, 0),
    FIELD(struct widget_input, layout, "layout", FIELD_JSON, 0),
    FIELD_END,
};

const struct field layout_input_fields[] = {
    FIELD(struct layout_input, items, "items", FIELD_JSON, FIELD_REQUIRED),
    FIELD_END,
};

void widget_json(struct json_out *w, const struct widget *widget)
{
    json_open(w, '{');
    json_fields(w, widget_fields, widget);
    json_key(w, "layout");
    json_open(w, '{');
    json_key(w, "x");
    json_num(w, widget->x);
    json_key(w, "y");
    json_num(w, widget->y);
    json_key(w, "w");
    json_num(w, widget->w);
    json_key(w, "h");
    json_num(w, widget->h);
    json_close(w, '}');
    json_close(w, '}');
}

static const char *json_of(struct ctx *c, const struct widget *widget)
{
    struct str s = str_new(c->arena, MESSAGE_MAX);
    struct json_out w = json_out(&s);

    widget_json(&w, widget);
    return str_c(&s);
}

/* A member of a layout, told by `path`. */
static int64_t side(struct ctx *c, const struct json *layout, const char *prefix, const char *name,
                    int64_t least, int64_t most)
{
    const struct json *v = json_get(layout, name);
    const char *path = arena_printf(c->arena, "%s.%s", prefix, name);

    if (!v)
        ctx_invalid(c, path, "required", "is required");
    else if (json_type(v) != JSON_INT)
        ctx_invalid(c, path, "type", "must be a whole number");
    else if (json_int(v) < least)
        ctx_invalid(c, path, "too_small", "must be at least %d", (int)least);
    else if (json_int(v) > most)
        ctx_invalid(c, path, "too_large", "must be at most %d", (int)most);
    else
        return json_int(v);
    return least;
}

static void read_layout(struct ctx *c, const struct json *v, const char *prefix, size_t members,
                        struct layout *out)
{
    if (json_type(v) != JSON_OBJECT) {
        ctx_invalid(c, prefix, "type", "must be an object");
        return;
    }
    if (json_len(v) > members)
        ctx_invalid(c, prefix, "unknown", "has more than x, y, w and h");
    out->x = side(c, v, prefix, "x", 0, WIDGET_COLUMNS - 1);
    out->y = side(c, v, prefix, "y", 0, Y_MAX);
    out->w = side(c, v, prefix, "w", 1, WIDGET_COLUMNS);
    out->h = side(c, v, prefix, "h", 1, H_MAX);
    if (out->x + out->w > WIDGET_COLUMNS)
        ctx_invalid(c, arena_printf(c->arena, "%s.w", prefix), "too_large",
                    "reaches beyond the %d columns", WIDGET_COLUMNS);
}

static const struct json *parsed(struct ctx *c, const char *text)
{
    const struct json *v = NULL;

    if (json_parse(c, text, strlen(text), &v) != OK)
        BUG("a member of a parsed body that cannot be parsed");
    return v;
}

/* The change as the statement takes it; `type` is the one the widget will have. */
static enum err check_input(struct ctx *c, const struct widget_input *in, const char *type,
                            struct layout *layout, struct widget_config *config)
{
    if (in->layout)
        read_layout(c, parsed(c, in->layout), "layout", 4, layout);
    if (in->config && widget_config_read(c, type, parsed(c, in->config), config) != OK)
        return ERR_INVALID;
    return ctx_check(c);
}

/* A widget may only show a dataset of its tenant. */
static void need_dataset(struct ctx *c, struct db_batch *b, const struct widget_config *config)
{
    if (config->analysis.question.dataset_id)
        metric_need_dataset(b, c, config->analysis.question.dataset_id);
}

static struct db_arg layout_arg(const struct widget_input *in, int64_t v)
{
    return in->layout ? db_int(v) : db_null();
}

/* Tells the page which of the two ids of a failed batch was not there. */
static enum err explain(struct ctx *c, enum err e, const struct widget_config *config)
{
    struct db_batch *b;

    if (e != ERR_NOT_FOUND || !config->analysis.question.dataset_id)
        return e;
    c->problem = (struct problem){ 0 };
    b = db_batch(c);
    metric_need_dataset(b, c, config->analysis.question.dataset_id);
    if (db_run(b) != ERR_NOT_FOUND)
        return ctx_fail(c, ERR_NOT_FOUND, "there is no such dashboard or widget");
    c->problem = (struct problem){ 0 };
    ctx_invalid(c, "config.datasetId", "not_found", "there is no such dataset in this workspace");
    return ctx_check(c);
}

static void tell(struct ctx *c, const struct db_batch *b, int bump, const char *dashboard_id,
                 const char *type, const struct widget *widget)
{
    topic_tell(c, b, bump, topic_of_dashboard(c, dashboard_id), type, json_of(c, widget));
}

enum err widget_create(struct ctx *c, const char *dashboard_id, const struct widget_input *in,
                       struct widget *widget_r)
{
    struct widget_config config = { 0 };
    struct layout at = { 0 };
    const char *id;
    char made[UUID_TEXT];
    struct db_batch *b;
    int row, bump;
    enum err e = check_input(c, in, in->type, &at, &config);

    if (e != OK)
        return e;
    uuid_v7(made);
    b = db_batch(c);
    idempotency_claim(b, c, made);
    need_dataset(c, b, &config);
    row = db_add(b, &Q_WIDGET_INSERT, db_uuid(c->who.tenant_id), db_uuid(dashboard_id),
                 db_uuid(made), db_text(in->type), db_text(in->title), db_text(in->config),
                 db_int(at.x), db_int(at.y), db_int(at.w), db_int(at.h));
    bump = topic_bump(b, topic_of_dashboard(c, dashboard_id));
    e = db_run(b);
    if (idempotency_repeated(c, e, &id))
        return widget_by_id(c, dashboard_id, id, widget_r);
    if (e != OK)
        return explain(c, e, &config);
    row_read(c->arena, db_rows(b, row), 0, widget_fields, widget_r);
    tell(c, b, bump, dashboard_id, "widget:created", widget_r);
    return OK;
}

enum err widget_by_id(struct ctx *c, const char *dashboard_id, const char *id,
                      struct widget *widget_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_WIDGET_BY_ID, &rows, db_uuid(c->who.tenant_id),
                          db_uuid(dashboard_id), db_uuid(id));

    if (e == OK)
        row_read(c->arena, rows, 0, widget_fields, widget_r);
    return e;
}

/* A config is checked against the type that the widget has or gets. */
static enum err type_after(struct ctx *c, const char *dashboard_id, const char *id,
                           const struct widget_input *in, const char **type_r)
{
    struct widget now;
    enum err e;

    *type_r = in->type;
    if (in->type && !in->config) {
        ctx_invalid(c, "config", "required", "is required when the type changes");
        return ctx_check(c);
    }
    if (in->type || !in->config)
        return OK;
    if ((e = widget_by_id(c, dashboard_id, id, &now)) == OK)
        *type_r = now.type;
    return e;
}

static enum err stale(struct ctx *c, const char *dashboard_id, const char *id)
{
    struct widget now;
    enum err e;

    c->problem = (struct problem){ 0 };
    if ((e = widget_by_id(c, dashboard_id, id, &now)) != OK)
        return e;
    c->problem.current = json_of(c, &now);
    return ctx_fail(c, ERR_STALE, "the widget has revision %lld by now", (long long)now.revision);
}

enum err widget_change(struct ctx *c, const char *dashboard_id, const char *id, int64_t revision,
                       const struct widget_input *in, struct widget *widget_r)
{
    struct widget_config config = { 0 };
    struct layout at = { 0 };
    const char *type = NULL;
    struct db_batch *b;
    int row, bump;
    enum err e = type_after(c, dashboard_id, id, in, &type);

    if (e != OK || (e = check_input(c, in, type, &at, &config)) != OK)
        return e;
    b = db_batch(c);
    need_dataset(c, b, &config);
    row = db_add(b, &Q_WIDGET_CHANGE, db_uuid(c->who.tenant_id), db_uuid(dashboard_id), db_uuid(id),
                 db_int(revision), db_text(in->type), db_text(in->title), db_text(in->config),
                 layout_arg(in, at.x), layout_arg(in, at.y), layout_arg(in, at.w),
                 layout_arg(in, at.h));
    bump = topic_bump(b, topic_of_dashboard(c, dashboard_id));
    e = db_run(b);
    if (e == ERR_STALE)
        return stale(c, dashboard_id, id);
    if (e != OK)
        return explain(c, e, &config);
    row_read(c->arena, db_rows(b, row), 0, widget_fields, widget_r);
    tell(c, b, bump, dashboard_id, "widget:updated", widget_r);
    return OK;
}

enum err widget_delete(struct ctx *c, const char *dashboard_id, const char *id)
{
    struct db_batch *b = db_batch(c);
    int bump;
    enum err e;

    db_add(b, &Q_WIDGET_DELETE, db_uuid(c->who.tenant_id), db_uuid(dashboard_id), db_uuid(id));
    bump = topic_bump(b, topic_of_dashboard(c, dashboard_id));
    if ((e = db_run(b)) == OK)
        topic_tell(c, b, bump, topic_of_dashboard(c, dashboard_id), "widget:deleted",
                   arena_printf(c->arena, "{\"id\":\"%s\"}", id));
    return e;
}

enum err widget_restore(struct ctx *c, const char *dashboard_id, const char *id,
                        struct widget *widget_r)
{
    struct db_batch *b = db_batch(c);
    int row =
        db_add(b, &Q_WIDGET_RESTORE, db_uuid(c->who.tenant_id), db_uuid(dashboard_id), db_uuid(id));
    int bump = topic_bump(b, topic_of_dashboard(c, dashboard_id));
    enum err e = db_run(b);

    if (e != OK)
        return e;
    row_read(c->arena, db_rows(b, row), 0, widget_fields, widget_r);
    tell(c, b, bump, dashboard_id, "widget:created", widget_r);
    return OK;
}

static void check_move(struct ctx *c, const struct json *item, size_t i)
{
    const char *prefix = arena_printf(c->arena, "items[%zu]", i);
    const char *id = json_string(json_get(item, "id"));
    struct layout at = { 0 };

    read_layout(c, item, prefix, 5, &at);
    if (json_type(item) == JSON_OBJECT && (!id || !uuid_valid(id)))
        ctx_invalid(c, arena_printf(c->arena, "%s.id", prefix), "format", "must be a UUID");
}

static enum err check_moves(struct ctx *c, const char *text)
{
    const struct json *items = parsed(c, text);

    if (json_type(items) != JSON_ARRAY)
        ctx_invalid(c, "items", "type", "must be an array");
    else if (json_len(items) == 0 || json_len(items) > MOVES_MAX)
        ctx_invalid(c, "items", "too_long", "must have 1 to %d elements", MOVES_MAX);
    else
        for (size_t i = 0; i < json_len(items); i++)
            check_move(c, json_at(items, i), i);
    return ctx_check(c);
}

/* [{id,layout,revision}] of the widgets that moved. */
static const char *moves_json(struct ctx *c, const char *dashboard_id, const struct widget *list,
                              size_t n)
{
    struct str s = str_new(c->arena, MESSAGE_MAX);
    struct json_out w = json_out(&s);

    json_open(&w, '{');
    json_key(&w, "id");
    json_str(&w, dashboard_id);
    json_key(&w, "widgets");
    json_open(&w, '[');
    for (size_t i = 0; i < n; i++)
        widget_json(&w, &list[i]);
    json_close(&w, ']');
    json_close(&w, '}');
    return s.overflow ? arena_printf(c->arena, "{\"id\":\"%s\"}", dashboard_id) : str_c(&s);
}

enum err widget_layout(struct ctx *c, const char *dashboard_id, const struct layout_input *in)
{
    struct db_batch *b;
    struct widget *list;
    size_t n;
    int rows, bump;
    enum err e = check_moves(c, in->items);

    if (e != OK)
        return e;
    b = db_batch(c);
    rows = db_add(b, &Q_WIDGET_LAYOUT, db_uuid(c->who.tenant_id), db_uuid(dashboard_id),
                  db_text(in->items));
    bump = topic_bump(b, topic_of_dashboard(c, dashboard_id));
    if ((e = db_run(b)) != OK)
        return e;
    list = row_read_all(c->arena, db_rows(b, rows), widget_fields, sizeof(*list), &n);
    topic_tell(c, b, bump, topic_of_dashboard(c, dashboard_id), "dashboard:updated",
               moves_json(c, dashboard_id, list, n));
    return OK;
}
