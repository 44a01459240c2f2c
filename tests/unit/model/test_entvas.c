/* Entvas's webhook: what its users send, and every field that is wrong. */
#include "model/entvas.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/field.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "model/event.h"
#include "tests/unit/tap.h"

#define GOOD_TYPE "\"eventType\":\"page_view\""
#define GOOD_USER "\"userId\":\"123\""
#define GOOD_TIME "\"timestamp\":\"2025-01-01T12:00:00Z\""

static struct arena *arena;
static struct event event;

/* The errors as "path code, path code". */
static const char *flaws(const char *body)
{
    struct ctx ctx = { .arena = arena };
    struct str s = str_new(arena, 1000);

    entvas_read(&ctx, body, strlen(body), &event);
    ok(!ctx.problem.err && !ctx.problem.errors, "the request itself has no problem");
    for (const struct field_error *e = event.errors; e; e = e->next)
        str_printf(&s, "%s%s %s", s.len ? ", " : "", e->path, e->code);
    return str_c(&s);
}

static void test_good(void)
{
    is_str(flaws("{" GOOD_TYPE "," GOOD_USER "," GOOD_TIME
                 ",\"metadata\":{\"page\":\"home\",\"browser\":\"chrome\"}}"),
           "", "an event of its feeder");
    is_str(event.type, "page_view", "the type");
    is_str(event.user_id, "123", "the user");
    is_int(event.occurred_at, INT64_C(1735732800) * TIME_SECOND, "the time");
    is_str(event.payload, "{\"page\":\"home\",\"browser\":\"chrome\"}", "the metadata");
    is_str(
        flaws("{" GOOD_TYPE ",\"userId\":\"01990A4E-7c1e-7cc2-9a55-0d8b6b8a2f11\"," GOOD_TIME "}"),
        "", "a UUID is a user, and metadata may be absent");
    is_str(flaws("{" GOOD_TYPE "," GOOD_USER ",\"timestamp\":\"2025-01-01\"}"), "", "a date");
    is_str(flaws("{" GOOD_TYPE "," GOOD_USER "," GOOD_TIME ",\"metadata\":{},"
                 "\"organizationId\":\"01990a4e-7c1e-7cc2-9a55-0d8b6b8a2f11\"}"),
           "", "an organization is passed over");
}

static void test_key(void)
{
    const char *one, *again, *other;

    (void)flaws("{" GOOD_TYPE "," GOOD_USER "," GOOD_TIME "}");
    one = event.key;
    (void)flaws("{ " GOOD_TIME ", " GOOD_USER ", " GOOD_TYPE "}");
    again = event.key;
    (void)flaws("{" GOOD_TYPE "," GOOD_USER "," GOOD_TIME ",\"metadata\":{}}");
    other = event.key;
    is_str(again, one, "the same event has the same key, however it is written");
    ok(strcmp(one, other) != 0, "another one has another");
    is_int(event.kind, EVENT_KEY_WEBHOOK, "of the kind of webhooks");
}

static void test_bad(void)
{
    is_str(flaws("{\"eventType\":\"invalid_type\",\"userId\":\"invalid_user\","
                 "\"timestamp\":\"invalid-timestamp\"}"),
           "eventType choice, userId format, timestamp format", "its feeder's bad event");
    is_str(flaws("{}"), "eventType required, userId required, timestamp required", "nothing");
    is_str(flaws("{\"eventType\":1,\"userId\":2,\"timestamp\":3,\"metadata\":4}"),
           "eventType type, userId type, timestamp type, metadata type", "numbers");
    is_str(flaws("{" GOOD_TYPE ",\"userId\":\"\"," GOOD_TIME "}"), "userId too_short",
           "an empty user");
    is_str(flaws("{" GOOD_TYPE "," GOOD_USER "," GOOD_TIME ",\"a\":1,\"organizationId\":\"x\"}"),
           "organizationId format, a unknown", "members that are none");
    is_str(flaws("[]"), " type", "an array");
    is_str(flaws("{"), " bad_json", "half a body");
    is_str(flaws(""), " bad_json", "no body");
    is_str(flaws("{" GOOD_TYPE ",\"userId\":\"\\u0000\"," GOOD_TIME "}"), " invalid", "a NUL");
    ok(event.raw && event.raw_len == strlen(event.raw), "what came is kept");
}

int main(void)
{
    arena = arena_new(16 << 20);
    test_good();
    test_key();
    test_bad();
    arena_free(arena);
    return done_testing();
}
