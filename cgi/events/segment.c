/* Segment's HTTP API, as its SDKs call it. */
#include "model/segment.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "events/foreign.h"
#include "model/event.h"
#include "web/guard.h"
#include "web/inflate.h"
#include "web/keyrate.h"
#include "web/response.h"

#define WAIT_TOLD_MAX 60 /* seconds; an SDK that is told more holds its events for as long */

/* The user name of Basic auth (RFC 7617); NULL for none. */
static const char *basic_user(struct request *r)
{
    const char *value = request_header(r, "authorization");
    uint8_t *text;
    size_t n;

    if (!value || strncasecmp(value, "Basic ", 6) != 0)
        return NULL;
    value += 6 + strspn(value + 6, " ");
    if (!crypto_base64_decode(r->ctx.arena, value, strlen(value), &text, &n))
        return NULL;
    return arena_strndup(r->ctx.arena, (const char *)text, strcspn((const char *)text, ":"));
}

/* SDKs without Basic auth tell the key in the body, so that is read before it is known who asks. */
enum err segment_identify(struct request *r)
{
    const char *key = basic_user(r);
    enum err e;

    if ((e = request_read_body(r, SEGMENT_BODY_MAX)) != OK ||
        (e = request_inflate(r, SEGMENT_BODY_MAX)) != OK)
        return e;
    if ((!key || !*key) && r->body_len)
        key = segment_write_key(r->ctx.arena, r->body, r->body_len);
    return guard_identify(r, key && *key ? key : NULL);
}

/* A batch is taken as a whole: its bad calls are kept as rejects, and sending them again would help
 * nobody. A single bad call is told. */
static enum err answer(struct request *r, const struct event *list, size_t n, bool batch)
{
    struct json_out *w;

    for (size_t i = 0; i < n; i++)
        if (list[i].status == EVENT_OVER_LIMIT)
            return ctx_fail(&r->ctx, ERR_HARD_LIMIT, "%s", err_title(ERR_HARD_LIMIT));
    if (!batch && n && list[0].status == EVENT_REJECTED) {
        r->ctx.problem.errors = list[0].errors;
        return ctx_check(&r->ctx);
    }
    w = respond_json(r, 200);
    json_open(w, '{');
    json_key(w, "success");
    json_flag(w, true);
    json_close(w, '}');
    return OK;
}

enum err segment_receive(struct request *r)
{
    const char *call = r->path + strlen("/v1/"), *body = r->body ? r->body : "";
    bool batch = str_eq(call, "batch") || str_eq(call, "import");
    struct event *list;
    size_t n;
    enum err e =
        segment_read(&r->ctx, batch ? "batch" : call, body, r->body_len, time_now(), &list, &n);

    if (e != OK)
        return e;
    if (n > 1)
        keyrate_take(r, (int64_t)n - 1);
    if (n && (e = event_ingest(&r->ctx, "segment", list, n)) != OK)
        return e;
    return answer(r, list, n, batch);
}

/* An SDK gives up at a 400 and tries again at everything else. */
static int status_for_sdk(int status)
{
    return status == 413 || status == 415 || status == 422 ? 400 : status;
}

void segment_problem(struct request *r)
{
    const struct problem *p = &r->ctx.problem;
    unsigned wait = p->retry_after;
    struct json_out *w = respond_failed(r);

    r->response.status = status_for_sdk(r->response.status);
    if (r->response.status == 429 && wait <= WAIT_TOLD_MAX)
        response_header(r, "X-RateLimit-Reset",
                        arena_printf(r->ctx.arena, "%lld",
                                     (long long)(time_now() / 1000 + 1000 * (int64_t)wait)));
    json_open(w, '{');
    json_key(w, "success");
    json_flag(w, false);
    json_key(w, "code");
    json_str(w, err_code(p->err));
    json_key(w, "message");
    json_str(w, p->detail ? p->detail : err_title(p->err));
    json_close(w, '}');
}
