/* Tests of reading events and batches of them from JSON. */
#include "base/arena.h"
#include "base/ctx.h"
#include "model/event_batch.h"
#include "model/event_json.h"
#include "tests/unit/tap.h"

static struct ctx c;

/* "path code; path code" */
static const char *told(const struct field_error *e)
{
    struct str s = str_new(c.arena, 1 << 16);

    for (; e; e = e->next)
        str_printf(&s, "%s%s %s", s.len ? "; " : "", e->path, e->code);
    return str_c(&s);
}

static struct event read_one(const char *text, bool in_batch)
{
    struct json_scan s = json_scan(text, strlen(text));
    struct event e;

    if (!event_json_read(&c, &s, in_batch, &e) || !json_scan_end(&s))
        diag("broken: %s", s.broken);
    return e;
}

static void test_good(void)
{
    struct event e = read_one("{\"type\":\"page.viewed\",\"source\":\"we\\u0062\",\"userId\":12.50,"
                              "\"value\":-2.5e1,\"occurredAt\":\"2026-01-15T10:00:00+01:00\","
                              "\"payload\":{ \"a\" : [1] }}",
                              false);

    is_str(told(e.errors), "", "a whole event");
    is_str(e.type, "page.viewed", "type");
    is_str(e.source, "web", "source");
    is_str(e.user_id, "12.50", "a number as userId stays as it is written");
    ok(e.has_value && e.value == -25, "value");
    ok(e.occurred_at == INT64_C(1768467600) * 1000000, "occurredAt");
    is_str(arena_strndup(c.arena, e.payload, e.payload_len), "{ \"a\" : [1] }",
           "the payload as it came");
    e = read_one(" {\"t\\u0079pe\":\"a\",\"type\":\"b\",\"payload\":\"text\",\"source\":null} ",
                 false);
    is_str(told(e.errors), "", "escaped and repeated names, null");
    is_str(e.type, "b", "the last one wins");
    ok(!e.source && !e.has_value && e.occurred_at == FIELD_TIME_NONE && !e.key, "what is absent");
    is_str(arena_strndup(c.arena, e.payload, e.payload_len), "\"text\"", "a scalar as payload");
    e = read_one("{\"type\":\"a\",\"idempotencyKey\":\"k\"}", true);
    ok(e.kind == EVENT_KEY_BATCH && str_eq(e.key, "k"), "a key in a batch");
    is_int((long)e.raw_len, 33, "the event as it came");
}

static void is_bad(const char *text, const char *want)
{
    struct event e = read_one(text, false);

    is_str(told(e.errors), want, "%.60s", text);
}

static void test_bad(void)
{
    is_bad("{}", "type required");
    is_bad("{\"type\":null}", "type required");
    is_bad("[1]", " type");
    is_bad("\"x\"", " type");
    is_bad("{\"type\":1,\"source\":[],\"userId\":true,\"value\":\"2\",\"occurredAt\":5,\"x\":1}",
           "x unknown; type type; source type; userId type; value type; occurredAt type");
    is_bad("{\"type\":\"a\",\"idempotencyKey\":\"k\"}", "idempotencyKey unknown");
    is_bad("{\"type\":\"a\",\"occurredAt\":\"yesterday\"}", "occurredAt format");
    is_bad("{\"type\":\"a\\u0000\",\"payload\":{\"b\":[\"\\ud800\"]}}",
           "type format; payload.b[0] format");
    is_bad("{\"type\":\"a\",\"value\":1e400,\"payload\":[1e400]}",
           "value too_large; payload[0] too_large");
    is_bad("{\"type\":\"a\",\"value\":1.8e308}", "value too_large");
    is_bad("{\"type\":\"a\",\"\\u0000\":1}", "\\u0000 unknown");
    is_bad(
        "{\"type\":\"a\",\"payload\":"
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}",
        "payload[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]"
        "[0][0][0][0] too_deep");
}

