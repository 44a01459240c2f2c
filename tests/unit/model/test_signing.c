/* Signatures of webhooks: the vectors of those who make them, and everything that must not pass. */
#include "model/signing.h"

#include "base/arena.h"
#include "base/timeutil.h"
#include "tests/unit/tap.h"

/* Standard Webhooks: the vector of its reference libraries */
#define STANDARD_SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define STANDARD_ID "msg_p5jXN8AQM9LWM0D4loKWxJek"
#define STANDARD_BODY "{\"test\": 2432232314}"
#define STANDARD_V1 "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
#define STANDARD_TIME 1614265330

/* "Testing the webhook payload validation", docs.github.com */
#define HUB_SECRET "It's a Secret to Everybody"
#define HUB_BODY "Hello, World!"
#define HUB_DIGEST "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"

/* made by Python's hmac as docs.stripe.com describes */
#define STRIPE_SECRET "whsec_test_secret_of_stripe"
#define STRIPE_BODY "{\"id\":\"evt_1\"}"
#define STRIPE_DIGEST "219a42e1ddcb82aa598135e688e5bbebca5efb000e8c5852fd85dab65c70d251"
#define STRIPE_TIME 1492774577
#define STRIPE_T "t=1492774577,"

static const char other_digest[] =
    "0000000000000000000000000000000000000000000000000000000000000000";

static bool matches(struct arena *a, enum signing_scheme scheme, const char *secret,
                    struct signing_headers h, const char *body, int64_t seconds)
{
    return signing_matches(a, scheme, secret, &h, body, strlen(body), seconds * TIME_SECOND);
}

static bool standard(struct arena *a, const char *id, const char *time, const char *signature,
                     const char *body, int64_t now)
{
    struct signing_headers h = { .id = id, .timestamp = time, .signature = signature };

    return matches(a, SIGNING_STANDARD, STANDARD_SECRET, h, body, now);
}

