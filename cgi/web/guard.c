/* Who may come in is decided here. */
#include "web/guard.h"

#include <string.h>

#include "base/arena.h"
#include "base/settings.h"
#include "base/uuid.h"
#include "web/address.h"
#include "web/fcgi.h"
#include "web/keyrate.h"
#include "web/rate.h"
#include "web/router.h"

/* What a permission asks of a person and of a key. */
struct demand {
    bool tenant;
    enum role role;
    unsigned scope;
};

static const struct demand demands[] = {
    [PERM_PUBLIC] = { false, ROLE_NONE, 0 },
    [PERM_USER] = { false, ROLE_NONE, 0 },
    [PERM_INTERNAL] = { false, ROLE_NONE, 0 },
    [PERM_VIEWER] = { true, ROLE_VIEWER, 0 },
    [PERM_EDITOR] = { true, ROLE_EDITOR, 0 },
    [PERM_ADMIN] = { true, ROLE_ADMIN, 0 },
    [PERM_OWNER] = { true, ROLE_OWNER, 0 },
    [PERM_DATASETS_READ] = { true, ROLE_VIEWER, SCOPE_DATASETS_READ },
    [PERM_DATASETS_WRITE] = { true, ROLE_EDITOR, SCOPE_DATASETS_WRITE },
    [PERM_ANALYTICS_READ] = { true, ROLE_VIEWER, SCOPE_ANALYTICS_READ },
    [PERM_DASHBOARDS_READ] = { true, ROLE_VIEWER, SCOPE_DASHBOARDS_READ },
    [PERM_DASHBOARDS_WRITE] = { true, ROLE_EDITOR, SCOPE_DASHBOARDS_WRITE },
    [PERM_EVENTS_READ] = { true, ROLE_VIEWER, SCOPE_EVENTS_READ },
    [PERM_EVENTS_WRITE] = { true, ROLE_EDITOR, SCOPE_EVENTS_WRITE },
    [PERM_USAGE_READ] = { true, ROLE_VIEWER, SCOPE_USAGE_READ },
};

static const char *bearer_of(const struct request *r)
{
    const char *value = request_header(r, "authorization");

    if (!value || strncasecmp(value, "Bearer ", 7) != 0)
        return NULL;
    return value + 7 + strspn(value + 7, " ");
}

static bool is_nobody(const struct identity *who)
{
    return !who->user_id && !who->key_id;
}

/* Nobody knows a tenant's id by heart, so a wrong one is most likely a bug of the client. */
static enum err read_tenant(struct request *r, struct credentials *offered)
{
    const char *id = request_header(r, "x-tenant-id");

    if (!id || !*id)
        id = request_query(r, "tenant");
    if (!id || !*id)
        return OK;
    if (!uuid_valid(id)) {
        ctx_invalid(&r->ctx, "x-tenant-id", "format", "must be a UUID");
        return ctx_check(&r->ctx);
    }
    offered->tenant_id = id;
    return OK;
}

enum err guard_identify(struct request *r, const char *key)
{
    struct credentials offered = { 0 };
    bool public = r->route->permission == PERM_PUBLIC;
    bool tenant_wanted =
        demands[r->route->permission].tenant || r->route->permission == PERM_INTERNAL;
    enum err e;

    offered.address = r->address;
    offered.origin = request_header(r, "origin");
    offered.api_key = key ? key : request_header(r, "x-api-key");
    offered.session_token = bearer_of(r);
    if (!offered.session_token)
        offered.session_token = request_cookie(r, "bw_session");
    if (offered.api_key)
        offered.session_token = NULL;
    if (tenant_wanted && (e = read_tenant(r, &offered)) != OK)
        return e;
    if (!offered.api_key && !offered.session_token)
        return OK;
    e = r->program->authenticate(&r->ctx, &offered, &r->ctx.who);
    if (e != OK && public) {
        memset(&r->ctx.problem, 0, sizeof(r->ctx.problem));
        memset(&r->ctx.who, 0, sizeof(r->ctx.who));
        return OK;
    }
    return e;
}

