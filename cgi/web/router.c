/* A request finds its route and passes the gates in their fixed order here. */
#include "web/router.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/settings.h"
#include "base/uuid.h"
#include "web/bind.h"
#include "web/guard.h"
#include "web/health.h"
#include "web/keyrate.h"
#include "web/query.h"
#include "web/response.h"
#include "web/usage.h"

#define EMPTY_OBJECT_MAX 16

static const char *const method_names[] = {
    [GET] = "GET",     [POST] = "POST",     [PUT] = "PUT",
    [PATCH] = "PATCH", [DELETE] = "DELETE", [OPTIONS] = "OPTIONS",
};

/* An id is the same in upper case, but not where it names a topic, an object or a cache's key. */
static const char *canonical(const struct request *r, const char *value)
{
    char *id;

    if (!uuid_valid(value))
        return value;
    id = arena_strdup(r->ctx.arena, value);
    for (char *p = id; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    return id;
}

/* Compares a path with a pattern segment by segment; a :name takes any non-empty one. */
static bool match(struct request *r, const char *pattern, const char *path)
{
    r->nparams = 0;
    while (*pattern == '/' && *path == '/') {
        size_t want = strcspn(++pattern, "/"), got = strcspn(++path, "/");

        if (pattern[0] == ':') {
            struct pair *p = &r->params[r->nparams++];

            p->name = arena_strndup(r->ctx.arena, pattern + 1, want - 1);
            if (!got || !query_decode(r->ctx.arena, path, got, false, &p->value))
                return false;
            p->value = canonical(r, p->value);
        } else if (want != got || memcmp(pattern, path, want) != 0) {
            return false;
        }
        pattern += want;
        path += got;
    }
    return *pattern == '\0' && *path == '\0';
}

static enum err wrong_method(struct request *r, const char *allow)
{
    response_header(r, "Allow", allow);
    return ctx_fail(&r->ctx, ERR_METHOD, "%s takes %s", r->path, allow);
}

static enum err find_route(struct request *r)
{
    struct str allow = str_new(r->ctx.arena, 256);

    for (const struct route *route = r->program->routes; route->path; route++) {
        if (!match(r, route->path, r->path))
            continue;
        if (strstr(route->path, "/:token") && !uuid_valid(r->params[0].value))
            r->shown_path = route->path;
        if (route->method == r->method) {
            r->route = route;
            return OK;
        }
        str_printf(&allow, "%s%s", allow.len ? ", " : "", method_names[route->method]);
    }
    if (allow.len)
        return wrong_method(r, str_c(&allow));
    return ctx_fail(&r->ctx, ERR_NOT_FOUND, "there is nothing at %s", r->path);
}

static bool media_type_is_json(const char *type)
{
    size_t n = type ? strcspn(type, "; ") : 0;

    return n == strlen("application/json") && strncasecmp(type, "application/json", n) == 0;
}

static enum err take_no_body(struct request *r)
{
    enum err e = request_read_body(r, EMPTY_OBJECT_MAX);

    if (e == ERR_TOO_LARGE || (e == OK && r->body_len && strcmp(r->body, "{}") != 0))
        return ctx_fail(&r->ctx, ERR_INVALID, "this route takes no body");
    return e;
}

static enum err take_json(struct request *r)
{
    const struct bind *bind = &r->route->bind;
    size_t max = r->route->body_max ? r->route->body_max : (size_t)settings.max_body;
    enum err e = request_read_body(r, max);

    if (e != OK)
        return e;
    if (bind->fields)
        r->input = arena_alloc(r->ctx.arena, bind->size);
    if (!r->body_len && r->route->body == BODY_JSON_OR_NONE)
        return OK;
    if (r->body_len && !media_type_is_json(request_header(r, "content-type")))
        return ctx_fail(&r->ctx, ERR_MEDIA_TYPE, "send application/json");
    if ((e = json_parse(&r->ctx, r->body ? r->body : "", r->body_len, &r->json)) != OK)
        return e;
    if (!bind->fields)
        return OK;
    return bind_object(&r->ctx, r->json, bind->fields, "", r->input, &r->sent);
}

static enum err take_body(struct request *r)
{
    switch (r->route->body) {
    case BODY_NONE:
        return take_no_body(r);
    case BODY_JSON:
    case BODY_JSON_OR_NONE:
        return take_json(r);
    case BODY_RAW:
        return request_read_body(r, r->route->body_max ? r->route->body_max
                                                       : (size_t)settings.max_body);
    }
    BUG("route %s has no kind of body", r->route->path);
}

static enum err pass_gates(struct request *r)
{
    enum err e;

    if ((e = find_route(r)) != OK)
        return e;
    if (r->ctx.problem.err == ERR_BAD_QUERY)
        return ERR_BAD_QUERY;
    if ((e = guard_check(r)) != OK)
        return e;
    if ((e = ctx_check(&r->ctx)) != OK)
        return e;
    if ((e = take_body(r)) != OK)
        return e;
    return r->route->handler(r);
}

static void answer_problem(struct request *r, enum err e)
{
    if (!r->ctx.problem.err)
        r->ctx.problem.err = e;
    if (r->route && r->route->problem)
        r->route->problem(r);
    else
        respond_problem(r);
}

void router_dispatch(struct request *r)
{
    enum err e = health_handles(r) ? OK : pass_gates(r);

    if (e == OK && !r->response.status)
        BUG("route %s answered nothing", r->route->path);
    if (e != OK)
        answer_problem(r, e);
    keyrate_headers(r);
    usage_header(r);
}

static int report(const struct program *p, const struct route *route, const char *what)
{
    fprintf(stderr, "%s: route %s %s\n", p->name, route->path, what);
    return 1;
}

int router_check(const struct program *p)
{
    int mistakes = 0;

    for (const struct route *route = p->routes; route->path; route++) {
        if (route->permission == PERM_UNSET)
            mistakes += report(p, route, "has no permission");
        if (!route->handler)
            mistakes += report(p, route, "has no handler");
        if (route->method < GET || route->method > OPTIONS)
            mistakes += report(p, route, "has no method");
        if (route->path[0] != '/')
            mistakes += report(p, route, "does not begin with a slash");
        if (route->method == GET && route->body != BODY_NONE)
            mistakes += report(p, route, "is a GET with a body");
    }
    return mistakes;
}

void router_print(const struct program *p)
{
    static const char *const permissions[] = {
        [PERM_PUBLIC] = "public",
        [PERM_USER] = "user",
        [PERM_INTERNAL] = "internal",
        [PERM_VIEWER] = "viewer",
        [PERM_EDITOR] = "editor",
        [PERM_ADMIN] = "admin",
        [PERM_OWNER] = "owner",
        [PERM_DATASETS_READ] = "viewer datasets:read",
        [PERM_DATASETS_WRITE] = "editor datasets:write",
        [PERM_ANALYTICS_READ] = "viewer analytics:read",
        [PERM_DASHBOARDS_READ] = "viewer dashboards:read",
        [PERM_DASHBOARDS_WRITE] = "editor dashboards:write",
        [PERM_EVENTS_READ] = "viewer events:read",
        [PERM_EVENTS_WRITE] = "editor events:write",
        [PERM_USAGE_READ] = "viewer usage:read",
    };

    for (const struct route *route = p->routes; route->path; route++)
        printf("%s %s %s\n", method_names[route->method], route->path,
               permissions[route->permission]);
}
