/* What a signed-in person holds: a short access token and a refresh token that is exchanged.
 *
 * The access token is a JWT (base/jwt.h). A refresh token is base64url of
 *     session id (16) | generation (8, big endian) | HMAC-SHA256 (32)
 * over both with a key made from the seal key and the session's random seed. Nothing but the seed
 * and the current generation is stored, a repeat of an exchange can be answered with the very same
 * successor, and a token of any older generation is still recognised for what it is.
 */
#ifndef MODEL_TOKEN_H
#define MODEL_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/uuid.h"

struct arena;
struct jwt_claims;

#define TOKEN_ACCESS_SECONDS 600
#define TOKEN_SESSION_SECONDS (30 * 86400)
#define TOKEN_SEED_BYTES 32

struct tokens {
    const char *session_id, *access, *refresh;
};

/* The pair of a session; strings in the arena. */
struct tokens token_pair(struct arena *a, const char *user_id, const char *session_id,
                         const uint8_t seed[TOKEN_SEED_BYTES], int64_t generation);

/* Checks an access token; strings in the arena. */
bool token_access(struct arena *a, const char *token, struct jwt_claims *claims_r)
    __attribute__((warn_unused_result));

struct refresh_token {
    char session_id[UUID_TEXT];
    int64_t generation;
    uint8_t mac[32];
};

/* Takes a refresh token apart; whether it is genuine only the seed can tell. */
bool token_refresh_read(struct arena *a, const char *text, struct refresh_token *token_r)
    __attribute__((warn_unused_result));
bool token_refresh_genuine(const struct refresh_token *t, const uint8_t seed[TOKEN_SEED_BYTES]);

#endif