static enum err too_fast(struct request *r, unsigned wait)
{
    r->ctx.problem.retry_after = wait;
    return ctx_fail(&r->ctx, ERR_RATE, "try again in %u s", wait);
}

/* Strangers are limited by address, people by session, keys by what was set for them. */
static enum err check_rate(struct request *r)
{
    const struct identity *who = &r->ctx.who;
    uint64_t key = address_group(r->address);
    unsigned wait = 1;

    if (r->route->permission == PERM_INTERNAL)
        return OK;
    if (who->key_id)
        return keyrate_check(r);
    if (who->session_id)
        return rate_allow(address_group(who->session_id), 1, settings.rate_session, &wait)
                   ? OK
                   : too_fast(r, wait);
    if (rate_allow(key, 1, settings.rate_second, &wait) &&
        rate_allow(key, 60, settings.rate_minute, &wait) &&
        rate_allow(key, 3600, settings.rate_hour, &wait))
        return OK;
    return too_fast(r, wait);
}

/* "https://host:port" against the Host header. */
static bool origin_is_ours(const struct request *r, const char *origin)
{
    const char *host = request_header(r, "host"), *at = strstr(origin, "://");

    return host && at && strcasecmp(at + 3, host) == 0;
}

static bool has_cookie(const struct request *r)
{
    return request_cookie(r, "bw_session") || request_cookie(r, "bw_refresh");
}

/* A browser sends our cookies along whoever made the page, so the page must be ours. */
static enum err check_origin(struct request *r)
{
    const char *site = request_header(r, "sec-fetch-site"), *origin = request_header(r, "origin");

    if (r->method == GET || r->route->permission == PERM_INTERNAL)
        return OK;
    if (r->ctx.who.key_id || request_header(r, "x-api-key") || bearer_of(r) || !has_cookie(r))
        return OK;
    if (origin ? origin_is_ours(r, origin) : str_eq(site, "same-origin") || str_eq(site, "none"))
        return OK;
    return ctx_fail(&r->ctx, ERR_CROSS_ORIGIN,
                    "a request with a cookie needs this site's Origin or Sec-Fetch-Site");
}

static const char *scope_wanted(unsigned scopes)
{
    return scope_name((enum scope)scopes);
}

static enum err check_key(struct request *r, const struct demand *d)
{
    if (!d->scope)
        return ctx_fail(&r->ctx, ERR_FORBIDDEN, "an API key may not do this: sign in");
    if (!(r->ctx.who.scopes & d->scope))
        return ctx_fail(&r->ctx, ERR_SCOPE_MISSING, "the key needs the scope %s",
                        scope_wanted(d->scope));
    return OK;
}

static enum err check_permission(struct request *r)
{
    enum permission permission = r->route->permission;
    const struct demand *d = &demands[permission];
    const struct identity *who = &r->ctx.who;

    if (permission == PERM_PUBLIC || permission == PERM_INTERNAL)
        return OK;
    if (is_nobody(who))
        return ctx_fail(&r->ctx, ERR_UNAUTHENTICATED, "send a session or an API key");
    if (who->key_id)
        return check_key(r, d);
    if (d->tenant && !who->tenant_id)
        return ctx_fail(&r->ctx, ERR_TENANT_REQUIRED, "name the workspace by x-tenant-id");
    if (who->role < d->role)
        return ctx_fail(&r->ctx, ERR_FORBIDDEN, "this needs the role %s", role_name(d->role));
    return OK;
}

enum err guard_check(struct request *r)
{
    enum err e, known;

    if (r->route->permission == PERM_INTERNAL && !str_eq(fcgi_param(r->fcgi, "BW_INTERNAL"), "1"))
        return ctx_fail(&r->ctx, ERR_NOT_FOUND, "%s", r->path);
    known = r->route->identify ? r->route->identify(r) : guard_identify(r, NULL);
    if ((e = check_rate(r)) != OK)
        return e;
    if (known != OK)
        return known;
    if ((e = check_origin(r)) != OK)
        return e;
    return check_permission(r);
}
