/* Signed webhooks of any system: who knows the secret of a key may send as that key. */
#include "model/hook.h"

#include "base/arena.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "events/foreign.h"
#include "model/authn.h"
#include "model/event.h"
#include "model/key_holder.h"
#include "web/response.h"

#define HOOK_BODY_MAX ((size_t)1 << 20)

/* Signed with what nobody knows: an id that is none costs what a wrong signature costs. */
static const char nobodys_secret[] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

static enum err refuse(struct request *r)
{
    return ctx_fail(&r->ctx, ERR_UNAUTHENTICATED, "the key or the signature is not valid");
}

static bool is_signed(struct request *r, const struct signer *signer)
{
    struct signing_headers h = {
        .id = request_header(r, "webhook-id"),
        .timestamp = request_header(r, "webhook-timestamp"),
        .signature = request_header(r, "webhook-signature"),
        .hub = request_header(r, "x-hub-signature-256"),
        .stripe = request_header(r, "stripe-signature"),
    };
    bool known = signer->scheme != SIGNING_NONE;
    bool matches = signing_matches(r->ctx.arena, known ? signer->scheme : SIGNING_STANDARD,
                                   known ? signer->secret : nobodys_secret, &h,
                                   r->body ? r->body : "", r->body_len, time_now());

    return matches && known;
}

enum err hook_identify(struct request *r)
{
    struct signer *signer = arena_one(r->ctx.arena, struct signer);
    enum err e;

    r->shown_path = "/webhook/:key";
    if ((e = request_read_body(r, HOOK_BODY_MAX)) != OK ||
        (e = key_holder_signer(&r->ctx, request_param(r, "key"), signer)) != OK)
        return e;
    if (!is_signed(r, signer))
        return refuse(r);
    if (signer->holder.suspended)
        return ctx_fail(&r->ctx, ERR_TENANT_SUSPENDED, "workspace %s is suspended",
                        signer->holder.tenant_id);
    authn_as_key(&signer->holder, &r->ctx.who);
    r->input = signer;
    return OK;
}

static enum err answer(struct request *r, const struct event *e)
{
    struct json_out *w = respond_json(r, e->status == EVENT_ENQUEUED ? 201 : 200);

    json_open(w, '{');
    json_key(w, "id");
    json_str(w, e->id);
    json_key(w, "status");
    json_str(w, e->status == EVENT_ENQUEUED ? "enqueued" : "duplicate");
    json_close(w, '}');
    return OK;
}

enum err hook_receive(struct request *r)
{
    const struct signer *signer = r->input;
    struct hook_headers h = { .github_event = request_header(r, "x-github-event"),
                              .github_delivery = request_header(r, "x-github-delivery"),
                              .webhook_id = request_header(r, "webhook-id") };
    struct event e;
    enum err err;

    hook_read(&r->ctx, signer->scheme, signer->holder.key_id, &h, r->body ? r->body : "",
              r->body_len, time_now(), &e);
    if ((err = event_ingest(&r->ctx, "webhook", &e, 1)) != OK)
        return err;
    if (e.status == EVENT_ENQUEUED || e.status == EVENT_DUPLICATE)
        return answer(r, &e);
    if (e.errors && str_eq(e.errors->code, "bad_json"))
        return ctx_fail(&r->ctx, ERR_BAD_JSON, "%s", e.errors->message);
    r->ctx.problem.errors = e.errors;
    return ctx_check(&r->ctx);
}
