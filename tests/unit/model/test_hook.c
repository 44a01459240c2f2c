/* Signed webhooks: type, key and time are found in what each kind of sender sends. */
#include "model/hook.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/field.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "model/event.h"
#include "tests/unit/tap.h"

#define NOW (INT64_C(1700000000) * TIME_SECOND) /* 2023-11-14T22:13:20Z */

static struct arena *arena;
static struct event event;

static const char *type_of(enum signing_scheme scheme, struct hook_headers h, const char *body)
{
    struct ctx ctx = { .arena = arena };

    hook_read(&ctx, scheme, "k", &h, body, strlen(body), NOW, &event);
    return event.type;
}

static int64_t time_of(const char *body)
{
    (void)type_of(SIGNING_STANDARD, (struct hook_headers){ 0 }, body);
    return event.occurred_at;
}

static void test_types(void)
{
    struct hook_headers none = { 0 }, hub = { .github_event = "push", .github_delivery = "d1" };
    struct hook_headers standard = { .webhook_id = "msg_1" };

    is_str(type_of(SIGNING_GITHUB, hub, "{\"type\":\"x\"}"), "push", "GitHub's header");
    is_str(event.key, "k/d1", "its delivery is the key");
    is_str(event.source, "github", "the source");
    is_str(type_of(SIGNING_STANDARD, hub, "{\"type\":\"x\",\"event\":\"y\"}"), "x",
           "which nobody else's signature covers");
    is_str(type_of(SIGNING_STANDARD, standard, "{\"event\":\"y\"}"), "y", "an event");
    is_str(event.key, "k/msg_1", "the message is the key");
    is_str(type_of(SIGNING_STRIPE, none, "{\"id\":\"evt_1\",\"type\":\"charge.paid\"}"),
           "charge.paid", "Stripe's type");
    is_str(event.key, "k/evt_1", "its event is the key");
    is_str(type_of(SIGNING_STRIPE, none, "{\"type\":\"\",\"event\":{}}"), "webhook", "neither");
    is_str(event.key, NULL, "no id, no key");
    is_str(type_of(SIGNING_STANDARD, none, "[1,2]"), "webhook", "any JSON will do");
    is_int((int64_t)event.payload_len, 5, "as it came");
    ok(!event.errors, "without errors");
}

static void test_times(void)
{
    is_int(time_of("{\"created\":1699999000}"), NOW - 1000 * TIME_SECOND, "seconds");
    is_int(time_of("{\"timestamp\":\"2023-11-14T22:13:00Z\"}"), NOW - 20 * TIME_SECOND, "RFC 3339");
    is_int(time_of("{\"timestamp\":\"2022-11-03T20:26:10.344522Z\"}"), FIELD_TIME_NONE, "too old");
    is_int(time_of("{\"created\":1700001000}"), FIELD_TIME_NONE, "too far ahead");
    is_int(time_of("{\"created\":999999999999999999}"), FIELD_TIME_NONE, "no time at all");
    is_int(time_of("{\"timestamp\":\"soon\"}"), FIELD_TIME_NONE, "nor this");
    is_int(time_of("{}"), FIELD_TIME_NONE, "none told");
}

static void test_flaws(void)
{
    struct hook_headers none = { 0 };

    (void)type_of(SIGNING_STANDARD, none, "{\"a\":");
    is_str(event.errors->code, "bad_json", "half a body");
    (void)type_of(SIGNING_STANDARD, none, "{\"a\":{\"b\":\"\\u0000\"}}");
    is_str(event.errors->path, "a.b", "what cannot be stored is told by its path");
    is_str(event.payload, NULL, "and not handed on");
    (void)type_of(SIGNING_STANDARD, none, "");
    is_str(event.errors->code, "bad_json", "no body");
}

int main(void)
{
    arena = arena_new(16 << 20);
    test_types();
    test_times();
    test_flaws();
    arena_free(arena);
    return done_testing();
}
