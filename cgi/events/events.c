/* Single events, ours and CloudEvents. */
#include "events/cloudevents.h"
#include "events/media.h"
#include "events/routes.h"
#include "model/cloudevent.h"
#include "model/event_batch.h"
#include "model/event_json.h"
#include "web/inflate.h"
#include "web/response.h"

/* The largest payload, and what stands around it. */
#define EVENT_BODY_MAX (EVENT_PAYLOAD_MAX * 2)

/* What is not even JSON is kept too: somebody will want to know what it was. */
static enum err keep_broken(struct request *r, struct event *e, enum err broken)
{
    struct ctx *c = &r->ctx;
    struct problem problem = c->problem;
    enum err err;

    *e = (struct event){ .occurred_at = FIELD_TIME_NONE,
                         .raw = r->body ? r->body : "",
                         .raw_len = r->body_len };
    ctx_invalid_in(c, &e->errors, "", err_code(broken), "%s", problem.detail);
    if ((err = event_ingest(c, "api", e, 1)) != OK)
        return err;
    c->problem = problem;
    return broken;
}

static enum err read_event(struct request *r, struct event *e)
{
    struct ctx *c = &r->ctx;
    struct json_scan s = json_scan(r->body ? r->body : "", r->body_len);

    if (!event_json_read(c, &s, false, e) || !json_scan_end(&s))
        return keep_broken(r, e, event_batch_broken(c, &s));
    e->raw = r->body;
    e->raw_len = r->body_len;
    if (c->idempotency_key) {
        e->kind = EVENT_KEY_HEADER;
        e->key = c->idempotency_key;
        e->body_hash = c->body_hash;
    }
    return OK;
}

/* What became of a single event, as HTTP. */
static enum err answer(struct request *r, const struct event *e)
{
    bool repeated = e->status == EVENT_DUPLICATE;
    struct json_out *w;

    if (e->status == EVENT_REJECTED) {
        r->ctx.problem.errors = e->errors;
        return ctx_check(&r->ctx);
    }
    if (e->status == EVENT_CONFLICT) {
        r->ctx.problem.object_id = e->id;
        return ctx_fail(&r->ctx, ERR_IDEMPOTENCY_CONFLICT, "%s",
                        err_title(ERR_IDEMPOTENCY_CONFLICT));
    }
    w = respond_json(r, repeated ? 200 : 201);
    json_open(w, '{');
    json_key(w, "id");
    json_str(w, e->id);
    json_key(w, "status");
    json_str(w, repeated ? "duplicate" : "enqueued");
    json_close(w, '}');
    return OK;
}

static enum err read_body(struct request *r, bool cloudevent, struct event *e)
{
    enum err err;

    if (r->body_len > EVENT_BODY_MAX)
        return ctx_fail(&r->ctx, ERR_TOO_LARGE, "the body of one event may have %d bytes",
                        EVENT_BODY_MAX);
    if ((err = request_inflate(r, EVENT_BODY_MAX)) != OK)
        return err;
    return cloudevent ? cloudevents_read(r, e) : read_event(r, e);
}

static const char *way(const struct request *r, bool cloudevent)
{
    if (cloudevent)
        return "cloudevents";
    return r->ctx.who.origin ? "browser" : "api";
}

enum err events_create(struct request *r)
{
    bool cloudevent = cloudevents_structured(r) || cloudevents_binary(r);
    struct event e;
    enum err err;

    if (cloudevents_batched(r))
        return cloudevents_batch(r);
    if (!cloudevent && !media_is_json(r))
        return ctx_fail(&r->ctx, ERR_MEDIA_TYPE, "send application/json or a CloudEvent");
    if ((err = read_body(r, cloudevent, &e)) != OK)
        return err;
    err = event_ingest(&r->ctx, way(r, cloudevent), &e, 1);
    if (err != OK)
        return err;
    if (cloudevent)
        cloudevent_name_errors(&e);
    return answer(r, &e);
}
