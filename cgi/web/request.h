/* One HTTP request as its handler sees it: who asks, what for, with what input.
 *
 * Everything hangs in the request's arena (r->ctx.arena), which the thread resets between requests.
 * A handler reads its declared input, calls the model, and fills the response:
 *
 *     static enum err tenant_show(struct request *r)
 *     {
 *         struct tenant t;
 *         enum err e = tenant_by_id(&r->ctx, request_param(r, "id"), &t);
 *
 *         if (e == OK)
 *             respond_thing(r, 200, tenant_fields, &t);
 *         return e;
 *     }
 *
 * It returns OK after filling the response, or the error that the model recorded with ctx_fail();
 * the dispatcher turns that into problem+json. Nothing else writes HTTP.
 */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"
#include "base/field.h"
#include "base/json.h"
#include "base/str.h"

enum method { GET = 1, POST, PUT, PATCH, DELETE, OPTIONS };

struct fcgi;
struct program;
struct route;

#define REQUEST_PARAMS_MAX 4
#define REQUEST_HEADERS_MAX 16

struct pair {
    const char *name, *value;
};

/* A body that is made while it is sent. `next` appends a piece to `text` and tells by *more_r whether
 * another one follows; the arena of its ctx is emptied between pieces, `state` stays. */
struct stream {
    enum err (*next)(struct ctx *c, void *state, struct str *text, bool *more_r);
    void *state;
};

struct response {
    int status; /* 0 until somebody responded */
    const char *content_type;
    struct pair headers[REQUEST_HEADERS_MAX];
    size_t nheaders;
    struct str body;
    struct json_out json;
    struct stream *stream; /* instead of body; or NULL */
};

/* Of a key with a rate, after its last taking; see keyrate.h. */
struct key_budget {
    bool known;      /* memcached answered */
    int64_t left;    /* tokens */
    int64_t full_in; /* seconds until the bucket is full again */
};

struct request {
    struct ctx ctx;
    const struct program *program;
    const struct route *route;
    struct fcgi *fcgi;
    enum method method;
    const char *path;       /* without query, without "/v1" */
    const char *shown_path; /* the path for the log: without a token that it carries */
    struct pair *query;     /* decoded; in order, names may repeat */
    size_t nquery;
    struct pair params[REQUEST_PARAMS_MAX]; /* of the route's pattern */
    size_t nparams;
    const char *body; /* NULL for none */
    size_t body_len;
    bool body_read, inflated; /* it has been */
    const struct json *json;  /* the parsed body of BODY_JSON, or NULL */
    void *input;              /* the struct that the route's bind table filled */
    uint64_t sent;            /* bit i: field i of the bind table was sent */
    const char *address;      /* of the client, trusted proxies taken into account */
    bool tls;                 /* the client spoke TLS to the outermost trusted proxy */
    struct key_budget budget; /* what is left of the key's rate */
    struct response response;
};

/* What a worker gives to each of its requests. */
struct services {
    struct db *db;
    struct cache *cache;
    struct live *live;
    struct object_store *objects;
};

/* Reads the head of the request that `f` has accepted. A query string that cannot be read is
 * recorded in r->ctx.problem. Lives in `a`, like everything it points to. */
struct request *request_read(struct arena *a, struct fcgi *f, const struct program *p,
                             const struct services *s);

/* Reads the body, up to `max` bytes: ERR_TOO_LARGE, or ERR_BAD_REQUEST when it breaks off. Once read it
 * stays as it is. */
enum err request_read_body(struct request *r, size_t max) __attribute__((warn_unused_result));

const char *request_param(const struct request *r,
                          const char *name); /* never NULL for a declared one */
/* The same for an id, in canonical lower case; ERR_NOT_FOUND when it is no UUID. */
enum err request_param_id(struct request *r, const char *name, const char **id_r)
    __attribute__((warn_unused_result));
const char *request_query(const struct request *r, const char *name);  /* first value, or NULL */
const char *request_header(const struct request *r, const char *name); /* "x-tenant-id"; or NULL */
const char *request_cookie(const struct request *r, const char *name); /* in the arena, or NULL */

/* Whether field `name` of the bind table was in the body (even as null). */
bool request_sent(const struct request *r, const char *name);

/* The cookie's name on this site: the port is appended where it is not 80, 443 or 8080, `__Host-`
 * is put before it under TLS (except for the refresh cookie, whose Path forbids it: `__Secure-`).
 */
const char *request_cookie_name(const struct request *r, const char *base);

/* The two parameters that every listing has, checked: limit 1..200 (default 50), cursor. */
struct page {
    int64_t limit;
    const char *after; /* the id inside the cursor, or NULL */
};
enum err request_page(struct request *r, struct page *page_r) __attribute__((warn_unused_result));

/* Refuses query parameters that are not in the NULL-terminated list; names ending in '.' allow any
 * continuation ("where."). */
enum err request_only(struct request *r, const char *const *allowed)
    __attribute__((warn_unused_result));

#endif
