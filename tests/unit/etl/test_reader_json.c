/* Tests of the JSON reader: rows of arrays and lines, rejects, errors, however the bytes come in.
 */
#include <stdlib.h>

#include "tests/unit/etl/reading.h"
#include "tests/unit/tap.h"

#define ARENA_CAP ((size_t)512 << 20)

/* "line:name=cell,name=cell / … ! line column[value] reason; error" of the whole text. */
static const char *read_all(struct arena *a, const char *p, size_t n, size_t step,
                            struct ingest_limits *given, bool lines)
{
    static const char kinds[] = "?tno"; /* absent, text, number, other */
    struct reading *g = reading_new(a, p, n, step, given);
    struct reader *r = reader_json_new(a, &g->in, &g->rejects, &g->limits, lines);
    struct ingest_plan plan = { 0 };

    while (reader_next(r)) {
        str_printf(&g->text, "%s%llu:", g->text.len ? " / " : "", (unsigned long long)r->row.line);
        for (size_t i = 0; i < r->row.n; i++) {
            const struct cell *c = &r->row.cells[i];

            if (c->kind != CELL_ABSENT)
                str_printf(&g->text, " %s=%c%.*s", r->columns.list[i].text, kinds[c->kind],
                           (int)c->n, c->p);
        }
    }
    reading_told(g);
    if (r->error)
        str_printf(&g->text, "; %s", r->detail);
    reader_notes(r, a, &plan);
    for (size_t i = 0; i < plan.n_notes; i++)
        str_printf(&g->text, " + %s", plan.notes[i].message);
    return str_c(&g->text);
}

struct expected {
    const char *name, *text, *want;
    bool lines;
};

