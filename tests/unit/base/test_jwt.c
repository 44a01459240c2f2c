/* Tests of base/jwt: what was signed verifies; nothing else does. */
#include "base/jwt.h"

#include "base/arena.h"
#include "base/crypto.h"
#include "tests/unit/tap.h"

static struct arena *a;
static struct jwt_claims got;

#define NOW 1700000000

static const uint8_t secret_a[32] = "0123456789abcdef0123456789abcde", secret_b[40] = "another";
static const struct jwt_key keys[] = { { "b", secret_b, 40 }, { "a", secret_a, 32 } };
static const struct jwt_claims claims = { "user-1", "session-1", NOW, NOW + 600 };

static bool verify(const char *token)
{
    return jwt_verify(a, keys, 2, token, NOW, &got);
}

/* A token of any header and payload, correctly signed with key "a". */
static const char *forge(const char *header, const char *payload)
{
    const char *text = arena_printf(a, "%s.%s", crypto_base64url(a, header, strlen(header)),
                                    crypto_base64url(a, payload, strlen(payload)));
    uint8_t mac[SHA256_BYTES];

    crypto_hmac_sha256(secret_a, 32, text, strlen(text), mac);
    return arena_printf(a, "%s.%s", text, crypto_base64url(a, mac, sizeof(mac)));
}

#define HEADER "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"a\"}"
#define PAYLOAD "{\"sub\":\"u\",\"sid\":\"s\",\"iat\":1700000000,\"exp\":1700000600}"

static void test_round_trip(void)
{
    const char *token = jwt_sign(a, &keys[1], &claims);

    ok(verify(token), "a signed token verifies");
    is_str(got.user_id, "user-1", "its user");
    is_str(got.session_id, "session-1", "its session");
    ok(got.issued_at == NOW && got.expires_at == NOW + 600, "its times");
    ok(verify(jwt_sign(a, &keys[0], &claims)), "with the other key too");
    ok(jwt_verify(a, keys, 2, token, NOW + 599, &got), "until its last second");
    ok(!jwt_verify(a, keys, 2, token, NOW + 600, &got), "not after its end");
    ok(!jwt_verify(a, keys, 1, token, NOW, &got), "not where its key is unknown");
    ok(!jwt_verify(a, keys, 0, token, NOW, &got), "nor where no key is");
    is_str(forge(HEADER, "{\"sub\":\"user-1\",\"sid\":\"session-1\",\"iat\":1700000000,"
                         "\"exp\":1700000600}"),
           token, "its form is that of RFC 7515");
}

/* RFC 7515 A.1's example is signed as we sign. */
static void test_vector(void)
{
    static const char text[] =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQog"
        "Imh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    static const char key[] =
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
    uint8_t *secret, mac[SHA256_BYTES];
    size_t n;

    ok(crypto_base64url_decode(a, key, strlen(key), &secret, &n) && n == 64, "the RFC's key");
    crypto_hmac_sha256(secret, n, text, strlen(text), mac);
    is_str(crypto_base64url(a, mac, sizeof(mac)), "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
           "the RFC's signature");
}

static void test_forgeries(void)
{
    static const struct {
        const char *header, *payload;
    } bad[] = {
        { "{\"alg\":\"none\",\"kid\":\"a\"}", PAYLOAD },
        { "{\"alg\":\"HS512\",\"kid\":\"a\"}", PAYLOAD },
        { "{\"alg\":\"hs256\",\"kid\":\"a\"}", PAYLOAD },
        { "{\"kid\":\"a\"}", PAYLOAD },
        { "{\"alg\":\"HS256\"}", PAYLOAD },
        { "{\"alg\":\"HS256\",\"kid\":7}", PAYLOAD },
        { "{\"alg\":\"HS256\",\"kid\":\"zz\"}", PAYLOAD },
        { "{\"alg\":\"HS256\",\"kid\":\"a\",\"crit\":[\"b64\"]}", PAYLOAD },
        { "{\"alg\":\"HS256\",\"alg\":\"none\",\"kid\":\"a\"}", PAYLOAD },
        { "[]", PAYLOAD },
        { "", PAYLOAD },
        { HEADER, "{}" },
        { HEADER, "7" },
        { HEADER, "{\"sub\":\"u\",\"sid\":\"s\",\"iat\":1700000000}" },
        { HEADER, "{\"sub\":\"u\",\"sid\":\"s\",\"iat\":1700000000,\"exp\":\"1700000600\"}" },
        { HEADER, "{\"sub\":\"u\",\"sid\":\"s\",\"exp\":1700000600}" },
        { HEADER, "{\"sub\":\"u\",\"iat\":1700000000,\"exp\":1700000600}" },
        { HEADER, "{\"sid\":\"s\",\"iat\":1700000000,\"exp\":1700000600}" },
        { HEADER, "{\"sub\":\"u\",\"sid\":\"s\",\"iat\":1700000000,\"exp\":1e300}" },
    };

    ok(verify(forge(HEADER, PAYLOAD)), "the good form, to compare with");
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        ok(!verify(forge(bad[i].header, bad[i].payload)), "refuses %s %s", bad[i].header,
           bad[i].payload);
}

static void test_altered(void)
{
    char *token = jwt_sign(a, &keys[1], &claims);
    size_t n = strlen(token);
    int passed = 0;

    for (size_t i = 0; i < n; i++) {
        char before = token[i];

        token[i] = before == 'A' ? 'B' : 'A';
        passed += verify(token);
        token[i] = before;
    }
    is_int(passed, 0, "no character can be changed");
    for (size_t i = 0; i < n; i++)
        passed += verify(arena_strndup(a, token, i));
    is_int(passed, 0, "none can be cut off");
    ok(!verify(arena_printf(a, "%s.", token)) && !verify(arena_printf(a, "%sA", token)) &&
           !verify(arena_printf(a, "%s=", token)) && !verify("..") && !verify(""),
       "none can be added");
}

int main(void)
{
    a = arena_new(16 << 20);
    test_round_trip();
    test_vector();
    test_forgeries();
    test_altered();
    arena_free(a);
    return done_testing();
}
