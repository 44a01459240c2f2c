/* Files for tests are made and given out here. */
#include "tests/unit/etl/reading.h"

#include <string.h>
#include <zlib.h>

#include "base/err.h"

#define TEXT_MAX ((size_t)8 << 20)
#define REJECTS_KEPT 100

ssize_t source_read(void *arg, void *buf, size_t n)
{
    struct source *s = arg;

    n = n < s->left ? n : s->left;
    n = n < s->step ? n : s->step;
    if (n)
        memcpy(buf, s->p, n);
    s->p += n;
    s->left -= n;
    return (ssize_t)n;
}

struct reading *reading_new(struct arena *a, const char *p, size_t n, size_t step,
                            const struct ingest_limits *limits)
{
    struct reading *r = arena_one(a, struct reading);

    r->source = (struct source){ p, n, step };
    r->limits = ingest_limits_full(limits);
    r->text = str_new(a, TEXT_MAX);
    input_init(&r->in, a, r->limits.record_bytes, source_read, &r->source);
    rejects_init(&r->rejects, a, REJECTS_KEPT);
    return r;
}

const char *reading_told(struct reading *r)
{
    for (size_t i = 0; i < r->rejects.list.len; i++) {
        const struct reject *one = &r->rejects.list.data[i];

        str_printf(&r->text, " ! %llu %s[%s] %s", (unsigned long long)one->line, one->column,
                   one->value, reject_code(one->reason));
    }
    return str_c(&r->text);
}

char *gzipped(struct arena *a, const char *p, size_t n, size_t *n_r)
{
    size_t room = n + n / 100 + 100;
    char *out = arena_alloc(a, room), *in = arena_memdup(a, p, n);
    z_stream z = { .next_in = (unsigned char *)in,
                   .avail_in = (uInt)n,
                   .next_out = (unsigned char *)out,
                   .avail_out = (uInt)room };

    if (deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK ||
        deflate(&z, Z_FINISH) != Z_STREAM_END)
        BUG("zlib does not deflate");
    *n_r = z.total_out;
    deflateEnd(&z);
    return out;
}

char *as_utf16(struct arena *a, const char *text, bool little, size_t *n_r)
{
    size_t n = 0;
    char *out = arena_alloc(a, 2 * strlen(text) + 2);

    out[n++] = little ? '\xff' : '\xfe';
    out[n++] = little ? '\xfe' : '\xff';
    for (; *text; text++) {
        out[n + !little] = *text;
        out[n + little] = '\0';
        n += 2;
    }
    *n_r = n;
    return out;
}
