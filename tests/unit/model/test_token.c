/* Tokens: what is made is read back, and nothing else is. */
#include "model/token.h"

#include <string.h>

#include "base/arena.h"
#include "base/jwt.h"
#include "base/settings.h"
#include "tests/unit/tap.h"

#define SESSION "01990a4e-7c1e-7cc2-9a55-0d8b6b8a2f11"
#define USER "01990a4e-7c20-7a41-8f0e-4b1c1d2e3f40"

static const uint8_t seed[TOKEN_SEED_BYTES] = "a seed of exactly 32 bytes, this";
static const uint8_t other_seed[TOKEN_SEED_BYTES] = "another seed of 32 bytes, surely";

static void test_access(struct arena *a)
{
    struct tokens t = token_pair(a, USER, SESSION, seed, 0);
    struct jwt_claims claims;

    ok(token_access(a, t.access, &claims), "an access token is taken");
    is_str(claims.user_id, USER, "it names the person");
    is_str(claims.session_id, SESSION, "and the session");
    is_int(claims.expires_at - claims.issued_at, TOKEN_ACCESS_SECONDS, "for ten minutes");
    ok(!token_access(a, t.refresh, &claims), "a refresh token is no access token");
    ok(!token_access(a, "", &claims), "nor is nothing");
}

static void test_refresh(struct arena *a)
{
    struct tokens t = token_pair(a, USER, SESSION, seed, 41);
    struct tokens again = token_pair(a, USER, SESSION, seed, 41);
    struct tokens next = token_pair(a, USER, SESSION, seed, 42);
    struct refresh_token read;

    is_str(again.refresh, t.refresh, "a generation has one token, however often it is made");
    ok(strcmp(next.refresh, t.refresh) != 0, "the next one has another");
    ok(token_refresh_read(a, t.refresh, &read), "it is read");
    is_str(read.session_id, SESSION, "it names the session");
    is_int(read.generation, 41, "and the generation");
    ok(token_refresh_genuine(&read, seed), "it is genuine");
    ok(!token_refresh_genuine(&read, other_seed), "not with another seed");
    read.generation++;
    ok(!token_refresh_genuine(&read, seed), "nor with another generation");
}

/* Changes each character of the token in turn. */
static void test_altered(struct arena *a)
{
    char *text = arena_strdup(a, token_pair(a, USER, SESSION, seed, 7).refresh);
    size_t n = strlen(text), accepted = 0;

    for (size_t i = 0; i < n; i++) {
        struct refresh_token read;
        char before = text[i];

        text[i] = before == 'A' ? 'B' : 'A';
        accepted += token_refresh_read(a, text, &read) && token_refresh_genuine(&read, seed);
        text[i] = before;
    }
    is_int((int64_t)accepted, 0, "no altered token is genuine");
}

static void test_shapes(struct arena *a)
{
    static const char *const bad[] = {
        "",
        "A",
        "AAAA",
        "not base64!",
        "=====",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        "AAAAAAAAAAAA"
    };
    struct refresh_token read;

    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        ok(!token_refresh_read(a, bad[i], &read), "'%.20s' is no refresh token", bad[i]);
}

int main(void)
{
    struct arena *a = arena_new(1 << 20);

    settings.session_keys = "k1:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f,"
                            "k0:ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    settings.seal_key = "0f0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    test_access(a);
    test_refresh(a);
    test_altered(a);
    test_shapes(a);
    arena_free(a);
    return done_testing();
}
