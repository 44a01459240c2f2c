/* Tests of web/router and web/guard: the gates, in their order, each with the answer it gives. */
#include "web/router.h"

#include <string.h>

#include "base/arena.h"
#include "base/metrics.h"
#include "base/settings.h"
#include "tests/unit/tap.h"
#include "tests/unit/web/fake_fcgi.h"
#include "web/guard.h"
#include "web/inflate.h"
#include "web/rate.h"
#include "web/response.h"

#define TENANT "01990000-0000-7000-8000-000000000001"

struct input {
    const char *name;
};
static const struct field input_fields[] = {
    FIELD(struct input, name, "name", FIELD_STR, FIELD_REQUIRED, .min = 1), FIELD_END
};

static int handled;

static enum err show(struct request *r)
{
    struct json_out *w = respond_json(r, 200);

    handled++;
    json_open(w, '{');
    json_key(w, "id");
    json_str(w, r->nparams ? request_param(r, "id") : NULL);
    json_close(w, '}');
    return OK;
}

static enum err show_token(struct request *r)
{
    (void)request_param(r, "token");
    respond_empty(r, 204);
    return OK;
}

static enum err refuse(struct request *r)
{
    return ctx_fail(&r->ctx, ERR_CONFLICT, "not now");
}

/* A client of another system: its key stands in the query, it reads errors as words. */
static enum err by_query(struct request *r)
{
    return guard_identify(r, request_query(r, "key"));
}

static void in_words(struct request *r)
{
    struct json_out *w = respond_failed(r);

    json_str(w, err_code(r->ctx.problem.err));
}

static enum err inflate(struct request *r)
{
    enum err e = request_inflate(r, 1000);

    if (e == OK)
        str_add(respond_text(r, 200, "text/plain"), r->body, r->body_len);
    return e;
}

static const struct route routes[] = {
    { POST, "/foreign", PERM_DATASETS_WRITE, BODY_RAW, show, .identify = by_query,
      .problem = in_words },
    { OPTIONS, "/foreign", PERM_PUBLIC, BODY_NONE, show },
    { POST, "/packed", PERM_PUBLIC, BODY_RAW, inflate },
    { GET, "/open", PERM_PUBLIC, BODY_NONE, show },
    { POST, "/open", PERM_PUBLIC, BODY_JSON, show, BIND(struct input, input_fields) },
    { GET, "/me", PERM_USER, BODY_NONE, show },
    { GET, "/things/:id", PERM_DATASETS_READ, BODY_NONE, show },
    { DELETE, "/things/:id", PERM_DATASETS_WRITE, BODY_NONE, show },
    { GET, "/letters/:token", PERM_PUBLIC, BODY_NONE, show_token },
    { GET, "/members", PERM_ADMIN, BODY_NONE, show },
    { GET, "/internal/yes", PERM_INTERNAL, BODY_NONE, show },
    { GET, "/refuse", PERM_PUBLIC, BODY_NONE, refuse },
    { .path = NULL },
};

/* Tokens are the names of roles; a key is the name of its scope. */
static enum err authenticate(struct ctx *c, const struct credentials *offered,
                             struct identity *who_r)
{
    const char *said = offered->session_token ? offered->session_token : offered->api_key;

    if (strcmp(said, "bad") == 0)
        return ctx_fail(c, ERR_UNAUTHENTICATED, "bad token");
    if (offered->api_key) {
        *who_r =
            (struct identity){ .key_id = "k", .tenant_id = TENANT, .scopes = scope_by_name(said) };
        return OK;
    }
    *who_r = (struct identity){ .user_id = "u", .session_id = "s" };
    if (offered->tenant_id) {
        who_r->tenant_id = offered->tenant_id;
        who_r->role = role_by_name(said);
    }
    return OK;
}

static const struct program program = { .name = "test",
                                        .routes = routes,
                                        .authenticate = authenticate };

static struct arena *arena;
static struct request *answered;

