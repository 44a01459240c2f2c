/* Tests of etl/copy_binary: bytes as PostgreSQL's documentation gives them. */
#include "etl/copy_binary.h"

#include "tests/unit/tap.h"

static void is_bytes(struct copy_buffer *b, const char *want, size_t n, const char *what)
{
    is_int(b->len, n, "length of %s", what);
    is_mem(b->data, want, n, "bytes of %s", what);
    copy_clear(b);
}

#define IS_BYTES(b, want, what) is_bytes((b), (want), sizeof(want) - 1, (what))

static void test_values(struct copy_buffer *b)
{
    copy_header(b);
    IS_BYTES(b, "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", "the header");
    copy_trailer(b);
    IS_BYTES(b, "\377\377", "the trailer");
    copy_row(b, 3);
    is_int(b->rows, 1, "a row is counted");
    IS_BYTES(b, "\0\3", "the field count");
    is_int(b->rows, 0, "clearing forgets rows");
    copy_null(b);
    IS_BYTES(b, "\377\377\377\377", "a null");
    copy_text(b, "ab", 2);
    IS_BYTES(b, "\0\0\0\2ab", "a text");
    copy_text(b, "", 0);
    IS_BYTES(b, "\0\0\0\0", "an empty text");
    copy_bool(b, 5);
    IS_BYTES(b, "\0\0\0\1\1", "a boolean");
    copy_int2(b, -2);
    IS_BYTES(b, "\0\0\0\2\377\376", "an int2");
    copy_int4(b, 258);
    IS_BYTES(b, "\0\0\0\4\0\0\1\2", "an int4");
    copy_int8(b, -1);
    IS_BYTES(b, "\0\0\0\10\377\377\377\377\377\377\377\377", "an int8");
    copy_float8(b, 1.0);
    IS_BYTES(b, "\0\0\0\10\77\360\0\0\0\0\0\0", "a float8");
    copy_time(b, INT64_C(946684800000001));
    IS_BYTES(b, "\0\0\0\10\0\0\0\0\0\0\0\1", "a timestamptz counts from 2000");
    copy_uuid(b, (const uint8_t *)"0123456789abcdef");
    IS_BYTES(b,
             "\0\0\0\20"
             "0123456789abcdef",
             "a uuid");
}

static void test_arrays(struct copy_buffer *b)
{
    struct pair {
        int64_t t;
        double v;
    } pairs[] = { { INT64_C(946684800000000), 1.0 }, { INT64_C(946684800000002), 2.0 } };
    const char *texts[] = { "a", "" };

    copy_time_array(b, &pairs->t, sizeof(*pairs), 2);
    IS_BYTES(b,
             "\0\0\0\54\0\0\0\1\0\0\0\0\0\0\4\240\0\0\0\2\0\0\0\1"
             "\0\0\0\10\0\0\0\0\0\0\0\0\0\0\0\10\0\0\0\0\0\0\0\2",
             "times of structs");
    copy_float8_array(b, &pairs->v, sizeof(*pairs), 1);
    IS_BYTES(b,
             "\0\0\0\40\0\0\0\1\0\0\0\0\0\0\2\275\0\0\0\1\0\0\0\1"
             "\0\0\0\10\77\360\0\0\0\0\0\0",
             "floats of structs");
    copy_int8_array(b, (const int64_t[]){ 3 }, 8, 1);
    IS_BYTES(b,
             "\0\0\0\40\0\0\0\1\0\0\0\0\0\0\0\24\0\0\0\1\0\0\0\1"
             "\0\0\0\10\0\0\0\0\0\0\0\3",
             "integers");
    copy_text_array(b, texts, 2);
    IS_BYTES(b, "\0\0\0\35\0\0\0\1\0\0\0\0\0\0\0\31\0\0\0\2\0\0\0\1\0\0\0\1a\0\0\0\0", "texts");
    copy_text_array(b, texts, 0);
    IS_BYTES(b, "\0\0\0\14\0\0\0\0\0\0\0\0\0\0\0\31", "an empty array");
}

int main(void)
{
    struct copy_buffer *b = copy_buffer_new(1);

    test_values(b);
    test_arrays(b);
    for (int i = 0; i < 10000; i++)
        copy_int8(b, i);
    is_int(b->len, 120000, "a buffer grows as needed");
    copy_buffer_free(b);
    copy_buffer_free(NULL);
    return done_testing();
}