static enum err read_batch(const char *text, enum event_batch_form form, struct event_batch *b)
{
    c.problem = (struct problem){ 0 };
    return event_batch_read(&c, text, strlen(text), form, b);
}

static void batch_fails(const char *text, enum err want, const char *detail)
{
    struct event_batch b;

    is_int(read_batch(text, EVENT_BATCH_JSON, &b), want, "%s", text);
    is_str(c.problem.detail, detail, "says why");
}

static void test_batch(void)
{
    struct event_batch b;

    is_int(read_batch("{\"events\":[{\"type\":\"a\"},{\"type\":2},3]}", EVENT_BATCH_JSON, &b), OK,
           "good and bad ones");
    is_int((long)b.n, 3, "all of them");
    ok(!b.list[0].errors && b.list[1].errors && b.list[2].errors, "each for itself");
    is_int(read_batch(" [ {\"type\":\"a\"} , {\"type\":\"b\"} ] ", EVENT_BATCH_JSON, &b), OK,
           "a bare array");
    is_int((long)b.n, 2, "all of them");
    is_int(read_batch("{\"events\":[]}", EVENT_BATCH_JSON, &b), OK, "an empty one");
    is_int((long)b.n, 0, "has no events");
    batch_fails("{\"events\":[{\"type\":\"a\"}\n,{]}", ERR_BAD_JSON,
                "line 2, column 3: a member's name in quotes is expected");
    batch_fails("{\"events\":[]", ERR_BAD_JSON, "line 1, column 13: the text ends too early");
    batch_fails("", ERR_BAD_JSON, "line 1, column 1: the text ends too early");
    batch_fails("[]]", ERR_BAD_JSON, "line 1, column 3: something stands behind the value");
    batch_fails("{}", ERR_INVALID, "events: is required");
    batch_fails("{\"events\":{}}", ERR_INVALID, "events: must be an array");
    batch_fails("{\"events\":[],\"x\":1}", ERR_INVALID, "x: is not a field of a batch");
    batch_fails("3", ERR_INVALID, ": a batch is an object with \"events\", or an array");
}

static void test_lines(void)
{
    struct event_batch b;

    is_int(read_batch("{\"type\":\"a\"}\r\n\n  \n{\"type\":}\n{\"type\":\"b\"} x\n"
                      "{\"type\":\"a\\u0000\"}\n{\"type\":\"c\"}",
                      EVENT_BATCH_LINES, &b),
           OK, "lines");
    is_int((long)b.n, 5, "blank ones do not count");
    ok(!b.list[0].errors && !b.list[4].errors, "good ones, the last one without its end");
    is_str(b.list[1].errors->message, "line 4, column 9: a value is expected",
           "a broken one says where");
    is_str(b.list[2].errors->message, "line 5, column 14: something stands behind the value",
           "so does one with too much");
    is_str(b.list[3].errors->message, "\\u0000 cannot be stored (line 6, column 11)",
           "and one that cannot be stored");
    is_str(arena_strndup(c.arena, b.list[1].raw, b.list[1].raw_len), "{\"type\":}", "as it came");
}

static void test_many(void)
{
    struct str s = str_new(c.arena, 1 << 20);
    struct event_batch b;

    for (int i = 0; i < EVENTS_MAX; i++)
        str_adds(&s, "{\"type\":\"a\"}\n");
    is_int(read_batch(str_c(&s), EVENT_BATCH_LINES, &b), OK, "as many as are allowed");
    is_int((long)b.n, EVENTS_MAX, "all of them");
    str_adds(&s, "{");
    is_int(read_batch(str_c(&s), EVENT_BATCH_LINES, &b), ERR_TOO_LARGE, "one more");
    is_str(c.problem.detail, "a batch may have 10000 events", "says why");
}

int main(void)
{
    c.arena = arena_new((size_t)64 << 20);
    test_good();
    test_bad();
    test_batch();
    test_lines();
    test_many();
    arena_free(c.arena);
    return done_testing();
}
