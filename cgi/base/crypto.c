/* Randomness, digests, passwords and sealing: OpenSSL is called here. */
#include "base/crypto.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hex.h"
#include "base/log.h"
#include "base/settings.h"

#define SALT_BYTES 16
#define HASH_BYTES 32
#define NONCE_BYTES 12
#define TAG_BYTES 16

void crypto_random(void *out, size_t n)
{
    if (n > INT_MAX || RAND_bytes(out, (int)n) != 1)
        BUG("no random bytes");
}

static const EVP_MD *digest;

static void fetch_digest(void)
{
    digest = EVP_MD_fetch(NULL, "SHA256", NULL);
    if (!digest)
        BUG("no SHA-256");
}

/* Looked up once: EVP_sha256() makes OpenSSL 3 search its providers with every use. */
static const EVP_MD *sha256(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, fetch_digest);
    return digest;
}

void crypto_sha256(const void *p, size_t n, uint8_t out[SHA256_BYTES])
{
    if (EVP_Digest(p, n, out, NULL, sha256(), NULL) != 1)
        BUG("no SHA-256");
}

void crypto_sha256_hex(const void *p, size_t n, char out[SHA256_HEX])
{
    uint8_t raw[SHA256_BYTES];

    crypto_sha256(p, n, raw);
    hex_encode(raw, sizeof(raw), out);
}

void crypto_hmac_sha256(const void *key, size_t key_len, const void *p, size_t n,
                        uint8_t out[SHA256_BYTES])
{
    if (key_len > INT_MAX || !HMAC(sha256(), key, (int)key_len, p, n, out, NULL))
        BUG("no HMAC");
}

bool crypto_equal(const void *a, const void *b, size_t n)
{
    return CRYPTO_memcmp(a, b, n) == 0;
}

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

#define BASE64_TEXT(n) ((n) / 3 * 4 + 4 + 1)

static void encode(const uint8_t *p, size_t n, char *out)
{
    size_t i = 0;

    for (; n - i >= 3; i += 3) {
        unsigned v = (unsigned)p[i] << 16 | (unsigned)p[i + 1] << 8 | p[i + 2];

        *out++ = alphabet[v >> 18];
        *out++ = alphabet[v >> 12 & 63];
        *out++ = alphabet[v >> 6 & 63];
        *out++ = alphabet[v & 63];
    }
    if (n - i) {
        unsigned v = (unsigned)p[i] << 16 | (n - i == 2 ? (unsigned)p[i + 1] << 8 : 0);

        *out++ = alphabet[v >> 18];
        *out++ = alphabet[v >> 12 & 63];
        if (n - i == 2)
            *out++ = alphabet[v >> 6 & 63];
    }
    *out = '\0';
}

static int value_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '-' ? 62 : c == '_' ? 63 : -1;
}

/* Writes n*3/4 bytes. A text has one reading and a value one text: left-over bits must be zero. */
static bool decode(const char *text, size_t n, uint8_t *out)
{
    unsigned v = 0, bits = 0;

    if (n % 4 == 1)
        return false;
    for (size_t i = 0; i < n; i++) {
        int six = value_of(text[i]);

        if (six < 0)
            return false;
        v = (v << 6 | (unsigned)six) & 0xffff;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            *out++ = (uint8_t)(v >> bits);
        }
    }
    return (v & ((1u << bits) - 1)) == 0;
}

char *crypto_base64url(struct arena *a, const void *p, size_t n)
{
    char *text = arena_alloc(a, BASE64_TEXT(n));

    encode(p, n, text);
    return text;
}

bool crypto_base64url_decode(struct arena *a, const char *text, size_t n, uint8_t **out_r,
                             size_t *len_r)
{
    *out_r = arena_alloc(a, n / 4 * 3 + 3);
    *len_r = n / 4 * 3 + (n % 4 ? n % 4 - 1 : 0);
    return decode(text, n, *out_r);
}

/* The two alphabets differ in their last two characters. */
static void exchange(char *text, const char *from, const char *to)
{
    for (char *p = text; *p; p++)
        for (size_t i = 0; from[i]; i++)
            if (*p == from[i]) {
                *p = to[i];
                break;
            }
}

char *crypto_base64(struct arena *a, const void *p, size_t n)
{
    static const char *const padding[] = { "", "==", "=" };
    char *text = crypto_base64url(a, p, n);

    exchange(text, "-_", "+/");
    return arena_printf(a, "%s%s", text, padding[n % 3]);
}

bool crypto_base64_decode(struct arena *a, const char *text, size_t n, uint8_t **out_r,
                          size_t *len_r)
{
    char *copy;
    size_t padding = n && n % 4 == 0 && text[n - 1] == '=' ? 1 + (text[n - 2] == '=') : 0;

    copy = arena_strndup(a, text, n - padding);
    /* what belongs to the other alphabet becomes what belongs to none */
    exchange(copy, "-_+/", "..-_");
    return crypto_base64url_decode(a, copy, n - padding, out_r, len_r);
}

char *crypto_token(struct arena *a, size_t n)
{
    uint8_t *bytes = arena_alloc(a, n);

    crypto_random(bytes, n);
    return crypto_base64url(a, bytes, n);
}

struct scrypt {
    unsigned ln, r, p;
    uint8_t salt[SALT_BYTES], hash[HASH_BYTES];
};

#define SCRYPT_DEFAULT                                                                             \
    {                                                                                              \
        .ln = 15, .r = 8, .p = 3                                                                   \
    }
#define SCRYPT_MEMORY ((uint64_t)160 << 20)
#define SCRYPT_SLOTS 2

