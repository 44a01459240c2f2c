/* The head and body of a request are read here. */
#include "web/request.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/log.h"
#include "base/uuid.h"
#include "web/fcgi.h"
#include "web/query.h"
#include "web/router.h"

#define ID_MAX 64
#define IDEMPOTENCY_KEY_MAX 255
#define HEADER_MAX 64

static const struct {
    const char *name;
    enum method method;
} methods[] = {
    { "GET", GET },     { "HEAD", GET },      { "POST", POST },       { "PUT", PUT },
    { "PATCH", PATCH }, { "DELETE", DELETE }, { "OPTIONS", OPTIONS },
};

static enum method method_of(const char *name)
{
    for (size_t i = 0; name && i < sizeof(methods) / sizeof(methods[0]); i++)
        if (strcmp(methods[i].name, name) == 0)
            return methods[i].method;
    return 0;
}

/* nginx's own parameters have no prefix, headers of the client have HTTP_. */
const char *request_header(const struct request *r, const char *name)
{
    char parameter[HEADER_MAX] = "HTTP_";
    size_t n = str_eq(name, "content-type") || str_eq(name, "content-length") ? 0 : 5;

    if (strlen(name) + n >= sizeof(parameter))
        BUG("header name %s is too long", name);
    for (; *name; name++)
        parameter[n++] = *name == '-' ? '_' : (char)toupper((unsigned char)*name);
    parameter[n] = '\0';
    return arena_strdup(r->ctx.arena, fcgi_param(r->fcgi, parameter));
}

static bool is_plain_id(const char *s)
{
    size_t n =
        s ? strspn(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._-") : 0;

    return n > 0 && n <= ID_MAX && s[n] == '\0';
}

static const char *request_id_of(const struct request *r)
{
    const char *offered = request_header(r, "x-request-id");
    char made[UUID_TEXT];

    if (is_plain_id(offered))
        return offered;
    uuid_v7(made);
    return arena_strdup(r->ctx.arena, made);
}

/* version-trace-parent-flags; source: W3C Trace Context, 3.2. */
static const char *traceparent_of(const struct request *r)
{
    static const char form[] = "hh-hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh-hhhhhhhhhhhhhhhh-hh";
    const char *t = request_header(r, "traceparent");

    if (!t || strlen(t) != sizeof(form) - 1)
        return NULL;
    for (size_t i = 0; form[i]; i++)
        if (form[i] == '-' ? t[i] != '-' : !strchr("0123456789abcdef", t[i]))
            return NULL;
    return t;
}

/* "/api/v1/x" and "/api/x" are both "/x"; anything else keeps its path. */
static const char *strip_prefix(const char *path)
{
    if (!str_starts(path, "/api/"))
        return path;
    path += 4;
    return str_starts(path, "/v1/") ? path + 3 : path;
}

static void read_uri(struct request *r)
{
    const char *uri = fcgi_param(r->fcgi, "REQUEST_URI");
    size_t n = uri ? strcspn(uri, "?") : 0;

    r->path = r->shown_path = strip_prefix(n ? arena_strndup(r->ctx.arena, uri, n) : "/");
    if (uri && uri[n] == '?' && query_read(r, arena_strdup(r->ctx.arena, uri + n + 1)) != OK)
        r->nquery = 0;
}

static void read_idempotency_key(struct request *r)
{
    const char *key = request_header(r, "idempotency-key");

    if (!key || r->method != POST)
        return;
    r->ctx.idempotency_key = key;
    for (const char *p = key; *p; p++)
        if (!isgraph((unsigned char)*p))
            r->ctx.idempotency_key = NULL;
    if (!*key || strlen(key) > IDEMPOTENCY_KEY_MAX)
        r->ctx.idempotency_key = NULL;
    if (!r->ctx.idempotency_key)
        ctx_invalid(&r->ctx, "Idempotency-Key", "format", "must be 1 to %d visible characters",
                    IDEMPOTENCY_KEY_MAX);
}

struct request *request_read(struct arena *a, struct fcgi *f, const struct program *p,
                             const struct services *s)
{
    struct request *r = arena_one(a, struct request);
    const char *address = fcgi_param(f, "REMOTE_ADDR"), *client;

    r->ctx = (struct ctx){
        .arena = a, .db = s->db, .cache = s->cache, .live = s->live, .objects = s->objects
    };
    r->program = p;
    r->fcgi = f;
    r->method = method_of(fcgi_param(f, "REQUEST_METHOD"));
    r->address = address ? arena_strdup(a, address) : "";
    r->tls = str_eq(fcgi_param(f, "HTTPS"), "on");
    r->ctx.request_id = request_id_of(r);
    r->ctx.traceparent = traceparent_of(r);
    client = request_header(r, "x-client-id");
    r->ctx.client_id = is_plain_id(client) ? client : NULL;
    log_set_request(r->ctx.request_id);
    read_uri(r);
    read_idempotency_key(r);
    return r;
}

static void hash_body(struct request *r)
{
    static const char *const names[] = { "", "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" };
    char *text = arena_printf(r->ctx.arena, "%s %s\n", names[r->method], r->path);
    size_t head = strlen(text);
    char *hash = arena_alloc(r->ctx.arena, SHA256_HEX);

    text = arena_grow(r->ctx.arena, text, head + 1, head + r->body_len + 1);
    if (r->body_len)
        memcpy(text + head, r->body, r->body_len);
    crypto_sha256_hex(text, head + r->body_len, hash);
    r->ctx.body_hash = hash;
}

enum err request_read_body(struct request *r, size_t max)
{
    const char *length = request_header(r, "content-length");
    int64_t n = 0;
    char *body;

    if (r->body_read)
        return OK;
    r->body_read = true;
    if (length && *length && (!str_to_int64(length, &n) || n < 0))
        return ctx_fail(&r->ctx, ERR_BAD_REQUEST, "Content-Length is not a number");
    if ((uint64_t)n > max)
        return ctx_fail(&r->ctx, ERR_TOO_LARGE, "the body may have %zu bytes", max);
    if (n) {
        body = arena_alloc(r->ctx.arena, (size_t)n + 1);
        r->body_len = fcgi_read(r->fcgi, body, (size_t)n);
        if (r->body_len != (size_t)n)
            return ctx_fail(&r->ctx, ERR_BAD_REQUEST, "the body ended after %zu of %zu bytes",
                            r->body_len, (size_t)n);
        r->body = body;
    }
    if (r->ctx.idempotency_key)
        hash_body(r);
    return OK;
}

const char *request_param(const struct request *r, const char *name)
{
    for (size_t i = 0; i < r->nparams; i++)
        if (strcmp(r->params[i].name, name) == 0)
            return r->params[i].value;
    BUG("route %s has no parameter %s", r->route->path, name);
}

enum err request_param_id(struct request *r, const char *name, const char **id_r)
{
    char *id = arena_strdup(r->ctx.arena, request_param(r, name));

    if (!uuid_valid(id))
        return ctx_fail(&r->ctx, ERR_NOT_FOUND, "there is nothing with the id %s", id);
    for (char *p = id; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    *id_r = id;
    return OK;
}

bool request_sent(const struct request *r, const char *name)
{
    const struct field *fields = r->route->bind.fields;

    for (size_t i = 0; fields && fields[i].name; i++)
        if (strcmp(fields[i].name, name) == 0)
            return r->sent >> i & 1;
    BUG("route %s binds no field %s", r->route->path, name);
}
