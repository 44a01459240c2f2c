/* Single events of our own API. */
#include <string.h>

#include "events/routes.h"
#include "model/event_batch.h"
#include "model/event_json.h"
#include "web/response.h"

static enum err read_event(struct request *r, struct event *e)
{
    struct ctx *c = &r->ctx;
    struct json_scan s = json_scan(r->body ? r->body : "", r->body_len);

    if (!event_json_read(c, &s, false, e) || !json_scan_end(&s))
        return event_batch_broken(c, &s);
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

static bool is_json(const struct request *r)
{
    const char *type = request_header(r, "content-type");
    size_t n = type ? strcspn(type, "; ") : 0;

    return n == strlen("application/json") && strncasecmp(type, "application/json", n) == 0;
}

enum err events_create(struct request *r)
{
    struct event e = { .occurred_at = FIELD_TIME_NONE };
    enum err err;

    if (!is_json(r))
        return ctx_fail(&r->ctx, ERR_MEDIA_TYPE, "send application/json");
    if ((err = read_event(r, &e)) != OK || (err = event_ingest(&r->ctx, "api", &e, 1)) != OK)
        return err;
    return answer(r, &e);
}
