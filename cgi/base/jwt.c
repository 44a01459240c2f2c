/* Session tokens are signed and verified here. */
#include "base/jwt.h"

#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/ctx.h"
#include "base/json.h"

#define TOKEN_MAX 4096

static char *encode_part(struct arena *a, const struct str *s)
{
    return crypto_base64url(a, str_c(s), s->len);
}

static char *header_of(struct arena *a, const struct jwt_key *key)
{
    struct str s = str_new(a, TOKEN_MAX);
    struct json_out w = json_out(&s);

    json_open(&w, '{');
    json_key(&w, "alg");
    json_str(&w, "HS256");
    json_key(&w, "typ");
    json_str(&w, "JWT");
    json_key(&w, "kid");
    json_str(&w, key->id);
    json_close(&w, '}');
    return encode_part(a, &s);
}

static char *payload_of(struct arena *a, const struct jwt_claims *claims)
{
    struct str s = str_new(a, TOKEN_MAX);
    struct json_out w = json_out(&s);

    json_open(&w, '{');
    json_key(&w, "sub");
    json_str(&w, claims->user_id);
    json_key(&w, "sid");
    json_str(&w, claims->session_id);
    json_key(&w, "iat");
    json_num(&w, claims->issued_at);
    json_key(&w, "exp");
    json_num(&w, claims->expires_at);
    json_close(&w, '}');
    return encode_part(a, &s);
}

char *jwt_sign(struct arena *a, const struct jwt_key *key, const struct jwt_claims *claims)
{
    char *text = arena_printf(a, "%s.%s", header_of(a, key), payload_of(a, claims));
    uint8_t mac[SHA256_BYTES];

    if (key->len < 32)
        BUG("a signing key of %zu bytes", key->len);
    crypto_hmac_sha256(key->secret, key->len, text, strlen(text), mac);
    return arena_printf(a, "%s.%s", text, crypto_base64url(a, mac, sizeof(mac)));
}

/* A part's JSON object, or NULL. */
static const struct json *read_part(struct arena *a, const char *text, size_t n)
{
    struct ctx c = { .arena = a };
    const struct json *v;
    uint8_t *bytes;
    size_t len;

    if (!crypto_base64url_decode(a, text, n, &bytes, &len) ||
        json_parse(&c, (const char *)bytes, len, &v) != OK || json_type(v) != JSON_OBJECT)
        return NULL;
    return v;
}

/* The key that the header names, if everything else in the header is as we write it. */
static const struct jwt_key *find_key(const struct json *header, const struct jwt_key *keys,
                                      size_t nkeys)
{
    const char *id = json_string(json_get(header, "kid"));

    if (!id || !str_eq(json_string(json_get(header, "alg")), "HS256") || json_get(header, "crit"))
        return NULL;
    for (size_t i = 0; i < nkeys; i++)
        if (strcmp(keys[i].id, id) == 0)
            return keys[i].len >= 32 ? &keys[i] : NULL;
    return NULL;
}

static bool signature_holds(struct arena *a, const struct jwt_key *key, const char *token,
                            const char *dot)
{
    uint8_t mac[SHA256_BYTES], *given;
    size_t n;

    crypto_hmac_sha256(key->secret, key->len, token, (size_t)(dot - token), mac);
    return crypto_base64url_decode(a, dot + 1, strlen(dot + 1), &given, &n) && n == sizeof(mac) &&
           crypto_equal(mac, given, sizeof(mac));
}

static bool read_claims(const struct json *payload, int64_t now, struct jwt_claims *claims_r)
{
    const struct json *iat = json_get(payload, "iat"), *exp = json_get(payload, "exp");
    struct jwt_claims claims = {
        .user_id = json_string(json_get(payload, "sub")),
        .session_id = json_string(json_get(payload, "sid")),
        .issued_at = json_int(iat),
        .expires_at = json_int(exp),
    };

    if (!claims.user_id || !claims.session_id || json_type(iat) != JSON_INT ||
        json_type(exp) != JSON_INT || claims.expires_at <= now)
        return false;
    *claims_r = claims;
    return true;
}

bool jwt_verify(struct arena *a, const struct jwt_key *keys, size_t nkeys, const char *token,
                int64_t now, struct jwt_claims *claims_r)
{
    const char *first = strchr(token, '.'), *second = first ? strchr(first + 1, '.') : NULL;
    const struct json *header, *payload;
    const struct jwt_key *key;

    if (!second || strlen(token) > TOKEN_MAX)
        return false;
    header = read_part(a, token, (size_t)(first - token));
    key = find_key(header, keys, nkeys);
    if (!key || !signature_holds(a, key, token, second))
        return false;
    payload = read_part(a, first + 1, (size_t)(second - first) - 1);
    return payload && read_claims(payload, now, claims_r);
}
