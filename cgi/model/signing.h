/* Signatures that other systems put on what they send: Standard Webhooks, GitHub's, Stripe's.
 *
 * All are HMAC-SHA-256 over the body with a secret that both sides know; Standard Webhooks and Stripe
 * sign the time, too, and a time more than five minutes away is refused. Comparisons take the same time
 * whatever is wrong.
 *
 * Sources: https://github.com/standard-webhooks/standard-webhooks (spec/standard-webhooks.md);
 * "Validating webhook deliveries", docs.github.com; "Verify webhook signatures manually", docs.stripe.com.
 */
#ifndef MODEL_SIGNING_H
#define MODEL_SIGNING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

#define SIGNING_TOLERANCE_SECONDS 300
#define SIGNING_SECRET_MIN 16
#define SIGNING_SECRET_MAX 255

enum signing_scheme { SIGNING_NONE, SIGNING_STANDARD, SIGNING_GITHUB, SIGNING_STRIPE };
extern const char *const signing_names[];              /* "standard", "github", "stripe", NULL */
enum signing_scheme signing_by_name(const char *name); /* SIGNING_NONE when unknown, or NULL */

/* What came with the body; members are NULL where the header was not sent. */
struct signing_headers {
    const char *id, *timestamp, *signature; /* webhook-id, webhook-timestamp, webhook-signature */
    const char *hub;                        /* x-hub-signature-256 */
    const char *stripe;                     /* stripe-signature */
};

/* A new secret, in the form of Standard Webhooks: whsec_ and 24 random bytes as base64. GitHub and
 * Stripe take any text. */
const char *signing_secret(struct arena *a) __attribute__((returns_nonnull));

/* Whether a secret that was made elsewhere serves: 16 to 255 characters of ASCII; for Standard Webhooks
 * whsec_ and 16 to 64 bytes as base64. */
bool signing_secret_good(struct arena *a, enum signing_scheme scheme, const char *secret);

/* Whether the body was signed with that secret, not longer ago than the tolerance; `now` in
 * microseconds. Any scheme costs one HMAC over the body, also when a header is missing. */
bool signing_matches(struct arena *a, enum signing_scheme scheme, const char *secret,
                     const struct signing_headers *h, const char *body, size_t n, int64_t now)
    __attribute__((warn_unused_result));

#endif