/* Sends a request; `headers` are more parameters, NULL-terminated. */
static int ask_bytes(const char *method, const char *uri, const char *body, size_t body_len,
                     const char *const *headers)
{
    static const struct services none;
    static struct fcgi f;
    static const char *params[24];
    size_t n = 0;

    arena_reset(arena);
    params[n++] = arena_printf(arena, "REQUEST_METHOD=%s", method);
    params[n++] = arena_printf(arena, "REQUEST_URI=%s", uri);
    params[n++] = arena_printf(arena, "CONTENT_LENGTH=%zu", body_len);
    params[n++] = "REMOTE_ADDR=192.0.2.1";
    params[n++] = "SERVER_PORT=8080";
    params[n++] = "HTTP_HOST=localhost:8080";
    for (; headers && *headers; headers++)
        params[n++] = *headers;
    params[n] = NULL;
    f = (struct fcgi){ .params = params, .body = body, .body_len = body_len };
    answered = request_read(arena, &f, &program, &none);
    router_dispatch(answered);
    return answered->response.status;
}

static int ask(const char *method, const char *uri, const char *body, const char *const *headers)
{
    return ask_bytes(method, uri, body, body ? strlen(body) : 0, headers);
}

#define WITH(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define JSON "CONTENT_TYPE=application/json"

static const char *code(void)
{
    const char *at = strstr(str_c(&answered->response.body), "\"code\":\"");
    static char word[64];

    if (!at)
        return "";
    snprintf(word, sizeof(word), "%.*s", (int)strcspn(at + 8, "\""), at + 8);
    return word;
}

static const char *sent_header(const char *name)
{
    for (size_t i = 0; i < answered->response.nheaders; i++)
        if (strcmp(answered->response.headers[i].name, name) == 0)
            return answered->response.headers[i].value;
    return NULL;
}

static void test_paths(void)
{
    is_int(ask("GET", "/api/open", NULL, NULL), 200, "a public route");
    is_int(ask("GET", "/api/v1/open?x=1", NULL, NULL), 200, "the same under /v1");
    is_int(ask("HEAD", "/api/open", NULL, NULL), 200, "HEAD is a GET");
    is_int(ask("GET", "/api/open/", NULL, NULL), 404, "a slash more is another path");
    is_int(ask("GET", "/api/nothing", NULL, NULL), 404, "an unknown path");
    is_int(ask("PUT", "/api/open", NULL, NULL), 405, "a method it does not take");
    is_str(sent_header("Allow"), "GET, POST", "says which it takes");
    is_int(ask("BREW", "/api/open", NULL, NULL), 405, "a method nobody knows");
    is_int(ask("GET", "/api/open?a=%zz", NULL, NULL), 400, "a broken escape");
    is_str(code(), "bad_query", "is a bad query");
    is_int(ask("GET", "/api/open?a=%00", NULL, NULL), 400, "so is a NUL");
    is_int(ask("GET", "/api/open?a=%ff", NULL, NULL), 400, "and what is not UTF-8");
    is_int(ask("GET", "/api/refuse", NULL, NULL), 409, "a handler's error");
    is_int(ask("GET", "/api/internal/yes", NULL, NULL), 404, "internal routes are not there");
    is_int(ask("GET", "/api/internal/yes", NULL, WITH("BW_INTERNAL=1")), 200, "but for nginx");
}

static void test_shown_path(void)
{
    is_int(ask("GET", "/api/letters/s3cret", NULL, NULL), 204, "a path that carries a token");
    is_str(answered->shown_path, "/letters/:token", "is logged without it");
    is_int(ask("PUT", "/api/letters/s3cret", NULL, NULL), 405, "by a wrong method");
    is_str(answered->shown_path, "/letters/:token", "too");
    is_int(ask("GET", "/api/open", NULL, NULL), 200, "any other");
    is_str(answered->shown_path, "/open", "as it is");
}

