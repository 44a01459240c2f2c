/* Whom a key speaks for: found for every request that brings one, so remembered (remember.h). */
#ifndef MODEL_KEY_HOLDER_H
#define MODEL_KEY_HOLDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/identity.h"
#include "model/signing.h"

struct ctx;

/* Strings in the arena. */
struct key_holder {
    const char *key_id, *tenant_id;
    unsigned scopes;
    bool suspended;      /* the tenant */
    bool is_public;      /* stands in web pages: good from its origins only */
    const char *origins; /* of a public key, separated by blanks */
    struct key_rate rate;
};

/* Whether the holder of a key that a client sent is remembered; asks no database. */
bool key_holder_recall(struct ctx *c, const char *key, struct key_holder *holder_r);

/* Asks the database for the holder of a key that a client sent, remembers it and notes its use once a
 * minute; ERR_UNAUTHENTICATED when it is unknown or has expired. */
enum err key_holder_find(struct ctx *c, const char *key, struct key_holder *holder_r)
    __attribute__((warn_unused_result));

/* Makes every program ask the database for that key again. */
void key_holder_forget(struct ctx *c, const char *key_id, const char *prefix,
                       const char *secret_hash);

/* Whether pages of that origin may use the key. */
bool key_holder_allows(const struct key_holder *h, const char *origin);

/* A key that signs. For an id that is none of such a key, or of one that has expired, `scheme` is
 * SIGNING_NONE and nothing else is filled: that is no error, so that a caller does the same work. */
struct signer {
    struct key_holder holder;
    enum signing_scheme scheme;
    const char *secret;
};
enum err key_holder_signer(struct ctx *c, const char *key_id, struct signer *signer_r)
    __attribute__((warn_unused_result));

/* Whether pages of that origin may use a key of any workspace. */
enum err key_holder_origin(struct ctx *c, const char *origin, bool *known_r)
    __attribute__((warn_unused_result));

#endif
