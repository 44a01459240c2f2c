/* The stored beginning of a file is made readable here. */
#include <string.h>

#include "base/arena.h"
#include "etl/infer.h"

struct memory {
    const char *p;
    size_t left;
};

static ssize_t read_memory(void *arg, void *buf, size_t n)
{
    struct memory *m = arg;
    n = n < m->left ? n : m->left;
    if (n)
        memcpy(buf, m->p, n);
    m->p += n;
    m->left -= n;
    return (ssize_t)n;
}

enum ingest_error sample_decode(struct arena *a, struct sample *s, const char **detail_r)
{
    struct memory *m = arena_one(a, struct memory);
    struct input *in = arena_one(a, struct input);
    *m = (struct memory){ s->p, s->n };
    input_init(in, a, INGEST_SAMPLE_BYTES, read_memory, m);
    while (in->end <= INGEST_SAMPLE_BYTES && input_more(in))
        continue;
    s->p = in->buf;
    s->n = in->end < INGEST_SAMPLE_BYTES ? in->end : INGEST_SAMPLE_BYTES;
    s->gzip = in->gzip;
    s->encoding = in->encoding;
    /* the beginning of a gzip file is cut off, but that says nothing about the file */
    bool cut = !s->whole && in->problem == INGEST_TRUNCATED_GZIP;
    s->whole = s->whole && in->end <= INGEST_SAMPLE_BYTES;
    if (!in->failed || cut)
        return INGEST_OK;
    *detail_r = in->detail;
    return in->problem;
}

void plan_encoding(struct arena *a, struct ingest_plan *plan, bool gzip,
                   enum text_encoding encoding)
{
    static const char *const names[] = { "UTF-8", "UTF-16", "Windows-1252 (Western European)" };
    plan->gzip = gzip;
    plan->encoding = encoding;
    if (encoding != ENCODING_UTF8)
        plan_note(a, plan, "converted_encoding", NULL, "The file is not UTF-8; it was read as %s.",
                  names[encoding]);
}