static void test_who(void)
{
    is_int(ask("GET", "/api/me", NULL, NULL), 401, "nobody");
    ok(sent_header("WWW-Authenticate") != NULL, "is told how to sign in");
    is_int(ask("GET", "/api/me", NULL, WITH("HTTP_AUTHORIZATION=Bearer bad")), 401, "a bad token");
    is_int(ask("GET", "/api/open", NULL, WITH("HTTP_AUTHORIZATION=Bearer bad")), 200,
           "does not matter on a public route");
    is_int(ask("GET", "/api/me", NULL, WITH("HTTP_AUTHORIZATION=Bearer viewer")), 200, "a person");
    is_int(ask("GET", "/api/me", NULL, WITH("HTTP_COOKIE=a=b; bw_session=viewer; c=d")), 200,
           "by cookie");
    is_int(ask("GET", "/api/me", NULL, WITH("HTTP_COOKIE=xbw_session=viewer")), 401,
           "of that very name");
    is_int(ask("GET", "/api/me", NULL, WITH("HTTP_X_API_KEY=datasets:read")), 403,
           "a key is no person");
}

static void test_tenant(void)
{
    const char *viewer = "HTTP_AUTHORIZATION=Bearer viewer";
    const char *here = "HTTP_X_TENANT_ID=" TENANT;

    is_int(ask("GET", "/api/things/1", NULL, WITH(viewer)), 400, "no tenant");
    is_str(code(), "tenant_required", "is asked for");
    is_int(ask("GET", "/api/things/1", NULL, WITH(viewer, "HTTP_X_TENANT_ID=x")), 422, "a bad one");
    is_int(ask("GET", "/api/things/a%20b", NULL, WITH(viewer, here)), 200, "a viewer reads");
    is_str(str_c(&answered->response.body), "{\"id\":\"a b\"}", "the parameter is decoded");
    is_int(ask("GET", "/api/things/0199ABCD-0000-7000-8000-00000000000F", NULL, WITH(viewer, here)),
           200, "an id in upper case");
    is_str(str_c(&answered->response.body), "{\"id\":\"0199abcd-0000-7000-8000-00000000000f\"}",
           "is the id that everybody else writes");
    is_int(ask("GET", "/api/things/1?tenant=" TENANT, NULL, WITH(viewer)), 200,
           "the tenant may stand in the query");
    is_int(ask("DELETE", "/api/things/1", NULL, WITH(viewer, here)), 403,
           "a viewer does not write");
    is_int(ask("DELETE", "/api/things/1", NULL, WITH("HTTP_AUTHORIZATION=Bearer editor", here)),
           200, "an editor does");
    is_int(ask("GET", "/api/members", NULL, WITH("HTTP_AUTHORIZATION=Bearer owner", here)), 200,
           "an owner is an admin");
    is_int(ask("GET", "/api/things/1", NULL, WITH("HTTP_X_API_KEY=datasets:read")), 200,
           "a key with the scope");
    is_int(ask("DELETE", "/api/things/1", NULL, WITH("HTTP_X_API_KEY=datasets:read")), 403,
           "without the scope");
    is_str(code(), "scope_missing", "is told so");
    is_int(ask("GET", "/api/members", NULL, WITH("HTTP_X_API_KEY=datasets:write")), 403,
           "no key reads members");
}

static void test_origin(void)
{
    const char *cookie = "HTTP_COOKIE=bw_session=editor", *here = "HTTP_X_TENANT_ID=" TENANT;

    handled = 0;
    is_int(ask("DELETE", "/api/things/1", NULL, WITH(cookie, here)), 403, "a cookie alone");
    is_str(code(), "cross_origin", "may come from any site");
    is_int(
        ask("DELETE", "/api/things/1", NULL, WITH(cookie, here, "HTTP_ORIGIN=http://evil.example")),
        403, "another site");
    is_int(
        ask("DELETE", "/api/things/1", NULL, WITH(cookie, here, "HTTP_SEC_FETCH_SITE=same-site")),
        403, "a neighbour");
    is_int(ask("DELETE", "/api/things/1", NULL,
               WITH(cookie, here, "HTTP_ORIGIN=null", "HTTP_SEC_FETCH_SITE=same-origin")),
           403, "an opaque origin");
    is_int(handled, 0, "none of them reached the handler");
    is_int(ask("DELETE", "/api/things/1", NULL,
               WITH(cookie, here, "HTTP_ORIGIN=http://localhost:8080")),
           200, "our own page");
    is_int(
        ask("DELETE", "/api/things/1", NULL, WITH(cookie, here, "HTTP_SEC_FETCH_SITE=same-origin")),
        200, "which may say it either way");
    is_int(ask("GET", "/api/things/1", NULL, WITH(cookie, here, "HTTP_ORIGIN=http://evil.example")),
           200, "reading changes nothing");
}

