/* Fuzz target: signatures of webhooks and the event behind them. The first byte chooses the scheme,
 * lines "name: value" are the headers, what follows an empty line is the body. An @ in a header
 * stands for the right signature: without one nothing passes, and with one nothing that is too
 * old. */
#include <stdint.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/hex.h"
#include "base/timeutil.h"
#include "model/hook.h"
#include "tests/fuzz/event_check.h"

#define NOW (INT64_C(1768467600) * TIME_SECOND)
#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct message {
    const char *id, *timestamp, *signature; /* with an @ as it stands there */
    const char *event;
    const char *body;
    size_t body_len;
};

static void take_line(struct message *m, char *line)
{
    const struct {
        const char *name;
        const char **to;
    } names[] = {
        { "id: ", &m->id },
        { "time: ", &m->timestamp },
        { "signature: ", &m->signature },
        { "event: ", &m->event },
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (str_starts(line, names[i].name))
            *names[i].to = line + strlen(names[i].name);
}

static void cut(struct arena *a, const uint8_t *data, size_t size, struct message *m)
{
    char *p = arena_strndup(a, (const char *)data, size), *end = p + size;

    while (p < end && *p != '\n') {
        size_t n = strcspn(p, "\n");

        p[n] = '\0';
        take_line(m, p);
        p += n + 1;
    }
    m->body = p + 1 < end ? p + 1 : "";
    m->body_len = p + 1 < end ? (size_t)(end - p - 1) : 0;
}

/* The time that is signed: a header, or what stands behind the first t= of Stripe's. */
static const char *stripe_time(struct arena *a, const char *signature)
{
    for (const char *p = signature; p && *p;) {
        size_t n = strcspn(p, ",");

        if (n > 2 && strncmp(p, "t=", 2) == 0)
            return arena_strndup(a, p + 2, n - 2);
        p += n + strspn(p + n, ", ");
    }
    return "";
}

/* The right signature of the body, as its scheme writes it. */
static const char *right(struct arena *a, enum signing_scheme scheme, const struct message *m)
{
    uint8_t hmac[SHA256_BYTES], *key = (uint8_t *)(uintptr_t)SECRET;
    const char *start =
        scheme == SIGNING_STANDARD
            ? arena_printf(a, "%s.%s.", m->id ? m->id : "", m->timestamp ? m->timestamp : "")
        : scheme == SIGNING_STRIPE ? arena_printf(a, "%s.", stripe_time(a, m->signature))
                                   : "";
    size_t key_len = strlen(SECRET), head = strlen(start);
    char *text = arena_alloc(a, head + m->body_len + 1), *hex = arena_alloc(a, SHA256_HEX);

    if (scheme == SIGNING_STANDARD &&
        !crypto_base64_decode(a, SECRET + 6, strlen(SECRET) - 6, &key, &key_len))
        BUG("the secret is none");
    memcpy(text, start, head);
    memcpy(text + head, m->body, m->body_len);
    crypto_hmac_sha256(key, key_len, text, head + m->body_len, hmac);
    if (scheme == SIGNING_STANDARD)
        return crypto_base64(a, hmac, sizeof(hmac));
    hex_encode(hmac, sizeof(hmac), hex);
    return hex;
}

/* The header with each @ replaced. */
static const char *filled(struct arena *a, const char *header, const char *signature)
{
    struct str s = str_new(a, 1 << 20);

    for (const char *p = header; p && *p; p++)
        if (*p == '@')
            str_adds(&s, signature);
        else
            str_addc(&s, *p);
    return header ? str_c(&s) : NULL;
}

static void check_time(const char *text)
{
    int64_t t;

    if (!text || !str_to_int64(text, &t) || t < NOW / TIME_SECOND - SIGNING_TOLERANCE_SECONDS ||
        t > NOW / TIME_SECOND + SIGNING_TOLERANCE_SECONDS)
        BUG("an old signature passes: %s", text ? text : "");
}

static void try_signature(struct arena *a, enum signing_scheme scheme, const struct message *m)
{
    const char *header = filled(a, m->signature, right(a, scheme, m));
    struct signing_headers h = { .id = m->id, .timestamp = m->timestamp };

    if (scheme == SIGNING_STANDARD)
        h.signature = header;
    else if (scheme == SIGNING_GITHUB)
        h.hub = header;
    else
        h.stripe = header;
    if (!signing_matches(a, scheme, SECRET, &h, m->body, m->body_len, NOW))
        return;
    if (!strchr(m->signature, '@'))
        BUG("a signature that nobody made passes: %s", m->signature);
    if (scheme == SIGNING_STANDARD)
        check_time(m->timestamp);
    if (scheme == SIGNING_STRIPE)
        check_time(stripe_time(a, m->signature));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = { .arena = arena_new(256 << 20) };
    struct message m = { .id = NULL };
    struct event e;

    if (size) {
        enum signing_scheme scheme = (enum signing_scheme)(*data % 3 + 1);

        cut(c.arena, data + 1, size - 1, &m);
        try_signature(c.arena, scheme, &m);
        hook_read(&c, scheme, "key",
                  &(struct hook_headers){
                      .github_event = m.event, .github_delivery = m.id, .webhook_id = m.id },
                  m.body, m.body_len, NOW, &e);
        check_event(&e);
    }
    arena_free(c.arena);
    return 0;
}
