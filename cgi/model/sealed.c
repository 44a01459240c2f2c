/* Secrets are sealed for storing, and opened again, here. */
#include "model/sealed.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/err.h"
#include "base/hex.h"
#include "base/settings.h"

#define KEY_BYTES 32

static void read_key(uint8_t key[KEY_BYTES])
{
    if (!hex_decode(settings.seal_key, key, KEY_BYTES))
        BUG("BELLWETHER_SEAL_KEY is missing");
}

const char *sealed_make(struct arena *a, const char *about, const char *text)
{
    size_t n = strlen(text), all = n + CRYPTO_SEAL_EXTRA;
    uint8_t key[KEY_BYTES], *sealed = arena_alloc(a, all);
    char *hex = arena_alloc(a, 2 * all + 1);

    read_key(key);
    crypto_seal(key, about, text, n, sealed);
    hex_encode(sealed, all, hex);
    return hex;
}

const char *sealed_open(struct arena *a, const char *about, const char *hex)
{
    size_t n = strlen(hex) / 2;
    uint8_t key[KEY_BYTES], *sealed = arena_alloc(a, n + 1);
    char *text;

    if (n < CRYPTO_SEAL_EXTRA || !hex_decode(hex, sealed, n))
        return NULL;
    read_key(key);
    text = arena_alloc(a, n - CRYPTO_SEAL_EXTRA + 1);
    return crypto_open(key, about, sealed, n, (uint8_t *)text) ? text : NULL;
}
