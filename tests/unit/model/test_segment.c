/* Calls of Segment's API: what becomes of them, and what is told of those that are wrong. */
#include "model/segment.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/field.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "model/event.h"
#include "tests/unit/tap.h"

#define NOW (INT64_C(1700000000) * TIME_SECOND) /* 2023-11-14T22:13:20Z */

static struct arena *arena;
static struct ctx ctx;
static struct event *list;
static size_t n;

static enum err read_body(const char *call, const char *body)
{
    arena_reset(arena);
    ctx = (struct ctx){ .arena = arena };
    return segment_read(&ctx, call, body, strlen(body), NOW, &list, &n);
}

/* One call; its errors as "path code, path code". */
static const char *flaws(const char *call, const char *body)
{
    struct str s;

    if (read_body(call, body) != OK)
        return err_code(ctx.problem.err);
    s = str_new(arena, 1000);
    for (const struct field_error *e = list[0].errors; e; e = e->next)
        str_printf(&s, "%s%s %s", s.len ? ", " : "", e->path, e->code);
    return str_c(&s);
}

static const char *payload(void)
{
    return list[0].payload ? arena_strndup(arena, list[0].payload, list[0].payload_len) : NULL;
}

static void test_track(void)
{
    is_str(flaws("track", "{\"userId\":\"u1\",\"event\":\"Order Completed\",\"messageId\":\"m1\","
                          "\"properties\":{\"revenue\":12.5,\"plan\":\"pro\"},\"anonymousId\":null,"
                          "\"context\":{\"library\":{\"name\":\"analytics-x\",\"version\":\"1\"}},"
                          "\"integrations\":{\"All\":true},\"writeKey\":\"secret\"}"),
           "", "a track call");
    is_str(list[0].type, "Order Completed", "its event is the type");
    is_str(list[0].user_id, "u1", "the user");
    is_str(list[0].source, "analytics-x", "the library is the source");
    is_str(list[0].key, "m1", "the message is the key");
    is_int(list[0].kind, EVENT_KEY_MESSAGE, "of the kind of messages");
    ok(list[0].has_value && list[0].value > 12.4 && list[0].value < 12.6,
       "the revenue is the value");
    is_str(payload(),
           "{\"properties\":{\"revenue\":12.5,\"plan\":\"pro\"},"
           "\"context\":{\"library\":{\"name\":\"analytics-x\",\"version\":\"1\"}}}",
           "the rest is the payload, as it came, without the key");
    is_int(list[0].occurred_at, FIELD_TIME_NONE, "it happened now");
}

static void test_others(void)
{
    is_str(flaws("identify", "{\"anonymousId\":\"a1\",\"traits\":{\"plan\":\"pro\"}}"), "",
           "identify");
    is_str(list[0].type, "identify", "is a type");
    is_str(list[0].user_id, "a1", "an anonymous user is one");
    is_str(payload(), "{\"anonymousId\":\"a1\",\"traits\":{\"plan\":\"pro\"}}", "and stays told");
    is_str(flaws("page", "{\"userId\":5,\"name\":\"Home\",\"properties\":{}}"), "", "page");
    is_str(list[0].user_id, "5", "a number is an id");
    is_str(payload(), "{\"name\":\"Home\",\"properties\":{}}", "the page's name is payload");
    is_str(flaws("screen", "{\"userId\":\"u\"}"), "", "screen");
    is_str(payload(), NULL, "nothing said, no payload");
    is_str(list[0].source, "segment", "no library");
    is_str(flaws("group", "{\"userId\":\"u\",\"groupId\":\"g\"}"), "", "group");
    is_str(flaws("alias", "{\"userId\":\"u\",\"previousId\":\"p\"}"), "", "alias");
}

static void test_flaws(void)
{
    is_str(flaws("track", "{}"), "event required, userId required", "everything at once");
    is_str(flaws("track", "{\"userId\":\"u\",\"event\":\"\"}"), "event required", "an empty name");
    is_str(flaws("track", "{\"userId\":[],\"event\":{}}"),
           "event type, event required, userId type, userId required", "of other types");
    is_str(flaws("group", "{\"userId\":\"u\"}"), "groupId required", "a group without one");
    is_str(flaws("alias", "{\"userId\":\"u\"}"), "previousId required", "an alias of nobody");
    is_str(flaws("page", "{\"userId\":\"u\",\"timestamp\":\"yesterday\"}"), "timestamp format",
           "no time");
    is_str(flaws("page", "{\"userId\":\"u\",\"properties\":{\"a\":[\"\\u0000\"]}}"),
           "properties.a[0] format", "a NUL");
    is_str(flaws("page", "[]"), " type", "no object");
    is_str(flaws("page", "{\"userId\":"), "bad_json", "half a body");
    is_str(flaws("page", "{\"userId\":\"u\"} x"), "bad_json", "more than a body");
    is_str(flaws("page", ""), "bad_json", "no body");
}

