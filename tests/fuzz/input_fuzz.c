/* Fuzz target: what a file is packed in and written as comes out the same however its bytes come in,
 * and what was converted is UTF-8. */
#include "etl/input.h"

#include "tests/fuzz/ingest_fuzz.h"

#define OUT_MAX ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct text {
    uint64_t hash, bytes;
    enum ingest_error problem;
    enum text_encoding encoding;
    bool gzip;
};

static void check_text(const struct input *in)
{
    if (in->encoding != ENCODING_UTF8 && in->end <= INPUT_BLOCK / 2 &&
        str_utf8_valid(in->buf, in->end) != in->end)
        BUG("a converted file that is not UTF-8");
}

/* The text is left in the block, which grows, so that the end can be looked at as a whole. */
static struct text read_text(const uint8_t *data, size_t size, size_t step)
{
    struct arena *a = arena_new((size_t)512 << 20);
    struct fuzz_input from = { data, size, step };
    struct input in;
    struct text t = { .hash = 14695981039346656037u };

    input_init(&in, a, OUT_MAX, fuzz_read, &from);
    in.inflated_most = OUT_MAX / 2;
    while (in.end < OUT_MAX && input_more(&in))
        continue;
    for (size_t i = 0; i < in.end; i++)
        t.hash = (t.hash ^ (uint8_t)in.buf[i]) * 1099511628211u;
    t.bytes = in.end;
    t.problem = in.problem;
    t.encoding = in.encoding;
    t.gzip = in.gzip;
    check_text(&in);
    arena_free(a);
    return t;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text once = read_text(data, size, (size_t)1 << 20);
    struct text again = read_text(data, size, size % 7 + 1);

    /* of a file that fails, more or less may have been given before */
    if (once.problem != again.problem || once.gzip != again.gzip)
        BUG("%s read at once, %s in pieces", ingest_code(once.problem), ingest_code(again.problem));
    if (!once.problem &&
        (once.hash != again.hash || once.bytes != again.bytes || once.encoding != again.encoding))
        BUG("%llu bytes read at once, %llu others in pieces", (unsigned long long)once.bytes,
            (unsigned long long)again.bytes);
    return 0;
}
