/* Tests of base/crypto: vectors of the RFCs, and that nothing altered passes. */
#include "base/crypto.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <openssl/evp.h>

#include "base/arena.h"
#include "base/hex.h"
#include "base/settings.h"
#include "tests/unit/tap.h"

static char folder[] = "/tmp/crypto-XXXXXX";

static void test_sha256(void)
{
    char hex[SHA256_HEX];

    crypto_sha256_hex("abc", 3, hex);
    is_str(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "FIPS 180 abc");
    crypto_sha256_hex("", 0, hex);
    is_str(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "nothing");
}

/* RFC 4231 */
static void test_hmac(void)
{
    uint8_t key[131], mac[SHA256_BYTES];
    char hex[SHA256_HEX];

    memset(key, 0x0b, 20);
    crypto_hmac_sha256(key, 20, "Hi There", 8, mac);
    hex_encode(mac, sizeof(mac), hex);
    is_str(hex, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7", "case 1");
    crypto_hmac_sha256("Jefe", 4, "what do ya want for nothing?", 28, mac);
    hex_encode(mac, sizeof(mac), hex);
    is_str(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", "case 2");
    memset(key, 0xaa, 131);
    crypto_hmac_sha256(key, 131, "Test Using Larger Than Block-Size Key - Hash Key First", 54, mac);
    hex_encode(mac, sizeof(mac), hex);
    is_str(hex, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54", "case 6");
}

/* RFC 4648 §10, without padding */
static void test_base64(struct arena *a)
{
    static const char *const plain[] = { "", "f", "fo", "foo", "foob", "fooba", "foobar" };
    static const char *const coded[] = { "", "Zg", "Zm8", "Zm9v", "Zm9vYg", "Zm9vYmE", "Zm9vYmFy" };
    static const char *const bad[] = { "Z",    "Zg==",  "Zh",  "Zm9", "Zm9v+",
                                       "Zm/v", "Zm9vY", "Z g", "\xFF" };
    uint8_t *out;
    size_t n;

    for (size_t i = 0; i < 7; i++) {
        is_str(crypto_base64url(a, plain[i], strlen(plain[i])), coded[i], "encodes %s", plain[i]);
        ok(crypto_base64url_decode(a, coded[i], strlen(coded[i]), &out, &n) &&
               n == strlen(plain[i]) && memcmp(out, plain[i], n) == 0,
           "decodes %s", coded[i]);
    }
    is_str(crypto_base64url(a, "\xfb\xff\xfe", 3), "-__-", "the URL-safe letters");
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        ok(!crypto_base64url_decode(a, bad[i], strlen(bad[i]), &out, &n), "refuses %s", bad[i]);
}

/* RFC 4648 §10; padding may be left out, but not be wrong */
static void test_standard_base64(struct arena *a)
{
    static const char *const plain[] = { "", "f", "fo", "foo", "foob", "\xfb\xff\xfe" };
    static const char *const coded[] = { "", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "+//+" };
    static const char *const bad[] = { "=",    "====",  "Zg=",  "Zm9v====",
                                       "-__-", "Zm8==", "Zm8.", "Zg= =" };
    uint8_t *out;
    size_t n;

    for (size_t i = 0; i < 6; i++) {
        size_t bare = strcspn(coded[i], "=");

        is_str(crypto_base64(a, plain[i], strlen(plain[i])), coded[i], "encodes to %s", coded[i]);
        ok(crypto_base64_decode(a, coded[i], strlen(coded[i]), &out, &n) && n == strlen(plain[i]) &&
               memcmp(out, plain[i], n) == 0,
           "decodes %s", coded[i]);
        ok(crypto_base64_decode(a, coded[i], bare, &out, &n) && n == strlen(plain[i]),
           "also without padding");
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        ok(!crypto_base64_decode(a, bad[i], strlen(bad[i]), &out, &n), "refuses %s", bad[i]);
}

static void test_random(struct arena *a)
{
    const char *one = crypto_token(a, 32), *two = crypto_token(a, 32);

    is_int(strlen(one), 43, "32 bytes are 43 characters");
    ok(strcmp(one, two) != 0, "two tokens differ");
    ok(crypto_equal("abc", "abc", 3) && !crypto_equal("abc", "abd", 3) && crypto_equal("a", "b", 0),
       "comparing");
}

/* RFC 7914 §12: the library behind crypto_password_hash() is the one we think it is. */
static void test_scrypt_vector(void)
{
    uint8_t out[64];
    char hex[129];

    ok(EVP_PBE_scrypt("pleaseletmein", 13, (const uint8_t *)"SodiumChloride", 14, 16384, 8, 1,
                      64 << 20, out, sizeof(out)) == 1,
       "scrypt runs");
    hex_encode(out, sizeof(out), hex);
    is_str(hex,
           "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
           "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887",
           "to RFC 7914's vector");
}

static void test_password(struct arena *a)
{
    /* made with Python's hashlib.scrypt */
    static const char known[] = "$scrypt$ln=10,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$"
                                "Mdc_jTCPy-uU8aSLbM-FGBQC_AXSzfWCsAUkF_VYCgk";
    static const char *const bad[] = {
        "",
        "$scrypt$",
        "$scrypt$ln=10,r=8,p=1$AAECAwQFBgcICQoLDA0ODw",
        "$scrypt$ln=99,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$1E8o5gCEfXnGYm0gFoc8Ck1Vu3wTeD4-0n9Xu1Gq1Uk",
        "$scrypt$ln=20,r=99,p=1$AAECAwQFBgcICQoLDA0ODw$1E8o5gCEfXnGYm0gFoc8Ck1Vu3wTeD4-0n9Xu1Gq1Uk",
        "$scrypt$ln=10,r=8,p=1$AAECAwQFBgcICQoLDA0OD$1E8o5gCEfXnGYm0gFoc8Ck1Vu3wTeD4-0n9Xu1Gq1Uk",
        "$argon2id$v=19$m=65536,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$x",
    };
    char *stored = crypto_password_hash(a, "correct horse"), *again;

    ok(strncmp(stored, "$scrypt$ln=15,r=8,p=3$", 22) == 0, "the parameters are written");
    ok(crypto_password_matches("correct horse", stored), "the password matches");
    ok(!crypto_password_matches("correct horsf", stored), "another does not");
    ok(!crypto_password_matches("", stored), "nor an empty one");
    again = crypto_password_hash(a, "correct horse");
    ok(strcmp(stored, again) != 0, "the same password is stored differently");
    ok(crypto_password_matches("secret", known), "a hash from elsewhere, with other parameters");
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        ok(!crypto_password_matches("secret", bad[i]), "not a stored password: %s", bad[i]);
}

/* Four processes at once, of which two may compute: the most that ever overlap is counted by the
 * locks themselves, so while both slots are held by us nobody gets one. */
static void test_slots(void)
{
    char path[64];
    int held[2], status = -1;
    pid_t pid;

    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof(path), "%s/scrypt-%d.lock", folder, i);
        held[i] = open(path, O_RDWR | O_CREAT, 0600);
        ok(held[i] >= 0 && flock(held[i], LOCK_EX | LOCK_NB) == 0, "slot %d is free at first", i);
    }
    pid = fork();
    if (pid == 0) {
        struct arena *a = arena_new(1 << 20);

        close(held[0]);
        close(held[1]);
        _exit(crypto_password_hash(a, "x") ? 0 : 1);
    }
    usleep(600000);
    is_int(waitpid(pid, &status, WNOHANG), 0, "a third one waits");
    close(held[0]);
    close(held[1]);
    ok(waitpid(pid, &status, 0) == pid && status == 0, "and goes on when a slot is free");
}

static void test_seal(void)
{
    uint8_t key[32], other[32], sealed[5 + CRYPTO_SEAL_EXTRA], twice[5 + CRYPTO_SEAL_EXTRA], out[5];
    int passed = 0;

    crypto_random(key, sizeof(key));
    crypto_random(other, sizeof(other));
    crypto_seal(key, "channel:1", "token", 5, sealed);
    crypto_seal(key, "channel:1", "token", 5, twice);
    ok(memcmp(sealed, twice, sizeof(sealed)) != 0, "sealing twice differs");
    ok(crypto_open(key, "channel:1", sealed, sizeof(sealed), out), "it opens");
    is_mem(out, "token", 5, "to what was sealed");
    ok(!crypto_open(other, "channel:1", sealed, sizeof(sealed), out), "not with another key");
    ok(!crypto_open(key, "channel:2", sealed, sizeof(sealed), out), "not for another place");
    ok(!crypto_open(key, "channel:1", sealed, sizeof(sealed) - 1, out), "not cut");
    ok(!crypto_open(key, "channel:1", sealed, 27, out), "not too short");
    for (size_t i = 0; i < sizeof(sealed) * 8; i++) {
        sealed[i / 8] ^= (uint8_t)(1 << i % 8);
        passed += crypto_open(key, "channel:1", sealed, sizeof(sealed), out);
        sealed[i / 8] ^= (uint8_t)(1 << i % 8);
    }
    is_int(passed, 0, "not with any bit changed");
}

int main(void)
{
    struct arena *a = arena_new(1 << 20);

    if (!mkdtemp(folder))
        abort();
    settings.run_dir = folder;
    test_sha256();
    test_hmac();
    test_base64(a);
    test_standard_base64(a);
    test_random(a);
    test_scrypt_vector();
    test_password(a);
    test_slots();
    test_seal();
    for (int i = 0; i < 2; i++)
        unlink(arena_printf(a, "%s/scrypt-%d.lock", folder, i));
    rmdir(folder);
    arena_free(a);
    return done_testing();
}