/* The open lock file of a slot, or -1. Each call opens anew: flock then holds between threads too. */
static int open_slot(unsigned i)
{
    char path[512];
    int fd;

    if (snprintf(path, sizeof(path), "%s/scrypt-%u.lock", settings.run_dir, i) >= (int)sizeof(path))
        return -1;
    fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        log_warn("no scrypt slot", LOG_STR("path", path), LOG_STR("error", strerror(errno)));
    return fd;
}

/* Waits for one of the machine's slots; -1 where locking is not possible: then it goes unlimited,
 * for nobody could sign in otherwise. Closing the descriptor frees the slot. */
static int take_slot(void)
{
    uint8_t any;
    int fd;

    for (unsigned i = 0; i < SCRYPT_SLOTS; i++) {
        fd = open_slot(i);
        if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0)
            return fd;
        close(fd);
    }
    crypto_random(&any, 1);
    fd = open_slot(any % SCRYPT_SLOTS);
    while (fd >= 0 && flock(fd, LOCK_EX) != 0 && errno == EINTR)
        continue;
    return fd;
}

/* False when the parameters are more than we allow. */
static bool scrypt(const char *password, const struct scrypt *s, uint8_t out[HASH_BYTES])
{
    int slot = take_slot();
    bool done =
        EVP_PBE_scrypt(password, strlen(password), s->salt, SALT_BYTES, UINT64_C(1) << s->ln, s->r,
                       s->p, SCRYPT_MEMORY, out, HASH_BYTES) == 1;

    if (slot >= 0)
        close(slot);
    return done;
}

char *crypto_password_hash(struct arena *a, const char *password)
{
    struct scrypt s = SCRYPT_DEFAULT;

    crypto_random(s.salt, SALT_BYTES);
    if (!scrypt(password, &s, s.hash))
        BUG("no scrypt");
    return arena_printf(a, "$scrypt$ln=%u,r=%u,p=%u$%s$%s", s.ln, s.r, s.p,
                        crypto_base64url(a, s.salt, SALT_BYTES),
                        crypto_base64url(a, s.hash, HASH_BYTES));
}

/* The field up to '$' or the end, decoded; moves *at behind it. */
static bool read_field(const char **at, size_t bytes, uint8_t *out)
{
    size_t n = strcspn(*at, "$");
    const char *text = *at;

    *at += n + ((*at)[n] == '$');
    return n == (bytes * 4 + 2) / 3 && decode(text, n, out);
}

static bool read_stored(const char *stored, struct scrypt *s)
{
    int n = 0;

    if (sscanf(stored, "$scrypt$ln=%2u,r=%2u,p=%2u$%n", &s->ln, &s->r, &s->p, &n) != 3 || !n ||
        s->ln < 1 || s->ln > 20)
        return false;
    stored += n;
    return read_field(&stored, SALT_BYTES, s->salt) && read_field(&stored, HASH_BYTES, s->hash) &&
           !*stored;
}

bool crypto_password_matches(const char *password, const char *stored)
{
    struct scrypt s;
    uint8_t hash[HASH_BYTES];

    if (!read_stored(stored, &s) || !scrypt(password, &s, hash)) {
        log_error("a stored password cannot be read");
        return false;
    }
    return crypto_equal(hash, s.hash, HASH_BYTES);
}

static EVP_CIPHER_CTX *cipher_context(void)
{
    EVP_CIPHER_CTX *x = EVP_CIPHER_CTX_new();

    if (!x)
        BUG("out of memory");
    return x;
}

void crypto_seal(const uint8_t key[32], const char *associated, const void *p, size_t n,
                 uint8_t *out)
{
    EVP_CIPHER_CTX *x = cipher_context();
    uint8_t *text = out + NONCE_BYTES;
    int len;

    if (n > INT_MAX)
        BUG("too much to seal");
    crypto_random(out, NONCE_BYTES);
    if (EVP_EncryptInit_ex(x, EVP_aes_256_gcm(), NULL, key, out) != 1 ||
        EVP_EncryptUpdate(x, NULL, &len, (const uint8_t *)associated, (int)strlen(associated)) !=
            1 ||
        EVP_EncryptUpdate(x, text, &len, p, (int)n) != 1 ||
        EVP_EncryptFinal_ex(x, text + n, &len) != 1 ||
        EVP_CIPHER_CTX_ctrl(x, EVP_CTRL_GCM_GET_TAG, TAG_BYTES, text + n) != 1)
        BUG("no AES-GCM");
    EVP_CIPHER_CTX_free(x);
}

bool crypto_open(const uint8_t key[32], const char *associated, const uint8_t *sealed, size_t n,
                 uint8_t *out)
{
    EVP_CIPHER_CTX *x;
    uint8_t tag[TAG_BYTES];
    size_t plain;
    bool good;
    int len;

    if (n < CRYPTO_SEAL_EXTRA || n > INT_MAX)
        return false;
    plain = n - CRYPTO_SEAL_EXTRA;
    memcpy(tag, sealed + NONCE_BYTES + plain, TAG_BYTES);
    x = cipher_context();
    good = EVP_DecryptInit_ex(x, EVP_aes_256_gcm(), NULL, key, sealed) == 1 &&
           EVP_DecryptUpdate(x, NULL, &len, (const uint8_t *)associated, (int)strlen(associated)) ==
               1 &&
           EVP_DecryptUpdate(x, out, &len, sealed + NONCE_BYTES, (int)plain) == 1 &&
           EVP_CIPHER_CTX_ctrl(x, EVP_CTRL_GCM_SET_TAG, TAG_BYTES, tag) == 1 &&
           EVP_DecryptFinal_ex(x, out + plain, &len) == 1;
    EVP_CIPHER_CTX_free(x);
    if (!good)
        OPENSSL_cleanse(out, plain);
    return good;
}
