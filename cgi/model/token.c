/* Access and refresh tokens are made and checked here. */
#include "model/token.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/err.h"
#include "base/hex.h"
#include "base/jwt.h"
#include "base/settings.h"
#include "base/timeutil.h"

#define KEYS_MAX 8
#define KEY_BYTES_MAX 64
#define REFRESH_BYTES (16 + 8 + SHA256_BYTES)

/* The signing keys of the configuration, read once: the first one signs, all are accepted. */
static struct jwt_key keys[KEYS_MAX];
static uint8_t secrets[KEYS_MAX][KEY_BYTES_MAX];
static char key_ids[KEYS_MAX][33];
static size_t nkeys;
static uint8_t refresh_key[32];
static pthread_once_t keys_once = PTHREAD_ONCE_INIT;

/* Reads one "kid:hex" of `len` bytes. */
static bool read_key(const char *text, size_t len)
{
    char hex[2 * KEY_BYTES_MAX + 1];
    const char *colon = memchr(text, ':', len);
    size_t id_len, hex_len;

    if (!colon)
        return false;
    id_len = (size_t)(colon - text);
    hex_len = len - id_len - 1;
    if (id_len == 0 || id_len >= sizeof(key_ids[0]) || hex_len < 64 || hex_len >= sizeof(hex))
        return false;
    memcpy(key_ids[nkeys], text, id_len);
    memcpy(hex, colon + 1, hex_len);
    hex[hex_len] = '\0';
    if (!hex_decode(hex, secrets[nkeys], hex_len / 2))
        return false;
    keys[nkeys] = (struct jwt_key){ key_ids[nkeys], secrets[nkeys], hex_len / 2 };
    nkeys++;
    return true;
}

static void read_keys(void)
{
    uint8_t seal[32];

    for (const char *p = settings.session_keys; *p;) {
        size_t len = strcspn(p, ",");

        if (nkeys == KEYS_MAX || !read_key(p, len))
            BUG("BELLWETHER_SESSION_KEYS: key %zu is not kid:hex of 32 to 64 bytes", nkeys + 1);
        p += len + (p[len] == ',');
    }
    if (nkeys == 0)
        BUG("BELLWETHER_SESSION_KEYS is empty");
    if (!hex_decode(settings.seal_key, seal, sizeof(seal)))
        BUG("BELLWETHER_SEAL_KEY is not 64 hex digits");
    crypto_hmac_sha256(seal, sizeof(seal), "refresh tokens", 14, refresh_key);
}

static void refresh_mac(const uint8_t body[24], const uint8_t seed[TOKEN_SEED_BYTES],
                        uint8_t mac[SHA256_BYTES])
{
    uint8_t text[24 + TOKEN_SEED_BYTES];

    memcpy(text, body, 24);
    memcpy(text + 24, seed, TOKEN_SEED_BYTES);
    crypto_hmac_sha256(refresh_key, sizeof(refresh_key), text, sizeof(text), mac);
}

static void refresh_body(const char *session_id, int64_t generation, uint8_t body[24])
{
    if (!uuid_to_bytes(session_id, body))
        BUG("session id %s is not a UUID", session_id);
    for (int i = 0; i < 8; i++)
        body[16 + i] = (uint8_t)((uint64_t)generation >> (56 - 8 * i));
}

static char *refresh_make(struct arena *a, const char *session_id,
                          const uint8_t seed[TOKEN_SEED_BYTES], int64_t generation)
{
    uint8_t bytes[REFRESH_BYTES];

    refresh_body(session_id, generation, bytes);
    refresh_mac(bytes, seed, bytes + 24);
    return crypto_base64url(a, bytes, sizeof(bytes));
}

struct tokens token_pair(struct arena *a, const char *user_id, const char *session_id,
                         const uint8_t seed[TOKEN_SEED_BYTES], int64_t generation)
{
    int64_t now = time_now() / TIME_SECOND;
    struct jwt_claims claims = {
        .user_id = user_id,
        .session_id = session_id,
        .issued_at = now,
        .expires_at = now + TOKEN_ACCESS_SECONDS,
    };

    pthread_once(&keys_once, read_keys);
    return (struct tokens){
        .session_id = session_id,
        .access = jwt_sign(a, &keys[0], &claims),
        .refresh = refresh_make(a, session_id, seed, generation),
    };
}

bool token_access(struct arena *a, const char *token, struct jwt_claims *claims_r)
{
    pthread_once(&keys_once, read_keys);
    return jwt_verify(a, keys, nkeys, token, time_now() / TIME_SECOND, claims_r) &&
           uuid_valid(claims_r->user_id) && uuid_valid(claims_r->session_id);
}

bool token_refresh_read(struct arena *a, const char *text, struct refresh_token *token_r)
{
    uint8_t *bytes;
    uint64_t generation = 0;
    size_t len;

    if (!crypto_base64url_decode(a, text, strlen(text), &bytes, &len) || len != REFRESH_BYTES)
        return false;
    uuid_from_bytes(bytes, token_r->session_id);
    for (int i = 0; i < 8; i++)
        generation = generation << 8 | bytes[16 + i];
    if (generation > INT64_MAX)
        return false;
    token_r->generation = (int64_t)generation;
    memcpy(token_r->mac, bytes + 24, sizeof(token_r->mac));
    return true;
}

bool token_refresh_genuine(const struct refresh_token *t, const uint8_t seed[TOKEN_SEED_BYTES])
{
    uint8_t body[24], mac[SHA256_BYTES];

    pthread_once(&keys_once, read_keys);
    refresh_body(t->session_id, t->generation, body);
    refresh_mac(body, seed, mac);
    return crypto_equal(mac, t->mac, sizeof(mac));
}
