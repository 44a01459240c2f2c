/* Tests of reading CloudEvents, structured and binary. */
#include "base/arena.h"
#include "base/ctx.h"
#include "model/cloudevent.h"
#include "tests/unit/tap.h"

#define ATTRIBUTES "\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\""

static struct ctx c;

static const char *told(const struct field_error *e)
{
    struct str s = str_new(c.arena, 1 << 16);

    for (; e; e = e->next)
        str_printf(&s, "%s%s %s", s.len ? "; " : "", e->path, e->code);
    return str_c(&s);
}

static const char *payload(const struct event *e)
{
    return e->payload ? arena_strndup(c.arena, e->payload, e->payload_len) : NULL;
}

static struct event read_text(const char *text)
{
    struct json_scan s = json_scan(text, strlen(text));
    struct event e;

    if (!cloudevent_read(&c, &s, &e) || !json_scan_end(&s))
        diag("broken: %s", s.broken);
    return e;
}

static void structured(const char *members, const char *want)
{
    struct event e = read_text(arena_printf(c.arena, "{" ATTRIBUTES "%s}", members));

    is_str(told(e.errors), "", "good: %s", members);
    is_str(payload(&e), want, "its payload");
}

static void test_structured(void)
{
    struct event e = read_text("{" ATTRIBUTES ",\"time\":\"2026-01-15T09:00:00.5Z\",\"value\":3,"
                               "\"userid\":\"u\",\"datacontenttype\":\"application/json\","
                               "\"data\":{\"a\":1}}");

    is_str(told(e.errors), "", "all that an event has a member for");
    is_str(e.type, "t", "type");
    is_str(e.source, "/s", "source");
    is_str(e.key, "/s\n1", "source and id are the key");
    is_int(e.kind, EVENT_KEY_CLOUDEVENT, "of its kind");
    is_str(e.user_id, "u", "userid");
    ok(e.has_value && e.value == 3, "value");
    ok(e.occurred_at == INT64_C(1768467600500000), "time");
    is_str(payload(&e), "{\"a\":1}", "data alone is the payload");
    structured("", NULL);
    structured(",\"data\":null", NULL);
    structured(",\"subject\":null,\"data\":[1,2]", "[1,2]");
    structured(",\"subject\":\"x\"", "{\"cloudevent\":{\"subject\":\"x\"}}");
    structured(",\"data\":{ },\"ext\":true", "{ \"cloudevent\":{\"ext\":true}}");
    structured(",\"data\":{\"a\":{}},\"ext\":7", "{\"a\":{},\"cloudevent\":{\"ext\":7}}");
    structured(",\"data\":\"x\",\"subject\":\"é\"",
               "{\"data\":\"x\",\"cloudevent\":{\"subject\":\"é\"}}");
    structured(",\"data\":\"<a/>\",\"datacontenttype\":\"text/xml\"", "\"<a/>\"");
    structured(",\"data_base64\":\"AAH/\"", "{\"data_base64\":\"AAH/\"}");
    structured(",\"data_base64\":\"eyJhIjoxfQ==\",\"datacontenttype\":\"application/json\"",
               "{\"a\":1}");
}

static void bad(const char *text, const char *want)
{
    struct event e = read_text(text);

    is_str(told(e.errors), want, "%.70s", text);
}

static void test_bad(void)
{
    bad("{}", "specversion required; type required; source required; id required");
    bad("[]", " type");
    bad("{\"specversion\":\"0.3\",\"id\":\"\",\"source\":1,\"type\":\"t\"}",
        "specversion choice; source type; id too_short");
    bad("{" ATTRIBUTES ",\"time\":\"now\",\"Ext\":1,\"e\":{},\"value\":\"x\",\"userid\":true}",
        "Ext format; e type; time format; value type; userid type");
    bad("{" ATTRIBUTES ",\"data\":1,\"data_base64\":\"AA==\"}", "data_base64 unknown");
    bad("{" ATTRIBUTES ",\"data_base64\":\"?\"}", "data_base64 format");
    bad("{" ATTRIBUTES ",\"data\":{\"a\":[\"\\u0000\"]}}", "data.a[0] format");
}

static struct event binary(const char *type, const char *body, size_t n, const char *subject,
                           enum err want)
{
    const struct cloudevent_header headers[] = {
        { "specversion", "1.0" }, { "id", "\"a\\\"b\"" }, { "source", "/s%20x%" },
        { "type", "t" },          { "subject", subject },
    };
    struct event e;

    c.problem = (struct problem){ 0 };
    is_int(cloudevent_binary(&c, headers, subject ? 5 : 4, type, body, n, &e), want, "binary, %s",
           type ? type : "no content type");
    return e;
}

static void test_binary(void)
{
    struct event e = binary("application/json; charset=utf-8", " {\"a\":1} ", 9, NULL, OK);

    is_str(told(e.errors), "", "good");
    is_str(e.source, "/s x%", "percent encoding is undone, where it is some");
    is_str(e.key, "/s x%\na\"b", "quotes are, too");
    is_str(payload(&e), "{\"a\":1}", "JSON is kept");
    e = binary("text/plain", "a\"b", 3, NULL, OK);
    is_str(payload(&e), "\"a\\\"b\"", "text is a string");
    e = binary(NULL, "\0\1\377", 3, NULL, OK);
    is_str(payload(&e), "{\"data_base64\":\"AAH/\"}", "bytes are base64");
    e = binary("image/png", "\0", 1, NULL, OK);
    is_str(payload(&e),
           "{\"data_base64\":\"AA==\",\"cloudevent\":{\"datacontenttype\":\"image/png\"}}",
           "their type is kept");
    e = binary(NULL, NULL, 0, "%C3%A9", OK);
    is_str(payload(&e), "{\"cloudevent\":{\"subject\":\"é\"}}", "no data");
    e = binary(NULL, NULL, 0, "%00", OK);
    is_str(told(e.errors), "subject format", "a NUL");
    e = binary(NULL, NULL, 0, "\xff", OK);
    is_str(told(e.errors), "subject format", "not UTF-8");
    binary("application/vnd.x+json", "{", 1, NULL, ERR_BAD_JSON);
    is_str(c.problem.detail, "line 1, column 2: the text ends too early", "says where");
}

int main(void)
{
    c.arena = arena_new((size_t)64 << 20);
    test_structured();
    test_bad();
    test_binary();
    arena_free(c.arena);
    return done_testing();
}