static const struct expected files[] = {
    { "an array", "[{\"a\":1,\"b\":\"x\"},{\"a\":-2.5e3}]", "1: a=n1 b=tx / 1: a=n-2.5e3" },
    { "lines and blanks", " [\n {\"a\" : 1} ,\n{ \"a\":2\n}\n]\n", "2: a=n1 / 3: a=n2" },
    { "all kinds", "[{\"a\":true,\"b\":null,\"c\":[1,{\"x\":\"]\"}],\"d\":NaN,\"e\":\"\"}]",
      "1: a=ttrue c=o[1,{\"x\":\"]\"}] d=oNaN e=t" },
    { "nested objects", "[{\"a\":{\"b\":1,\"c\":{\"d\":\"x\"},\"e\":{}},\"f\":2}]",
      "1: a.b=n1 a.c.d=tx f=n2" },
    { "another order", "[{\"a\":1,\"b\":2},{\"b\":3,\"a\":4},{\"c\":5}]",
      "1: a=n1 b=n2 / 1: a=n4 b=n3 / 1: c=n5" },
    { "the last of equal names", "[{\"a\":1,\"a\":2}]", "1: a=n2" },
    { "escapes", "[{\"k\\u00e9y\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00fc\\ud83d\\ude00\"}]",
      "1: k\xc3\xa9y=t\"\\/\b\f\n\r\t\xc3\xbc\xf0\x9f\x98\x80" },
    { "an escaped quote at the end", "[{\"a\":\"x\\\\\"},{\"a\":\"\\\"\"}]",
      "1: a=tx\\ / 1: a=t\"" },
    { "a byte order mark", "\xef\xbb\xbf[{\"a\":1}]", "1: a=n1" },
    { "null among the objects", "[null,{\"a\":1},\nnull]",
      "1: a=n1 ! 1 [null] not_an_object ! 2 [null] not_an_object" },
    { "scalars and arrays", "[5,\"x,]\",[1,[2]],true,{\"a\":1}]",
      "1: a=n1 ! 1 [5] not_an_object ! 1 [\"x,]\"] not_an_object ! 1 [[1,[2]]] not_an_object ! "
      "1 [true] not_an_object" },
    { "an element that is broken", "[{\"a\":01},{\"a\" 1},{\"a\":tru},{a:1},\n{\"a\":1}]",
      "2: a=n1 ! 1 [{\"a\":01}] bad_json ! 1 [{\"a\" 1}] bad_json ! 1 [{\"a\":tru}] bad_json ! "
      "1 [{a:1}] bad_json" },
    { "a wrong escape", "[{\"a\":\"\\x\"},{\"a\":1}]", "1: a=n1 ! 1 a[\\x] bad_json" },
    { "a NUL escape", "[{\"a\":\"\\u0000\"},{\"a\":1}]", "1: a=n1 ! 1 a[\\u0000] nul_byte" },
    { "half a surrogate pair", "[{\"a\":\"\\ud83d\"},{\"a\":\"\\ude00\"},{\"a\":1}]",
      "1: a=n1 ! 1 a[\\ud83d] not_utf8 ! 1 a[\\ude00] not_utf8" },
    { "bytes that are not UTF-8", "[{\"a\":\"\xc3\xbc\"},{\"a\":\"\xff\"},{\"a\":1}]",
      "1: a=t\xc3\xbc / 1: a=n1 ! 1 [{\"a\":\"\xef\xbf\xbd\"}] not_utf8" },
    { "a name that is not UTF-8", "[{\"a\":\"\xc3\xbc\"},{\"\xff\":1,\"a\":2}]",
      "1: a=t\xc3\xbc ! 1 [{\"\xef\xbf\xbd\":1,\"a\":2}] not_utf8" },
    { "Latin-1", "[{\"a\":\"\xfc\"}]", "1: a=t\xc3\xbc" },
    { "a bad escape behind one that was decoded", "[{\"a\":\"\\\"x\",\"b\":\"\\u0000\"},{\"a\":1}]",
      "1: a=n1 ! 1 b[\\u0000] nul_byte" },
    { "members without a name", "[{\"\":1,\"a\":{\"\":2}}]", "1: unnamed=n1 a.=n2" },
    { "an empty array", "[ ]", "" },
    { "a comma at the end", "[{\"a\":1},]", "1: a=n1" },
    { "an object", "{\"a\":1}", "; The file is a JSON object; an array of objects is expected." },
    { "an object with more behind it", "{\"a\":1} x",
      "; Line 1: there is more behind the end of the object." },
    { "an array in an object",
      "{\"status\":\"ok\",\"x\":[1,{}],\n\"meta\":{\"a\":[{\"b\":1}]},\"data\" : [ \n "
      "{\"a\":1},{\"a\":2}],"
      "\"next\":null}\n",
      "3: a=n1 / 3: a=n2 + The rows were taken from the member \"data\"." },
    { "two arrays in an object", "{\"a\":[{\"x\":1}],\"b\":[],\"c\":[{\"x\":2}]}",
      "1: x=n1; The file is a JSON object with two arrays of objects, \"a\" and \"c\"; one is "
      "expected. "
      "+ The rows were taken from the member \"a\"." },
    { "an object with an empty array", "{\"data\":[ ]}", "" },
    { "an object cut off", "{\"data\":[{\"a\":1}]",
      "1: a=n1; Line 1: the object is not closed. + The rows were taken from the member "
      "\"data\"." },
    { "an object with a wrong member", "{\"a\":1,5}", "; Line 1: a member is missing." },
    { "an object without a colon", "{\"a\" 1}",
      "; Line 1: a colon is missing behind the name of a member." },
    { "lines where an array is expected", "{\"a\":1}\n{\"a\":x}\n{\"a\":2}\n",
      "1: a=n1 / 3: a=n2 ! 2 [{\"a\":x}] bad_json + The file is no JSON array; it was read as one "
      "object a line." },
    { "objects laid out one behind the other", "{\n\"a\":1\n}\n{\n\"a\":2\n}\n",
      "1: a=n1 / 4: a=n2 + The file is no JSON array; it was read as objects one behind the "
      "other." },
    { "objects with commas and no brackets", "{\"a\":1},\n{\"a\":2},\n",
      "1: a=n1 / 2: a=n2 + The file is no JSON array; it was read as objects one behind the "
      "other." },
    { "an object laid out where lines are expected", "{\n\"data\": [\n{\"a\":1}\n]\n}\n",
      "3: a=n1 + The rows were taken from the member \"data\".", .lines = true },
    { "one line", "{\"a\":1}\n", "1: a=n1", .lines = true },
    { "a first line that is broken", "{\"a\":\n{\"a\":1}\n", "2: a=n1 ! 1 [{\"a\":] bad_json",
      .lines = true },
    { "numbers beyond all measure",
      "[{\"a\":1e400,\"b\":1234567890123456789012345,\"c\":-Infinity,\"d\":Infinity,\"e\":NaN}]",
      "1: a=n1e400 b=n1234567890123456789012345 c=o-Infinity d=oInfinity e=oNaN" },
    { "null and scalars", "[null,5,\"x\",true,[1],{\"a\":1}]",
      "1: a=n1 ! 1 [null] not_an_object ! 1 [5] not_an_object ! 1 [\"x\"] not_an_object ! 1 [true] "
      "not_an_object ! 1 [[1]] not_an_object" },
    { "a scalar", "5", "; The file does not begin with an array of objects." },
    { "nothing", " \n", "; The file is empty." },
    { "an array cut off", "[{\"a\":1},\n", "1: a=n1; Line 2: the array is not closed." },
    { "an element cut off",
      "[{\"a\":1},{\"a\":", "1: a=n1; Line 1: the file ends within an element of the array." },
    { "a missing comma", "[{\"a\":1}{\"a\":2}]",
      "1: a=n1; Line 1: a comma is missing between two elements." },
    { "two commas", "[{\"a\":1},,{\"a\":2}]",
      "1: a=n1; Line 1: an element is missing in the array." },
    { "more behind the array", "[{\"a\":1}]\n[]",
      "1: a=n1; Line 2: there is more behind the end of the array." },
    { "objects by the line", "{\"a\":1}\n\n{\"a\":2}\r\n {\"a\":3} \n{\"a\":4}",
      "1: a=n1 / 3: a=n2 / 4: a=n3 / 5: a=n4", .lines = true },
    { "bad lines", "{\"a\":1}\n{\"a\":\n5\nnull\n{\"a\":2} x\n{\"a\":3}\n",
      "1: a=n1 / 6: a=n3 ! 2 [{\"a\":] bad_json ! 3 [5] not_an_object ! 4 [null] not_an_object ! "
      "5 [{\"a\":2} x] bad_json",
      .lines = true },
    { "an array where lines are expected", "[{\"a\":1}]", "1: a=n1", .lines = true },
};

