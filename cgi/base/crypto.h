/* The few cryptographic pieces Bellwether needs. OpenSSL is used here and in jwt.c only.
 *
 * A failing library (no memory, no randomness) is a BUG: there is nothing sensible to answer.
 */
#ifndef BASE_CRYPTO_H
#define BASE_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

#define SHA256_BYTES 32
#define SHA256_HEX 65

void crypto_random(void *out, size_t n);
void crypto_sha256(const void *p, size_t n, uint8_t out[SHA256_BYTES]);
void crypto_sha256_hex(const void *p, size_t n, char out[SHA256_HEX]);
void crypto_hmac_sha256(const void *key, size_t key_len, const void *p, size_t n,
                        uint8_t out[SHA256_BYTES]);

/* Whether the two are equal, in a time that depends on `n` alone. */
bool crypto_equal(const void *a, const void *b, size_t n);

/* URL-safe base64 without padding (RFC 4648 §5). Encoding returns text in the arena; decoding
 * returns false for anything not in the alphabet. */
char *crypto_base64url(struct arena *a, const void *p, size_t n);
bool crypto_base64url_decode(struct arena *a, const char *text, size_t n, uint8_t **out_r,
                             size_t *len_r) __attribute__((warn_unused_result));

/* Standard base64 (RFC 4648 §4): encoded with padding, decoded with or without. */
char *crypto_base64(struct arena *a, const void *p, size_t n);
bool crypto_base64_decode(struct arena *a, const char *text, size_t n, uint8_t **out_r,
                          size_t *len_r) __attribute__((warn_unused_result));

/* `n` random bytes as base64url text. */
char *crypto_token(struct arena *a, size_t n);

/* A password as "$scrypt$ln=15,r=8,p=3$salt$hash" (RFC 7914; base64url fields), and its check in
 * constant time. At most two run at once on a machine (a lock file in BELLWETHER_RUN_DIR); others
 * wait their turn. Takes about 0.1 s and 32 MiB. */
char *crypto_password_hash(struct arena *a, const char *password);
bool crypto_password_matches(const char *password, const char *stored);

/* AES-256-GCM with a 32-byte key: nonce (12) | ciphertext | tag (16). Opening returns false for
 * anything that was not sealed with that key and that associated text. */
#define CRYPTO_SEAL_EXTRA 28
void crypto_seal(const uint8_t key[32], const char *associated, const void *p, size_t n,
                 uint8_t *out);
bool crypto_open(const uint8_t key[32], const char *associated, const uint8_t *sealed, size_t n,
                 uint8_t *out) __attribute__((warn_unused_result));

#endif
