/* What lets pages of other sites send events: public keys in the query, and the question before. */
#include "base/str.h"
#include "events/foreign.h"
#include "model/key_holder.h"
#include "web/guard.h"
#include "web/response.h"

/* A key in an address is seen by many, so only one that is public is taken from there. */
enum err browser_identify(struct request *r)
{
    const char *key = request_header(r, "x-api-key") ? NULL : request_query(r, "key");
    enum err e = guard_identify(r, key);

    if (e != OK || !key || r->ctx.who.origin)
        return e;
    r->ctx.who = (struct identity){ 0 };
    return ctx_fail(&r->ctx, ERR_UNAUTHENTICATED, "only a public key may stand in the address");
}

/* Whether a page may send: one that a key names, the key of the address when there is one. A browser
 * asks without saying who it is, so nobody is told more than that. */
static enum err is_welcome(struct request *r, const char *origin, bool *welcome_r)
{
    const char *key = request_query(r, "key");
    struct key_holder holder = { 0 };
    enum err e;

    if (!key)
        return key_holder_origin(&r->ctx, origin, welcome_r);
    e = key_holder_recall(&r->ctx, key, &holder) ? OK : key_holder_find(&r->ctx, key, &holder);
    *welcome_r = e == OK && holder.is_public && key_holder_allows(&holder, origin);
    if (e != ERR_UNAUTHENTICATED)
        return e;
    r->ctx.problem = (struct problem){ 0 };
    return OK;
}

enum err browser_preflight(struct request *r)
{
    const char *origin = request_header(r, "origin");
    bool welcome = false;
    enum err e;

    if (origin && (e = is_welcome(r, origin, &welcome)) != OK)
        return e;
    respond_empty(r, 204);
    response_header(r, "Vary", "Origin");
    if (!welcome)
        return OK;
    response_header(r, "Access-Control-Allow-Origin", origin);
    response_header(r, "Access-Control-Allow-Methods", "POST");
    response_header(r, "Access-Control-Allow-Headers",
                    "content-encoding, content-type, idempotency-key, x-api-key, x-request-id");
    response_header(r, "Access-Control-Max-Age", "600");
    return OK;
}
