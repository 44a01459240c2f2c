/* Answers are filled here, and nowhere else. */
#include "web/response.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/filter.h"
#include "base/problem.h"
#include "web/router.h"

#define BODY_MAX ((size_t)64 << 20)

struct str *respond_text(struct request *r, int status, const char *content_type)
{
    r->response.status = status;
    r->response.content_type = content_type;
    r->response.body = str_new(r->ctx.arena, BODY_MAX);
    return &r->response.body;
}

struct json_out *respond_json(struct request *r, int status)
{
    r->response.json = json_out(respond_text(r, status, "application/json"));
    return &r->response.json;
}

void respond_thing(struct request *r, int status, const struct field *fields, const void *thing)
{
    json_thing(respond_json(r, status), fields, thing);
}

void respond_things(struct request *r, int status, const char *name, const struct field *fields,
                    const void *things, size_t n, size_t size)
{
    struct json_out *w = respond_json(r, status);

    json_open(w, '{');
    json_things(w, name, fields, things, n, size);
    json_close(w, '}');
}

void respond_list(struct request *r, const struct page *page, const struct field *fields,
                  const void *things, size_t n, size_t size)
{
    struct json_out *w = respond_json(r, 200);
    size_t shown = n > (size_t)page->limit ? (size_t)page->limit : n;
    const char *last_id = NULL;

    if (shown)
        memcpy(&last_id, (const char *)things + (shown - 1) * size, sizeof(last_id));
    json_open(w, '{');
    json_things(w, "items", fields, things, shown, size);
    json_key(w, "nextCursor");
    json_str(w, n > shown ? cursor_encode(r->ctx.arena, last_id) : NULL);
    json_close(w, '}');
}

void respond_empty(struct request *r, int status)
{
    r->response.status = status;
    r->response.content_type = NULL;
    r->response.body.len = 0;
}

void respond_stream(struct request *r, const char *content_type,
                    enum err (*next)(struct ctx *c, void *state, struct str *text, bool *more_r),
                    void *state)
{
    struct stream *s = arena_one(r->ctx.arena, struct stream);

    *s = (struct stream){ .next = next, .state = state };
    r->response.status = 200;
    r->response.content_type = content_type;
    r->response.stream = s;
}

void response_header(struct request *r, const char *name, const char *value)
{
    if (r->response.nheaders == REQUEST_HEADERS_MAX)
        BUG("more than %d headers", REQUEST_HEADERS_MAX);
    for (const char *p = value; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            BUG("control character in header %s", name);
    r->response.headers[r->response.nheaders++] = (struct pair){ name, value };
}

void response_cookie(struct request *r, const char *base, const char *value, const char *path,
                     int64_t max_age)
{
    response_header(
        r, "Set-Cookie",
        arena_printf(r->ctx.arena, "%s=%s; Path=%s; Max-Age=%" PRId64 "; HttpOnly; SameSite=Lax%s",
                     request_cookie_name(r, base), value, path, max_age, r->tls ? "; Secure" : ""));
}

bool respond_unchanged(struct request *r, const char *tag)
{
    const char *etag = arena_printf(r->ctx.arena, "\"%s\"", tag);
    const char *known = request_header(r, "if-none-match");

    response_header(r, "ETag", etag);
    response_header(r, "Cache-Control", "private, no-cache");
    response_header(r, "Vary", "Accept, Authorization, Cookie, x-api-key, x-tenant-id");
    /* nginx makes a weak one of it when it compresses: W/"…" */
    if (!known || !(strcmp(known, "*") == 0 || strstr(known, etag)))
        return false;
    respond_empty(r, 304);
    return true;
}

/* Cookies survive: a failed refresh deletes its cookie. */
static void drop_other_headers(struct response *resp)
{
    size_t kept = 0;

    for (size_t i = 0; i < resp->nheaders; i++)
        if (str_eq(resp->headers[i].name, "Set-Cookie") || str_eq(resp->headers[i].name, "Allow"))
            resp->headers[kept++] = resp->headers[i];
    resp->nheaders = kept;
}

struct json_out *respond_failed(struct request *r)
{
    const struct problem *p = &r->ctx.problem;

    drop_other_headers(&r->response);
    if (p->retry_after)
        response_header(r, "Retry-After", arena_printf(r->ctx.arena, "%u", p->retry_after));
    if (err_status(p->err) == 401)
        response_header(r, "WWW-Authenticate", "Bearer realm=\"bellwether\"");
    return respond_json(r, err_status(p->err));
}

void respond_problem(struct request *r)
{
    problem_json(respond_failed(r), &r->ctx);
    r->response.content_type = "application/problem+json";
}