static void test_standard(struct arena *a)
{
    const int64_t t = STANDARD_TIME;
    const char *time = "1614265330", *v1 = STANDARD_V1, *body = STANDARD_BODY;
    struct signing_headers h = { .id = STANDARD_ID, .timestamp = time, .signature = v1 };

    ok(standard(a, STANDARD_ID, time, v1, body, t), "the vector of the specification");
    ok(matches(a, SIGNING_STANDARD, STANDARD_SECRET + 6, h, body, t), "a secret without prefix");
    ok(standard(a, STANDARD_ID, time, "v1,AAAA " STANDARD_V1 " v2,x", body, t),
       "one of several signatures");
    ok(!standard(a, STANDARD_ID, time,
                 "v2,"
                 "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                 body, t),
       "not under another version");
    ok(!standard(a, STANDARD_ID, time, v1, "{\"test\": 2432232315}", t), "not for another body");
    ok(!standard(a, "msg_2", time, v1, body, t), "nor another id");
    ok(!standard(a, STANDARD_ID, "1614265331", v1, body, t), "nor another time");
    ok(!standard(a, NULL, time, v1, body, t), "without the id");
    ok(!standard(a, STANDARD_ID, NULL, v1, body, t), "without the time");
    ok(!standard(a, STANDARD_ID, time, NULL, body, t), "without a signature");
    ok(!standard(a, STANDARD_ID, time, "", body, t), "with an empty one");
    ok(!standard(a, STANDARD_ID, time, "v1,", body, t), "with an empty v1");
    ok(standard(a, STANDARD_ID, time, v1, body, t + 300), "five minutes old");
    ok(!standard(a, STANDARD_ID, time, v1, body, t + 301), "not a second more");
    ok(standard(a, STANDARD_ID, time, v1, body, t - 300), "five minutes ahead");
    ok(!standard(a, STANDARD_ID, time, v1, body, t - 301), "not a second more");
}

static bool hub(struct arena *a, const char *header, const char *body)
{
    struct signing_headers h = { .hub = header };

    return matches(a, SIGNING_GITHUB, HUB_SECRET, h, body, 0);
}

static void test_hub(struct arena *a)
{
    ok(hub(a, "sha256=" HUB_DIGEST, HUB_BODY), "GitHub's vector");
    ok(!hub(a, HUB_DIGEST, HUB_BODY), "not without the name of the digest");
    ok(!hub(a, "sha1=" HUB_DIGEST, HUB_BODY), "nor with another one");
    ok(!hub(a, "sha256=" HUB_DIGEST "00", HUB_BODY), "nor with something behind it");
    ok(!hub(a, "sha256=", HUB_BODY), "nor with nothing");
    ok(!hub(a, NULL, HUB_BODY), "nor without the header");
    ok(!hub(a, "sha256=" HUB_DIGEST, "Hello, World?"), "not for another body");
}

static bool stripe(struct arena *a, const char *header, const char *body, int64_t now)
{
    struct signing_headers h = { .stripe = header };

    return matches(a, SIGNING_STRIPE, STRIPE_SECRET, h, body, now);
}

static void test_stripe(struct arena *a)
{
    const int64_t t = STRIPE_TIME;
    const char *good = STRIPE_T "v1=" STRIPE_DIGEST, *body = STRIPE_BODY;
    const char *several = arena_printf(a, STRIPE_T "v1=%s,v0=x,v1=" STRIPE_DIGEST, other_digest);

    ok(stripe(a, good, body, t), "Stripe's scheme");
    ok(stripe(a, several, body, t), "one of several v1");
    ok(!stripe(a, STRIPE_T "v0=" STRIPE_DIGEST, body, t), "v0 does not count");
    ok(!stripe(a, "v1=" STRIPE_DIGEST, body, t), "not without the time");
    ok(!stripe(a, "t=1492774578,v1=" STRIPE_DIGEST, body, t), "nor with another one");
    ok(!stripe(a, "t=,v1=" STRIPE_DIGEST, body, t), "nor with an empty one");
    ok(!stripe(a, "t=1492774999," STRIPE_T "v1=" STRIPE_DIGEST, body, t), "nor with a second one");
    ok(!stripe(a, good, "{\"id\":\"evt_2\"}", t), "not for another body");
    ok(!stripe(a, NULL, body, t), "not without the header");
    ok(stripe(a, good, body, t + 300) && !stripe(a, good, body, t + 301), "five minutes");
}

static void test_secrets(struct arena *a)
{
    const char *one = signing_secret(a), *two = signing_secret(a);

    ok(strncmp(one, "whsec_", 6) == 0 && strlen(one) == 38, "a secret looks like whsec_…");
    ok(strcmp(one, two) != 0, "each is another");
    for (enum signing_scheme s = SIGNING_STANDARD; s <= SIGNING_STRIPE; s++)
        ok(signing_secret_good(a, s, one), "and serves %s", signing_names[s - 1]);
    ok(!signing_secret_good(a, SIGNING_STANDARD, HUB_SECRET), "a sentence is no standard one");
    ok(signing_secret_good(a, SIGNING_GITHUB, HUB_SECRET), "but one for GitHub");
    ok(!signing_secret_good(a, SIGNING_GITHUB, "short"), "too short");
    ok(!signing_secret_good(a, SIGNING_GITHUB, "sixteen\ncharacters"), "with a line break");
    ok(!signing_secret_good(a, SIGNING_STANDARD, "whsec_AAAAAAAAAAAAAAAA"), "12 bytes are too few");
    is_int(signing_by_name("stripe"), SIGNING_STRIPE, "schemes have names");
    is_int(signing_by_name("other"), SIGNING_NONE, "others are none");
    is_int(signing_by_name(NULL), SIGNING_NONE, "like no name");
    ok(!matches(a, SIGNING_NONE, one, (struct signing_headers){ 0 }, "", 0), "no scheme, no match");
}

int main(void)
{
    struct arena *a = arena_new(1 << 20);

    test_standard(a);
    test_hub(a);
    test_stripe(a);
    test_secrets(a);
    arena_free(a);
    return done_testing();
}
