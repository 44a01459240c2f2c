/* API keys: what a program holds to speak for a tenant, as far as its scopes reach.
 *
 * A key is bw_<prefix>_<secret>. It is found by its prefix and compared as SHA-256: 256 random bits
 * need no slow hash. The secret is told once, when it is made.
 */
#ifndef MODEL_APIKEY_H
#define MODEL_APIKEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;

struct apikey {
    const char *id, *name, *prefix;
    struct field_strs scopes;
    int64_t expires_at, last_used_at, created_at;
};
extern const struct field apikey_fields[];
extern const char *const apikey_scopes[]; /* all there are, NULL-terminated */

struct apikey_input {
    const char *name;
    struct field_strs scopes;
    int64_t expires_at; /* FIELD_TIME_NONE: never */
};

/* Records what is wrong beyond types and lengths. */
void apikey_check(struct ctx *c, const struct apikey_input *in);

/* Makes a key for c->who.tenant_id. *secret_r is the whole key, NULL for an idempotent repeat. */
enum err apikey_create(struct ctx *c, const struct apikey_input *in, struct apikey *key_r,
                       const char **secret_r) __attribute__((warn_unused_result));

enum err apikey_list(struct ctx *c, const char *after, int64_t limit, struct apikey **items_r,
                     size_t *n_r) __attribute__((warn_unused_result));

/* Ends a key at once. */
enum err apikey_remove(struct ctx *c, const char *id) __attribute__((warn_unused_result));

/* Whom a key speaks for; strings in the arena. */
struct key_holder {
    const char *key_id, *tenant_id;
    unsigned scopes;
    bool suspended;
};

/* Whether the holder of a key that a client sent is remembered; asks no database. */
bool apikey_recall(struct ctx *c, const char *key, struct key_holder *holder_r);

/* Asks the database for the holder of a key that a client sent, remembers it and notes its use once a minute;
 * ERR_UNAUTHENTICATED when it is unknown or has expired. */
enum err apikey_find(struct ctx *c, const char *key, struct key_holder *holder_r)
    __attribute__((warn_unused_result));

#endif
