/* Who asks, and what they may do: the words shared by those who find out and those who check. */
#ifndef BASE_IDENTITY_H
#define BASE_IDENTITY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct ctx;

/* In rising order; comparing two is meaningful. */
enum role { ROLE_NONE, ROLE_VIEWER, ROLE_EDITOR, ROLE_ADMIN, ROLE_OWNER };

/* Scopes of an API key, as bits. */
enum scope {
    SCOPE_EVENTS_READ = 1 << 0,
    SCOPE_EVENTS_WRITE = 1 << 1,
    SCOPE_DATASETS_READ = 1 << 2,
    SCOPE_DATASETS_WRITE = 1 << 3,
    SCOPE_ANALYTICS_READ = 1 << 4,
    SCOPE_DASHBOARDS_READ = 1 << 5,
    SCOPE_DASHBOARDS_WRITE = 1 << 6,
    SCOPE_USAGE_READ = 1 << 7,
};

/* How fast a key may go: a bucket of `burst` tokens into which `per_second` fall. 0: no limit. */
struct key_rate {
    int64_t per_second, burst;
};

struct identity {
    const char *user_id;    /* NULL for an API key or nobody */
    const char *session_id; /* NULL unless signed in */
    const char *key_id;     /* NULL unless an API key asks */
    const char *tenant_id;  /* NULL until the tenant is known and checked */
    enum role role;         /* in that tenant; ROLE_NONE for keys */
    unsigned scopes;        /* of the key */
    struct key_rate rate;   /* of the key */
    const char *origin;     /* of the page that a public key speaks from; else NULL */
};

/* What a request offered to be recognised by; members are NULL where absent. */
struct credentials {
    const char *session_token; /* the JWT, from the cookie or the Bearer header */
    const char *api_key;
    const char *tenant_id; /* x-tenant-id or ?tenant=, syntactically a UUID */
    const char *address;   /* of the client */
    const char *origin;    /* the header */
};

/* Finds out who asks. OK with who->user_id and who->key_id both NULL: nobody in particular.
 * ERR_UNAUTHENTICATED, ERR_SESSION_REVOKED, ERR_NOT_A_MEMBER, ERR_TENANT_SUSPENDED, ERR_RATE,
 * ERR_UNAVAILABLE. The strings live in the ctx's arena. */
typedef enum err authenticate_fn(struct ctx *c, const struct credentials *offered,
                                 struct identity *who_r);

const char *role_name(enum role r);       /* "viewer", …; "none" */
enum role role_by_name(const char *name); /* ROLE_NONE when unknown */
const char *scope_name(enum scope s);     /* "events:read", … */
unsigned scope_by_name(const char *name); /* 0 when unknown */

#endif