static void test_files(struct arena *a)
{
    static const size_t steps[] = { 1, 2, 5, 64, 100000 };

    for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
        for (size_t k = 0; k < sizeof(steps) / sizeof(*steps); k++)
            is_str(
                read_all(a, files[i].text, strlen(files[i].text), steps[k], NULL, files[i].lines),
                files[i].want, "%s, %zu bytes at a time", files[i].name, steps[k]);
}

static const char *deep(struct arena *a, int depth)
{
    struct str s = str_new(a, 1 << 20);

    str_adds(&s, "[");
    for (int i = 0; i < depth; i++)
        str_adds(&s, "{\"a\":");
    str_adds(&s, "1");
    for (int i = 0; i < depth; i++)
        str_adds(&s, "}");
    str_adds(&s, ",{\"b\":1}]");
    return str_c(&s);
}

static void test_caps(struct arena *a)
{
    struct ingest_limits small = { .field_bytes = 8, .record_bytes = 60, .columns = 2 };
    const char *text = "[{\"a\":1,\"b\":2,\"c\":3},{\"a\":\"123456789\"},{\"a\":1}]";

    is_str(read_all(a, text, strlen(text), 7, &small, false),
           "1: a=n1 ! 1 [{\"a\":1,\"b\":2,\"c\":3}] too_many_columns ! "
           "1 a[123456789] field_too_long",
           "columns and fields beyond the caps");
    text = deep(a, 32);
    ok(strstr(read_all(a, text, strlen(text), 9999, NULL, false), "=n1 / ") != NULL,
       "32 levels are taken");
    text = deep(a, 1000);
    const char *got = read_all(a, text, strlen(text), 9999, NULL, false);
    ok(!strncmp(got, "1: b=n1 ! 1 [{\"a\":{\"a\":", 22), "a thousand levels are one reject");
    ok(strstr(got, "too_deep") != NULL, "that says why");
    size_t n = 3000000;
    for (int lines = 0; lines < 2; lines++) {
        char *big = malloc(n + 40);
        memset(big, 'x', n + 40);
        memcpy(big, lines ? "  {\"a\":\"" : "[ {\"a\":\"", 8);
        memcpy(big + n, lines ? "\"}\n{\"a\":1}   " : "\"},\n{\"a\":1}] ", 13);
        got = read_all(a, big, n + 13, 100000, &small, lines);
        ok(!strncmp(got, "2: a=n1 ! 1 ", 12), "a record of 3 MB is passed over");
        ok(strstr(got, "] record_too_long") != NULL, "and rejected");
        free(big);
    }
    char key[400];
    memset(key, 'k', sizeof(key));
    memcpy(key, "[{\"", 3);
    memcpy(key + 390, "\":1}]", 6);
    ok(strstr(read_all(a, key, strlen(key), 50, NULL, false), "name_too_long") != NULL,
       "a name of 387 bytes is too long");
}

/* Names made up anew in each row end in rejects, not in memory. */
static void test_many_names(struct arena *a)
{
    struct str s = str_new(a, (size_t)8 << 20);

    str_adds(&s, "[{\"a\":1}");
    for (int i = 0; i < 50000; i++)
        str_printf(&s, ",{\"o%d\":{\"n%d\":{}}}", i, i);
    str_adds(&s, ",{\"a\":1}]");
    size_t before = arena_used(a);
    const char *got = read_all(a, str_c(&s), s.len, 100000, NULL, false);
    ok(strstr(got, "too_many_columns") != NULL, "100,000 names are too many");
    ok(arena_used(a) - before < ((size_t)24 << 20), "and are not kept");
}

int main(void)
{
    struct arena *a = arena_new(ARENA_CAP);

    test_files(a);
    test_caps(a);
    test_many_names(a);
    arena_free(a);
    return done_testing();
}
