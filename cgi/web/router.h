/* The route table of a program and the fixed order in which a request passes its gates.
 *
 * A row says everything a reader must know of a route:
 *
 *     { POST, "/datasets/:id/complete", PERM_DATASETS_WRITE, BODY_NONE, dataset_complete },
 *     { PATCH, "/me", PERM_USER, BODY_JSON, me_update, BIND(struct me_input, me_input_fields) },
 *
 * Gates: method (405 with Allow), authentication, origin of unsafe cookie requests, tenant,
 * permission, rate, body limit, bind. A row without a permission stops the start.
 * Paths are written without /api; /api/… and /api/v1/… both lead here.
 */
#ifndef WEB_ROUTER_H
#define WEB_ROUTER_H

#include "base/identity.h"
#include "web/request.h"

/* Who may come in. With a tenant: the role a person needs, and the scope that lets a key in. */
enum permission {
    PERM_UNSET,    /* forgotten: the program refuses to start */
    PERM_PUBLIC,   /* anybody; identity is found out when offered, errors of it ignored */
    PERM_USER,     /* a person signed in, no tenant needed */
    PERM_INTERNAL, /* only nginx's subrequests (parameter BW_INTERNAL=1) */
    PERM_VIEWER,   /* a member; no key */
    PERM_EDITOR,
    PERM_ADMIN,
    PERM_OWNER,
    PERM_DATASETS_READ,  /* viewer, or key with datasets:read */
    PERM_DATASETS_WRITE, /* editor, or key with datasets:write */
    PERM_ANALYTICS_READ, /* viewer, or key with analytics:read */
    PERM_DASHBOARDS_READ,
    PERM_DASHBOARDS_WRITE,
    PERM_EVENTS_READ,
    PERM_EVENTS_WRITE,
    PERM_USAGE_READ, /* viewer, or key with usage:read */
};

enum body_kind {
    BODY_NONE, /* a body is refused when it is not empty */
    BODY_JSON, /* application/json, parsed; bound when the row has a table */
    BODY_JSON_OR_NONE,
    BODY_RAW, /* bytes, up to the limit */
};

struct bind {
    const struct field *fields;
    size_t size; /* of the struct */
};
#define BIND(type, table) .bind = { table, sizeof(type) }

struct route {
    enum method method;
    const char *path;
    enum permission permission;
    enum body_kind body;
    enum err (*handler)(struct request *r);
    struct bind bind;
    size_t body_max; /* 0: the configured limit */
    /* Finds out who asks where a client says it in another way than by our headers and cookies: fills
     * r->ctx.who, mostly through guard_identify(). It may read the body. NULL: by those. */
    enum err (*identify)(struct request *r);
    /* Answers r->ctx.problem in another shape than ours, from respond_failed() on. NULL: in ours. */
    void (*problem)(struct request *r);
};

/* A program: one API area. */
struct program {
    const char *name;           /* "auth": socket NAME.sock, /health/NAME, /metrics/NAME */
    const struct route *routes; /* ends with a row whose path is NULL */
    authenticate_fn *authenticate;
    const char *db_role;      /* bw_app */
    unsigned queries;         /* size of the statement registry */
    int64_t workers, threads; /* unless the settings say something; 0: as others */
    /* Runs in each worker after the fork; NULL: nothing. */
    enum err (*start)(void);
    void (*stop)(void);
    /* Adds what /health/NAME/ready checks beside PostgreSQL; NULL: nothing. */
    enum err (*ready)(struct ctx *c);
};

/* Answers one request: fills r->response, whatever happens. */
void router_dispatch(struct request *r);

/* Prints what is wrong with a table; the number of mistakes. */
int router_check(const struct program *p);

/* The table as lines "METHOD path permission", for the check against openapi.json. */
void router_print(const struct program *p);

#endif
