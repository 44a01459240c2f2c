/* /api/dashboards/:id/widgets and …/layout: what stands on a dashboard. */
#include "dashboards/routes.h"
#include "model/dashboard.h"
#include "model/widget.h"
#include "web/response.h"

static enum err ids_of(struct request *r, const char **dashboard_r, const char **widget_r)
{
    enum err e = id_of(r, "id", dashboard_r);

    return e != OK ? e : id_of(r, "wid", widget_r);
}

static enum err respond_widget(struct request *r, int status, const struct widget *widget)
{
    widget_json(respond_json(r, status), widget);
    revision_tag(r, widget->revision);
    return OK;
}

enum err widgets_create(struct request *r)
{
    struct widget widget;
    const char *id;
    enum err e;

    if ((e = id_of(r, "id", &id)) != OK ||
        (e = widget_create(&r->ctx, id, r->input, &widget)) != OK)
        return e;
    return respond_widget(r, 201, &widget);
}

enum err widgets_show(struct request *r)
{
    const char *id, *wid;
    struct widget widget;
    enum err e;

    if ((e = ids_of(r, &id, &wid)) != OK || (e = widget_by_id(&r->ctx, id, wid, &widget)) != OK)
        return e;
    return respond_widget(r, 200, &widget);
}

enum err widgets_update(struct request *r)
{
    const char *id, *wid;
    int64_t revision;
    struct widget widget;
    enum err e;

    if ((e = ids_of(r, &id, &wid)) != OK || (e = revision_wanted(r, &revision)) != OK)
        return e;
    if ((e = widget_change(&r->ctx, id, wid, revision, r->input, &widget)) != OK)
        return e;
    return respond_widget(r, 200, &widget);
}

enum err widgets_delete(struct request *r)
{
    const char *id, *wid;
    enum err e;

    if ((e = ids_of(r, &id, &wid)) != OK || (e = widget_delete(&r->ctx, id, wid)) != OK)
        return e;
    respond_empty(r, 204);
    return OK;
}

enum err widgets_restore(struct request *r)
{
    const char *id, *wid;
    struct widget widget;
    enum err e;

    if ((e = ids_of(r, &id, &wid)) != OK || (e = widget_restore(&r->ctx, id, wid, &widget)) != OK)
        return e;
    return respond_widget(r, 200, &widget);
}

enum err layout_update(struct request *r)
{
    struct dashboard d;
    const char *id;
    enum err e;

    if ((e = id_of(r, "id", &id)) != OK || (e = widget_layout(&r->ctx, id, r->input)) != OK ||
        (e = dashboard_by_id(&r->ctx, id, &d)) != OK)
        return e;
    dashboard_json(respond_json(r, 200), &d);
    revision_tag(r, d.revision);
    return OK;
}