static void test_bodies(void)
{
    handled = 0;
    is_int(ask("POST", "/api/open", "{\"name\":\"x\"}", WITH(JSON)), 200, "a good body");
    is_int(ask("POST", "/api/open", "{\"name\":\"x\"}", WITH("CONTENT_TYPE=text/plain")), 415,
           "another media type");
    is_int(ask("POST", "/api/open", "{\"name\":\"x\"}",
               WITH("CONTENT_TYPE=application/json; charset=utf-8")),
           200, "with a parameter");
    is_int(ask("POST", "/api/open", "{", WITH(JSON)), 400, "half a body");
    is_int(ask("POST", "/api/open", NULL, WITH(JSON)), 400, "none");
    is_int(ask("POST", "/api/open", "{\"nam\":\"x\"}", WITH(JSON)), 422, "a wrong field");
    is_int(ask("POST", "/api/open", "{\"name\":\"\\u0000\"}", WITH(JSON)), 422, "a NUL");
    settings.max_body = 16;
    is_int(ask("POST", "/api/open", "{\"name\":\"0123456789\"}", WITH(JSON)), 413, "too large");
    settings.max_body = 1 << 20;
    is_int(ask("GET", "/api/open", "{}", NULL), 200, "an empty object where none is wanted");
    is_int(ask("GET", "/api/open", "{\"a\":1}", NULL), 422, "anything else is refused");
    is_int(handled, 3, "only good ones reached the handler");
    is_int(ask("POST", "/api/open", "{\"name\":\"x\"}", WITH(JSON, "HTTP_IDEMPOTENCY_KEY=k1")), 200,
           "with an Idempotency-Key");
    is_int(strlen(answered->ctx.body_hash), 64, "the body is hashed");
    is_int(ask("POST", "/api/open", "{\"name\":\"x\"}", WITH(JSON, "HTTP_IDEMPOTENCY_KEY=a b")),
           422, "a key with a blank");
}

static void test_foreign(void)
{
    handled = 0;
    is_int(ask("POST", "/foreign?key=datasets:write", "x", NULL), 200, "a key from elsewhere");
    is_int(ask("POST", "/foreign", "x", WITH("HTTP_X_API_KEY=datasets:write")), 200,
           "or from the header");
    is_int(ask("POST", "/foreign?key=datasets:write", "x",
               WITH("HTTP_COOKIE=bw_session=editor", "HTTP_ORIGIN=http://evil.example")),
           200, "which makes cookies and origins of no account");
    is_int(ask("POST", "/foreign?key=datasets:read", "x", NULL), 403, "with too few scopes");
    is_str(str_c(&answered->response.body), "\"scope_missing\"", "is told in the client's words");
    is_int(ask("POST", "/foreign?key=bad", "x", NULL), 401, "a bad one");
    ok(sent_header("WWW-Authenticate") != NULL, "with the same headers");
    is_int(ask("OPTIONS", "/foreign", NULL, NULL), 200, "OPTIONS is a method like others");
    is_int(ask("PUT", "/foreign", NULL, NULL), 405, "among those");
    is_str(sent_header("Allow"), "POST, OPTIONS", "that are allowed");
    is_int(handled, 4, "nothing else reached a handler");
}

/* {"name":"x"} and 4,000 zeros, as gzip */
static const char packed[] = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\x56\xca\x4b\xcc\x4d\x55"
                             "\xb2\x52\xaa\x50\xaa\x05\x00\x69\xb3\x81\x9e\x0c\x00\x00\x00";
