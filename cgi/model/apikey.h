/* API keys: what a program holds to speak for a tenant, as far as its scopes reach.
 *
 * A key is bw_<prefix>_<secret>. It is found by its prefix and compared as SHA-256: 256 random bits
 * need no slow hash. The secret is told once, when it is made. A public key is no secret: it stands in
 * web pages, and speaks from their origins only. A key that signs has a second secret, which the other
 * side signs its messages with (signing.h). Who a key speaks for is found by key_holder.h.
 */
#ifndef MODEL_APIKEY_H
#define MODEL_APIKEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"
#include "base/identity.h"
#include "model/signing.h"

struct arena;
struct ctx;

struct apikey {
    const char *id, *name, *prefix;
    const char *kind, *public_key; /* the whole key, of a public one */
    struct field_strs scopes, origins;
    const char *signing, *rate; /* a scheme of signing.h; {"perSecond":…,"burst":…}; or NULL */
    int64_t expires_at, last_used_at, created_at;
};
extern const struct field apikey_fields[];
extern const char *const apikey_scopes[]; /* all there are, NULL-terminated */
extern const char *const apikey_kinds[];

#define APIKEY_PREFIX_CHARS 12
#define APIKEY_ORIGINS_MAX 20
#define APIKEY_RATE_MAX 1000000
#define APIKEY_BURST_MAX 10000000

struct apikey_input {
    const char *name, *kind; /* NULL: secret */
    struct field_strs scopes, origins;
    const char *signing;        /* NULL: none */
    const char *signing_secret; /* one that the other side has made; NULL: one is made here */
    struct key_rate rate;
    int64_t expires_at; /* FIELD_TIME_NONE: never */
    bool is_public;     /* filled by apikey_check() */
};

/* Records what is wrong beyond types and lengths; brings origins into a browser's form. */
void apikey_check(struct ctx *c, struct apikey_input *in);
void apikey_check_origins(struct ctx *c, struct field_strs *origins);
void apikey_check_signing(struct ctx *c, enum signing_scheme scheme, const char *secret);

/* What is told once; both secrets are NULL for an idempotent repeat. */
struct apikey_made {
    struct apikey key;
    const char *secret;         /* the whole key */
    const char *signing_secret; /* NULL for a key that does not sign */
};

/* Makes a key for c->who.tenant_id. */
enum err apikey_create(struct ctx *c, const struct apikey_input *in, struct apikey_made *made_r)
    __attribute__((warn_unused_result));

/* What changes of a key: NULL (an empty list, a rate that is not sent) stays as it is. */
struct apikey_change {
    const char *name;
    struct field_strs origins;  /* of a public key */
    const char *signing_secret; /* of a key that signs */
    bool rate_sent;
    struct key_rate rate; /* 0 and 0: no limit any more */
};

/* Changes a key at once, wherever it is used. ERR_INVALID when a member does not fit its kind. */
enum err apikey_update(struct ctx *c, const char *id, struct apikey_change *change,
                       struct apikey *key_r) __attribute__((warn_unused_result));

enum err apikey_list(struct ctx *c, const char *after, int64_t limit, struct apikey **items_r,
                     size_t *n_r) __attribute__((warn_unused_result));

/* Ends a key at once. */
enum err apikey_remove(struct ctx *c, const char *id) __attribute__((warn_unused_result));

/* What the signing secret of a key is sealed about (sealed.h). */
const char *apikey_seal(struct arena *a, const char *key_id);

#endif
