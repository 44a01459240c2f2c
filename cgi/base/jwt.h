/* Session tokens: JSON Web Tokens (RFC 7519) with one pinned algorithm, HS256, and a key id.
 *
 * The claims are ours alone: sub (user), sid (session), iat, exp. A token with another algorithm,
 * an unknown key id, a bad signature, or past its end is not a token.
 */
#ifndef BASE_JWT_H
#define BASE_JWT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct jwt_key {
    const char *id;
    const uint8_t *secret;
    size_t len; /* at least 32 */
};

struct jwt_claims {
    const char *user_id, *session_id;
    int64_t issued_at, expires_at; /* seconds since 1970 */
};

char *jwt_sign(struct arena *a, const struct jwt_key *key, const struct jwt_claims *claims);

/* Fills *claims_r from a valid token; strings live in the arena. `now` in seconds. */
bool jwt_verify(struct arena *a, const struct jwt_key *keys, size_t nkeys, const char *token,
                int64_t now, struct jwt_claims *claims_r) __attribute__((warn_unused_result));

#endif