static const char packed_zeros[] =
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xed\xc1\x31\x01\x00\x00\x00\xc2\xa0\x4a\xeb\x9f\xce"
    "\x18\x3e\x40\x01\x00\x00\x00\x6f\x03\x1d\x96\xee\xfa\xa0\x0f\x00\x00";
#define GZIPPED "HTTP_CONTENT_ENCODING=gzip"

static void test_packed(void)
{
    size_t n = sizeof(packed) - 1;

    is_int(ask("POST", "/packed", "plain", NULL), 200, "a body without encoding");
    is_str(str_c(&answered->response.body), "plain", "stays as it is");
    is_int(ask_bytes("POST", "/packed", packed, n, WITH(GZIPPED)), 200, "gzip");
    is_str(str_c(&answered->response.body), "{\"name\":\"x\"}", "is inflated");
    is_int(ask_bytes("POST", "/packed", packed, n - 5, WITH(GZIPPED)), 400, "cut off");
    is_int(ask("POST", "/packed", "plain", WITH(GZIPPED)), 400, "no gzip at all");
    is_int(ask_bytes("POST", "/packed", packed_zeros, sizeof(packed_zeros) - 1, WITH(GZIPPED)), 413,
           "more than is allowed");
    is_int(ask("POST", "/packed", "x", WITH("HTTP_CONTENT_ENCODING=br")), 415, "another encoding");
    is_int(ask("POST", "/packed", "x", WITH("HTTP_CONTENT_ENCODING=identity")), 200, "none at all");
}

static void test_ids(void)
{
    ask("GET", "/api/open", NULL, WITH("HTTP_X_REQUEST_ID=abc-1", "HTTP_X_CLIENT_ID=tab"));
    is_str(answered->ctx.request_id, "abc-1", "a sane request id is taken");
    is_str(answered->ctx.client_id, "tab", "so is the page's id");
    ask("GET", "/api/open", NULL, WITH("HTTP_X_REQUEST_ID=a\r\nb"));
    is_int(strlen(answered->ctx.request_id), 36, "a strange one is replaced");
    ask("GET", "/api/open", NULL,
        WITH("HTTP_TRACEPARENT=00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
    ok(answered->ctx.traceparent != NULL, "a trace is carried on");
    ask("GET", "/api/open", NULL, WITH("HTTP_TRACEPARENT=00-xyz"));
    ok(answered->ctx.traceparent == NULL, "a broken one is not");
}

static void test_rate(void)
{
    settings.rate_minute = 3;
    for (int i = 0; i < 3; i++)
        is_int(ask("GET", "/api/open", NULL, NULL), 200, "request %d of a stranger", i + 1);
    is_int(ask("GET", "/api/open", NULL, NULL), 429, "one too many");
    ok(sent_header("Retry-After") != NULL, "says when to come back");
    is_int(ask("GET", "/api/me", NULL, WITH("HTTP_AUTHORIZATION=Bearer viewer")), 200,
           "people are not limited by address");
    is_int(ask("GET", "/api/things/1", NULL, WITH("HTTP_X_API_KEY=datasets:read")), 200,
           "nor are keys");
    settings.rate_minute = 0;
}

static void test_table(void)
{
    static const struct route forgot[] = { { GET, "/x", PERM_UNSET, BODY_NONE, show },
                                           { .path = NULL } };
    static const struct program bad = { .name = "bad", .routes = forgot };

    is_int(router_check(&program), 0, "the table is whole");
    is_int(router_check(&bad), 1, "a forgotten permission is a mistake");
}

int main(void)
{
    arena = arena_new(64 << 20);
    settings.max_body = 1 << 20;
    rate_init();
    metrics_init("test", NULL, 0);
    test_paths();
    test_shown_path();
    test_who();
    test_tenant();
    test_origin();
    test_bodies();
    test_foreign();
    test_packed();
    test_ids();
    test_rate();
    test_table();
    arena_free(arena);
    return done_testing();
}
