/* Signatures of webhooks are checked here. */
#include "model/signing.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/hex.h"
#include "base/str.h"
#include "base/timeutil.h"

#define STANDARD_PREFIX "whsec_"
#define SECRET_BYTES 24
#define SECRET_BYTES_MIN 16
#define SECRET_BYTES_MAX 64
#define SIGNATURES_MAX 20 /* of one header: more than any rotation of secrets needs */

const char *const signing_names[] = { "standard", "github", "stripe", NULL };

enum signing_scheme signing_by_name(const char *name)
{
    for (int i = 0; name && signing_names[i]; i++)
        if (str_eq(name, signing_names[i]))
            return (enum signing_scheme)(i + 1);
    return SIGNING_NONE;
}

const char *signing_secret(struct arena *a)
{
    uint8_t random[SECRET_BYTES];

    crypto_random(random, sizeof(random));
    return arena_printf(a, STANDARD_PREFIX "%s", crypto_base64(a, random, sizeof(random)));
}

/* The bytes behind a secret of Standard Webhooks; the prefix may be absent, as the SDKs allow. */
static bool standard_key(struct arena *a, const char *secret, uint8_t **key_r, size_t *n_r)
{
    if (str_starts(secret, STANDARD_PREFIX))
        secret += strlen(STANDARD_PREFIX);
    return crypto_base64_decode(a, secret, strlen(secret), key_r, n_r) && *n_r > 0;
}

bool signing_secret_good(struct arena *a, enum signing_scheme scheme, const char *secret)
{
    size_t chars = strlen(secret), n;
    uint8_t *key;

    if (chars < SIGNING_SECRET_MIN || chars > SIGNING_SECRET_MAX)
        return false;
    for (const char *p = secret; *p; p++)
        if (!isprint((unsigned char)*p))
            return false;
    if (scheme != SIGNING_STANDARD)
        return true;
    return str_starts(secret, STANDARD_PREFIX) && standard_key(a, secret, &key, &n) &&
           n >= SECRET_BYTES_MIN && n <= SECRET_BYTES_MAX;
}

/* HMAC of "<start><body>"; start is "" or ends in a dot. */
static void sign(struct arena *a, const void *key, size_t key_len, const char *start,
                 const char *body, size_t n, uint8_t out[SHA256_BYTES])
{
    size_t head = strlen(start);
    char *text = arena_alloc(a, head + n + 1);

    memcpy(text, start, head);
    if (n)
        memcpy(text + head, body, n);
    crypto_hmac_sha256(key, key_len, text, head + n, out);
}

static bool is_recent(const char *seconds, int64_t now)
{
    int64_t t;

    if (!seconds || !str_to_int64(seconds, &t))
        return false;
    return t >= now / TIME_SECOND - SIGNING_TOLERANCE_SECONDS &&
           t <= now / TIME_SECOND + SIGNING_TOLERANCE_SECONDS;
}

/* A list of signatures, of which one has to be the right one. */
struct offers {
    uint8_t list[SIGNATURES_MAX][SHA256_BYTES];
    size_t n;
};

static void offer(struct offers *o, const uint8_t *signature, size_t n)
{
    if (n == SHA256_BYTES && o->n < SIGNATURES_MAX)
        memcpy(o->list[o->n++], signature, SHA256_BYTES);
}

static void offer_hex(struct offers *o, const char *hex, size_t n)
{
    uint8_t raw[SHA256_BYTES];
    char text[SHA256_HEX];

    if (n != SHA256_HEX - 1)
        return;
    memcpy(text, hex, n);
    text[n] = '\0';
    if (hex_decode(text, raw, sizeof(raw)))
        offer(o, raw, sizeof(raw));
}

static bool one_is(const struct offers *o, const uint8_t right[SHA256_BYTES])
{
    bool found = false;

    for (size_t i = 0; i < o->n; i++)
        found |= crypto_equal(o->list[i], right, SHA256_BYTES);
    return found;
}

/* "v1,<base64> v1,<base64> v1a,…": only v1 is symmetric. */
static void standard_offers(struct arena *a, const char *header, struct offers *o)
{
    for (const char *p = header ? header : ""; *p;) {
        size_t len = strcspn(p, " "), n;
        uint8_t *raw;

        if (len > 3 && strncmp(p, "v1,", 3) == 0 &&
            crypto_base64_decode(a, p + 3, len - 3, &raw, &n))
            offer(o, raw, n);
        p += len + strspn(p + len, " ");
    }
}

static bool standard_matches(struct arena *a, const char *secret, const struct signing_headers *h,
                             const char *body, size_t n, int64_t now)
{
    struct offers o = { .n = 0 };
    uint8_t right[SHA256_BYTES], *key;
    size_t key_len;
    const char *start =
        arena_printf(a, "%s.%s.", h->id ? h->id : "", h->timestamp ? h->timestamp : "");

    if (!standard_key(a, secret, &key, &key_len))
        return false;
    standard_offers(a, h->signature, &o);
    sign(a, key, key_len, start, body, n, right);
    return one_is(&o, right) && h->id && *h->id && is_recent(h->timestamp, now);
}

static bool hub_matches(struct arena *a, const char *secret, const struct signing_headers *h,
                        const char *body, size_t n)
{
    struct offers o = { .n = 0 };
    uint8_t right[SHA256_BYTES];

    if (h->hub && str_starts(h->hub, "sha256="))
        offer_hex(&o, h->hub + 7, strlen(h->hub + 7));
    sign(a, secret, strlen(secret), "", body, n, right);
    return one_is(&o, right);
}

/* "t=1492774577,v1=<hex>,v1=<hex>,v0=<hex>": the time is the first t. */
static const char *stripe_offers(struct arena *a, const char *header, struct offers *o)
{
    const char *time = NULL;

    for (const char *p = header ? header : ""; *p;) {
        size_t len = strcspn(p, ",");

        if (len > 2 && strncmp(p, "t=", 2) == 0 && !time)
            time = arena_strndup(a, p + 2, len - 2);
        else if (len > 3 && strncmp(p, "v1=", 3) == 0)
            offer_hex(o, p + 3, len - 3);
        p += len + strspn(p + len, ", ");
    }
    return time;
}

static bool stripe_matches(struct arena *a, const char *secret, const struct signing_headers *h,
                           const char *body, size_t n, int64_t now)
{
    struct offers o = { .n = 0 };
    uint8_t right[SHA256_BYTES];
    const char *time = stripe_offers(a, h->stripe, &o);

    sign(a, secret, strlen(secret), arena_printf(a, "%s.", time ? time : ""), body, n, right);
    return one_is(&o, right) && is_recent(time, now);
}

bool signing_matches(struct arena *a, enum signing_scheme scheme, const char *secret,
                     const struct signing_headers *h, const char *body, size_t n, int64_t now)
{
    switch (scheme) {
    case SIGNING_STANDARD:
        return standard_matches(a, secret, h, body, n, now);
    case SIGNING_GITHUB:
        return hub_matches(a, secret, h, body, n);
    case SIGNING_STRIPE:
        return stripe_matches(a, secret, h, body, n, now);
    case SIGNING_NONE:
        return false;
    }
    return false;
}
