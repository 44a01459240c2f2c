/* Dashboards are made of installed files here. */
#include "etl/dashboard_file.h"

#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/json.h"
#include "base/str.h"
#include "model/dashboard.h"
#include "model/sample.h"
#include "model/widget.h"

#define CONFIG_MAX 65536

/* Whatever is made here carries a key of its own, so a second attempt creates nothing twice. */
static void key_for(struct ctx *c, const char *key, size_t thing)
{
    c->idempotency_key = arena_printf(c->arena, "%s-%zu", key, thing);
    c->body_hash = "job";
}

struct config_copy {
    struct arena *arena;
    struct json_out w;
};

static bool copy_member(void *arg, const char *name, const struct json *value)
{
    struct config_copy *copy = arg;

    json_key(&copy->w, name);
    json_raw(&copy->w, json_text(copy->arena, value));
    return true;
}

/* The installed config knows no dataset; every type but text shows this one. */
static const char *config_of(struct ctx *c, const struct json *widget, const char *dataset_id)
{
    struct str s = str_new(c->arena, CONFIG_MAX);
    struct config_copy copy = { c->arena, json_out(&s) };

    json_open(&copy.w, '{');
    if (!str_eq(json_string(json_get(widget, "type")), "text")) {
        json_key(&copy.w, "datasetId");
        json_str(&copy.w, dataset_id);
    }
    json_each(json_get(widget, "config"), copy_member, &copy);
    json_close(&copy.w, '}');
    return str_c(&s);
}

static enum err make_widget(struct ctx *c, const char *dashboard_id, const struct json *widget,
                            const char *dataset_id)
{
    struct widget made;
    struct widget_input in = {
        .type = json_string(json_get(widget, "type")),
        .title = json_string(json_get(widget, "title")),
        .config = config_of(c, widget, dataset_id),
        .layout = json_text(c->arena, json_get(widget, "layout")),
    };

    return widget_create(c, dashboard_id, &in, &made);
}

enum err dashboard_file_make(struct ctx *c, const char *file, const char *dataset_id,
                             const char *key)
{
    const struct json *doc, *widgets;
    struct dashboard_input in;
    struct dashboard d;
    const char *text;
    enum err e;

    if ((e = sample_read(c, file, &text)) != OK ||
        (e = json_parse(c, text, strlen(text), &doc)) != OK)
        return e;
    in.name = json_string(json_get(doc, "name"));
    in.description = json_string(json_get(doc, "description"));
    key_for(c, key, 0);
    e = dashboard_create(c, &in, &d);
    widgets = json_get(doc, "widgets");
    for (size_t n = 0; e == OK && n < json_len(widgets); n++) {
        key_for(c, key, n + 1);
        e = make_widget(c, d.id, json_at(widgets, n), dataset_id);
    }
    c->idempotency_key = NULL;
    return e;
}
