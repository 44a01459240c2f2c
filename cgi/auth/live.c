/* Which live channels a person may hear, and how far each topic has come. */
#include <string.h>
#include <strings.h>

#include "auth/routes.h"
#include "base/arena.h"
#include "base/db.h"
#include "base/uuid.h"
#include "base/vec.h"
#include "model/authn.h"
#include "model/channel.h"
#include "web/fcgi.h"
#include "web/query.h"
#include "web/response.h"

#define TOPICS_MAX 50

/* Splits "a,b,c"; empty pieces are left out. */
static enum err split(struct ctx *c, const char *text, struct field_strs *out)
{
    size_t n = 1;

    for (const char *p = text; *p; p++)
        n += *p == ',';
    if (n > TOPICS_MAX) {
        ctx_invalid(c, "topics", "too_long", "must name at most %d topics", TOPICS_MAX);
        return ctx_check(c);
    }
    *out = (struct field_strs){ .data = arena_array(c->arena, const char *, n) };
    while (*text) {
        size_t len = strcspn(text, ",");

        if (len)
            out->data[out->len++] = arena_strndup(c->arena, text, len);
        text += len + (text[len] == ',');
    }
    return OK;
}

enum err live_seqs(struct request *r)
{
    static const char *const allowed[] = { "topics", "tenant", NULL };
    const char *text;
    struct field_strs topics;
    struct topic_seq *seqs;
    struct json_out *w;
    size_t n;
    enum err e = request_only(r, allowed);

    if (e != OK)
        return e;
    text = request_query(r, "topics");
    if ((e = split(&r->ctx, text ? text : "", &topics)) != OK ||
        (e = channel_seqs(&r->ctx, &topics, &seqs, &n)) != OK)
        return e;
    w = respond_json(r, 200);
    json_open(w, '{');
    json_key(w, "items");
    json_open(w, '{');
    for (size_t i = 0; i < n; i++) {
        json_key(w, seqs[i].topic);
        json_num(w, seqs[i].seq);
    }
    json_close(w, '}');
    json_close(w, '}');
    return OK;
}

/* A handshake is no fetch: no preflight guards it, so a page of another site must be kept out here.
 * Who shows a token instead of a cookie is no such page. */
static enum err check_origin(struct request *r)
{
    const char *origin = request_header(r, "origin"), *host = request_header(r, "host");
    const char *site = request_header(r, "sec-fetch-site"), *at;

    if (request_header(r, "authorization"))
        return OK;
    at = origin ? strstr(origin, "://") : NULL;
    if (origin ? at && host && strcasecmp(at + 3, host) == 0
               : !site || str_eq(site, "same-origin") || str_eq(site, "none"))
        return OK;
    return ctx_fail(&r->ctx, ERR_CROSS_ORIGIN, "the connection comes from another site");
}

/* A subrequest has no query of its own: nginx passes the address that the page asked for. */
static enum err read_route_uri(struct request *r)
{
    const char *uri = fcgi_param(r->fcgi, "BW_ROUTE_URI");
    const char *query = uri ? strchr(uri, '?') : NULL;

    return query ? query_read(r, arena_strdup(r->ctx.arena, query + 1)) : OK;
}

static enum err enter(struct request *r)
{
    const char *tenant = request_query(r, "tenant");

    if (r->ctx.who.key_id)
        return ctx_fail(&r->ctx, ERR_FORBIDDEN, "live messages are for people");
    if (!r->ctx.who.user_id)
        return ctx_fail(&r->ctx, ERR_UNAUTHENTICATED, "sign in first");
    if (r->ctx.who.tenant_id)
        return OK;
    if (!tenant || !*tenant)
        return ctx_fail(&r->ctx, ERR_TENANT_REQUIRED, "name the workspace by ?tenant=");
    if (!uuid_valid(tenant))
        return ctx_fail(&r->ctx, ERR_NOT_A_MEMBER, "there is no workspace %s of yours", tenant);
    return authn_enter(&r->ctx, tenant);
}

static enum err refuse_topic(struct request *r, const char *topic)
{
    return ctx_fail(&r->ctx, ERR_FORBIDDEN, "the topic %s is not yours to hear", topic);
}

/* The ids of the dashboards among the topics; the person's own two are always there. */
static enum err read_topics(struct request *r, const struct field_strs *topics,
                            struct field_strs *ids)
{
    const char *user = arena_printf(r->ctx.arena, "user:%s", r->ctx.who.user_id);
    const char *tenant = arena_printf(r->ctx.arena, "tenant:%s", r->ctx.who.tenant_id);

    ids->data = arena_array(r->ctx.arena, const char *, topics->len + 1);
    for (size_t i = 0; i < topics->len; i++) {
        const char *topic = topics->data[i];

        if (str_eq(topic, user) || str_eq(topic, tenant))
            continue;
        if (!str_starts(topic, "dashboard:") || !uuid_valid(topic + 10))
            return refuse_topic(r, topic);
        ids->data[ids->len++] = topic + 10;
    }
    return OK;
}

static const char *channels(struct request *r, const struct field_strs *ids)
{
    struct str list = str_new(r->ctx.arena, 4096);

    str_printf(&list, "user:%s,tenant:%s", r->ctx.who.user_id, r->ctx.who.tenant_id);
    for (size_t i = 0; i < ids->len; i++)
        str_printf(&list, ",dashboard:%s", ids->data[i]);
    return str_c(&list);
}

/* Fills *ids_r with the dashboards that the page may hear. */
static enum err allow(struct request *r, struct field_strs *ids_r)
{
    struct field_strs topics;
    const char *text;
    enum err e = read_route_uri(r);

    if (e != OK || (e = check_origin(r)) != OK || (e = enter(r)) != OK)
        return e;
    text = request_query(r, "topics");
    if ((e = split(&r->ctx, text ? text : "", &topics)) != OK ||
        (e = read_topics(r, &topics, ids_r)) != OK)
        return e;
    return ids_r->len ? channel_check_dashboards(&r->ctx, ids_r) : OK;
}

/* Answers nginx's auth_request in front of /live with the list of channels. After a no, nginx asks
 * again for the reason (BW_WHY); a yes then means that what was wrong is over. */
enum err live_allow(struct request *r)
{
    struct field_strs ids = { 0 };
    enum err e = allow(r, &ids);

    if (e != OK)
        return e;
    if (fcgi_param(r->fcgi, "BW_WHY")) {
        r->ctx.problem.retry_after = 1;
        return ctx_fail(&r->ctx, ERR_UNAVAILABLE, "try again");
    }
    response_header(r, "X-Live-Channels", channels(r, &ids));
    respond_empty(r, 204);
    return OK;
}
