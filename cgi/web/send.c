/* Answers go out to the web server here: whole, or piece by piece in constant memory. */
#include "web/send.h"

#include "base/arena.h"
#include "base/log.h"
#include "web/fcgi.h"
#include "web/response.h"

#define HEAD_MAX ((size_t)64 << 10)

/* The page that a public key speaks from may read the answer; no other page may. */
static void allow_origin(const struct request *r, struct str *head)
{
    if (r->ctx.who.origin)
        str_printf(head,
                   "Access-Control-Allow-Origin: %s\r\nVary: Origin\r\n"
                   "Access-Control-Expose-Headers: RateLimit, RateLimit-Policy, Retry-After, "
                   "x-request-id, x-usage-warning\r\n",
                   r->ctx.who.origin);
}

static void send_head(struct request *r)
{
    const struct response *resp = &r->response;
    struct str head = str_new(r->ctx.arena, HEAD_MAX);
    bool may_be_kept = false;

    str_printf(&head, "Status: %d\r\nx-request-id: %s\r\n", resp->status, r->ctx.request_id);
    if (resp->content_type)
        str_printf(&head, "Content-Type: %s\r\n", resp->content_type);
    if (resp->content_type && !resp->stream)
        str_printf(&head, "Content-Length: %zu\r\n", resp->body.len);
    for (size_t i = 0; i < resp->nheaders; i++) {
        str_printf(&head, "%s: %s\r\n", resp->headers[i].name, resp->headers[i].value);
        may_be_kept |= str_eq(resp->headers[i].name, "Cache-Control");
    }
    allow_origin(r, &head);
    str_adds(&head, may_be_kept ? "\r\n" : "Cache-Control: no-store\r\n\r\n");
    fcgi_write(r->fcgi, head.data, head.len);
}

/* A body that outgrew its cap is never sent cut off. */
static void send_whole(struct request *r)
{
    if (r->response.body.overflow) {
        ctx_fail(&r->ctx, ERR_INTERNAL, "the answer is too large");
        respond_problem(r);
    }
    send_head(r);
    if (r->response.content_type)
        fcgi_write(r->fcgi, r->response.body.data, r->response.body.len);
}

/* What the next piece needs lives in an arena of its own, so that a long answer costs no more than
 * its largest piece. */
struct piece {
    struct ctx ctx;
    struct str text;
    bool more;
};

static enum err make_piece(const struct request *r, struct arena *a, struct piece *p)
{
    const struct stream *s = r->response.stream;
    enum err e;

    arena_reset(a);
    p->ctx = r->ctx;
    p->ctx.arena = a;
    p->text = str_new(a, STREAM_PIECE_MAX);
    p->more = false;
    e = s->next(&p->ctx, s->state, &p->text, &p->more);
    if (e == OK && p->text.overflow)
        e = ctx_fail(&p->ctx, ERR_INTERNAL, "a piece of the answer is too large");
    return e;
}

/* Nothing has been sent yet, so the answer can still be another one. */
static void refuse(struct request *r, const struct piece *p)
{
    r->ctx.problem = (struct problem){
        .err = p->ctx.problem.err,
        .detail = arena_strdup(r->ctx.arena, p->ctx.problem.detail),
        .retry_after = p->ctx.problem.retry_after,
    };
    r->response.stream = NULL;
    respond_problem(r);
    send_whole(r);
}

static void send_pieces(struct request *r, struct arena *a, struct piece *p)
{
    enum err e = OK;

    send_head(r);
    while (e == OK && fcgi_write(r->fcgi, p->text.data, p->text.len) && fcgi_flush(r->fcgi) &&
           p->more)
        e = make_piece(r, a, p);
    if (e == OK)
        return;
    log_error("an answer broke off", LOG_STR("code", err_code(e)),
              LOG_STR("what", p->ctx.problem.detail));
    fcgi_break_off(r->fcgi);
}

static void send_stream(struct request *r)
{
    struct arena *a = arena_new(STREAM_MEMORY);
    struct piece p;
    enum err e = make_piece(r, a, &p);

    if (e == OK) {
        send_pieces(r, a, &p);
    } else {
        p.ctx.problem.err = e;
        refuse(r, &p);
    }
    arena_free(a);
}

void send_response(struct request *r)
{
    if (r->response.stream)
        send_stream(r);
    else
        send_whole(r);
}