/* By our clock it was three seconds before now, whatever the client's clock says. */
static void test_clock(void)
{
    is_str(flaws("page", "{\"userId\":\"u\",\"timestamp\":\"2030-01-01T00:00:00.000Z\","
                         "\"sentAt\":\"2030-01-01T00:00:03Z\"}"),
           "", "a clock that is ahead");
    is_int(list[0].occurred_at, NOW - 3 * TIME_SECOND, "is corrected");
    is_str(flaws("page", "{\"userId\":\"u\",\"timestamp\":\"2023-11-14T20:00:00Z\"}"), "",
           "without the time of sending");
    is_int(list[0].occurred_at, NOW - 8000 * TIME_SECOND, "it is taken as it is");
    is_str(flaws("page",
                 "{\"userId\":\"u\",\"originalTimestamp\":\"2020-01-01T00:00:00Z\","
                 "\"timestamp\":\"2030-01-01T00:00:00Z\",\"sentAt\":\"2020-01-01T00:00:01Z\"}"),
           "", "with both times");
    is_int(list[0].occurred_at, NOW - TIME_SECOND, "the original one counts");
}

static void test_batch(void)
{
    is_int(read_body("batch", "{\"writeKey\":\"k\",\"batch\":["
                              "{\"type\":\"track\",\"event\":\"A\",\"userId\":\"u\","
                              "\"timestamp\":\"2030-01-01T00:00:00Z\"},"
                              "{\"type\":\"sing\",\"userId\":\"u\"}, 7,"
                              "{\"type\":\"page\",\"userId\":\"u\",\"x\":\"\\ud800\"},"
                              "{\"type\":\"identify\",\"userId\":\"u\"}],"
                              "\"sentAt\":\"2030-01-01T00:00:10Z\"}"),
           OK, "a batch");
    is_int((int64_t)n, 5, "of five");
    is_str(list[0].type, "A", "the first");
    is_int(list[0].occurred_at, NOW - 10 * TIME_SECOND, "the batch says when it was sent");
    is_str(list[1].errors->path, "type", "an unknown call is told");
    is_str(list[2].errors->code, "type", "so is what is no call");
    is_str(list[3].errors->path, "x", "and what cannot be stored");
    ok(!list[4].errors && list[4].type, "the last one is good all the same");
    is_str(arena_strndup(arena, list[4].raw, list[4].raw_len),
           "{\"type\":\"identify\",\"userId\":\"u\"}", "each has its own text");
    is_str(flaws("batch", "{\"batch\":{}}"), "invalid", "a batch that is no array");
    is_str(flaws("batch", "{}"), "invalid", "no batch");
    is_str(flaws("batch", "{\"batch\":[{]}"), "bad_json", "a broken one");
    is_int(read_body("batch", "{\"batch\":[]}"), OK, "an empty one");
    is_int((int64_t)n, 0, "has no calls");
}

static void test_kept_text(void)
{
    is_str(flaws("track", "{\"writeKey\":\"secret\",\"userId\":\"u\",\"type\":\"x\"}"),
           "event required", "a single call");
    is_str(list[0].raw, "{\"type\":\"track\",\"userId\":\"u\"}",
           "is kept with its name and without the key");
    is_int((int64_t)list[0].raw_len, (int64_t)strlen(list[0].raw), "whole");
    is_int(read_body("batch", "{\"batch\":[{\"writeKey\":\"secret\",\"type\":\"x\"}]}"), OK,
           "so is one of a batch");
    is_str(list[0].raw, "{\"type\":\"x\"}", "with the name that it has");
    (void)flaws("page", "{\"writeKey\":5}");
    is_str(list[0].raw, "{\"type\":\"page\"}", "also when nothing else was said");
    (void)flaws("page", "[ 7 ]");
    is_str(arena_strndup(arena, list[0].raw, list[0].raw_len), "[ 7 ]", "no call stays as it is");
}

static void test_write_key(void)
{
    static const char body[] = "{\"batch\":[{\"writeKey\":\"inner\"}],\"writeKey\":\"outer\"}";

    is_str(segment_write_key(arena, body, sizeof(body) - 1), "outer", "the write key of the body");
    is_str(segment_write_key(arena, body, sizeof(body) - 2), NULL, "not of a broken one");
    is_str(segment_write_key(arena, "{\"writeKey\":5}", 14), NULL, "nor of another type");
    is_str(segment_write_key(arena, "", 0), NULL, "nor of none");
}

int main(void)
{
    arena = arena_new(16 << 20);
    test_track();
    test_others();
    test_flaws();
    test_clock();
    test_batch();
    test_kept_text();
    test_write_key();
    arena_free(arena);
    return done_testing();
}
