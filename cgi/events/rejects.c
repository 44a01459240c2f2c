/* What was refused, and how it gets in after all. */
#include "base/arena.h"
#include "base/filter.h"
#include "base/uuid.h"
#include "events/reading.h"
#include "model/event.h"
#include "model/event_reject.h"
#include "web/response.h"

const struct field replay_input_fields[] = {
    FIELD(struct replay_input, event, "event", FIELD_JSON, 0),
    FIELD_END,
};

static void write_rejects(struct request *r, const struct event_reject *list, size_t n,
                          const char *next, int64_t total)
{
    struct json_out *w = respond_json(r, 200);

    json_open(w, '{');
    json_things(w, "items", event_reject_fields, list, n, sizeof(*list));
    json_key(w, "nextCursor");
    json_str(w, next);
    json_key(w, "total");
    json_num(w, total);
    json_close(w, '}');
}

enum err reject_list(struct request *r)
{
    static const char *const allowed[] = { "cursor", "limit", NULL };
    struct event_reject *list;
    struct page page;
    const char *next = NULL;
    int64_t total;
    size_t n;
    enum err e;

    if ((e = request_only(r, allowed)) != OK || (e = request_page(r, &page)) != OK)
        return e;
    if (page.after && !uuid_valid(page.after))
        ctx_invalid(&r->ctx, "cursor", "format", "is not a cursor of this listing");
    if ((e = ctx_check(&r->ctx)) != OK ||
        (e = event_reject_list(&r->ctx, page.after, page.limit + 1, &list, &n, &total)) != OK)
        return e;
    if (n > (size_t)page.limit) {
        n = (size_t)page.limit;
        next = cursor_encode(r->ctx.arena, list[n - 1].id);
    }
    write_rejects(r, list, n, next, total);
    return OK;
}

enum err reject_replay(struct request *r)
{
    const struct replay_input *in = r->input;
    struct event ev;
    struct json_out *w;
    enum err e;

    if (r->ctx.who.origin)
        return ctx_fail(&r->ctx, ERR_FORBIDDEN, "a public key sends events of its own only");
    e = event_reject_replay(&r->ctx, request_param(r, "id"), in->event, &ev);
    if (e != OK)
        return e;
    w = respond_json(r, ev.status == EVENT_ENQUEUED ? 201 : 200);
    json_open(w, '{');
    json_key(w, "id");
    json_str(w, ev.id);
    json_key(w, "status");
    json_str(w, ev.status == EVENT_ENQUEUED ? "enqueued" : "duplicate");
    json_close(w, '}');
    return OK;
}
