/* /api/dashboards: the dashboards themselves. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/uuid.h"
#include "dashboards/routes.h"
#include "model/dashboard.h"
#include "web/response.h"

enum err id_of(struct request *r, const char *name, const char **id_r)
{
    *id_r = request_param(r, name);
    return uuid_valid(*id_r) ? OK : ctx_fail(&r->ctx, ERR_NOT_FOUND, "%s is no id", *id_r);
}

static enum err parse_tag(struct request *r, const char *tag, int64_t *revision_r)
{
    size_t n = strlen(tag);

    if (n > 2 && tag[0] == '"' && tag[n - 1] == '"' &&
        str_to_int64(arena_strndup(r->ctx.arena, tag + 1, n - 2), revision_r) && *revision_r > 0)
        return OK;
    ctx_invalid(&r->ctx, "If-Match", "format", "must be an ETag like \"3\"");
    return ctx_check(&r->ctx);
}

enum err revision_wanted(struct request *r, int64_t *revision_r)
{
    const char *tag = request_header(r, "if-match");

    if (!tag)
        return ctx_fail(&r->ctx, ERR_IF_MATCH_REQUIRED,
                        "say by If-Match which revision you have changed");
    return parse_tag(r, tag, revision_r);
}

void revision_tag(struct request *r, int64_t revision)
{
    response_header(r, "ETag", arena_printf(r->ctx.arena, "\"%" PRId64 "\"", revision));
}

static enum err respond_dashboard(struct request *r, int status, const struct dashboard *d)
{
    dashboard_json(respond_json(r, status), d);
    revision_tag(r, d->revision);
    return OK;
}

enum err dashboards_list(struct request *r)
{
    static const char *const allowed[] = { "limit", "cursor", NULL };
    struct dashboard *list;
    struct page page;
    size_t n;
    enum err e;

    if ((e = request_only(r, allowed)) != OK || (e = request_page(r, &page)) != OK)
        return e;
    if ((e = dashboard_list(&r->ctx, page.limit, page.after, &list, &n)) != OK)
        return e;
    respond_list(r, &page, dashboard_list_fields, list, n, sizeof(*list));
    return OK;
}

enum err dashboards_create(struct request *r)
{
    struct dashboard d;
    enum err e = dashboard_create(&r->ctx, r->input, &d);

    return e != OK ? e : respond_dashboard(r, 201, &d);
}

enum err dashboards_show(struct request *r)
{
    struct dashboard d;
    const char *id;
    enum err e;

    if ((e = id_of(r, "id", &id)) != OK || (e = dashboard_by_id(&r->ctx, id, &d)) != OK)
        return e;
    return respond_dashboard(r, 200, &d);
}

/* If-Match may be left out here: a name is one field, and the last one to set it wins. */
enum err dashboards_update(struct request *r)
{
    const char *id, *tag = request_header(r, "if-match");
    int64_t revision = 0;
    struct dashboard d;
    enum err e;

    if ((e = id_of(r, "id", &id)) != OK || (tag && (e = parse_tag(r, tag, &revision)) != OK))
        return e;
    e = dashboard_change(&r->ctx, id, revision, r->input, request_sent(r, "description"), &d);
    return e != OK ? e : respond_dashboard(r, 200, &d);
}

enum err dashboards_delete(struct request *r)
{
    const char *id;
    enum err e;

    if ((e = id_of(r, "id", &id)) != OK || (e = dashboard_delete(&r->ctx, id)) != OK)
        return e;
    respond_empty(r, 204);
    return OK;
}

enum err dashboards_restore(struct request *r)
{
    struct dashboard d;
    const char *id;
    enum err e;

    if ((e = id_of(r, "id", &id)) != OK || (e = dashboard_restore(&r->ctx, id, &d)) != OK)
        return e;
    return respond_dashboard(r, 200, &d);
}
