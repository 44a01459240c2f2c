/* A file is unpacked and turned into UTF-8 here, by what its bytes say it is. */
#include "etl/decoder.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/gzip.h"
#include "etl/encoding.h"
#include "etl/input.h"
#include "etl/sniff.h"

#define HOLD_BYTES INPUT_BLOCK

struct decoder {
    struct input *in;
    struct arena *arena;
    struct gzip *gzip;
    ssize_t (*step)(struct decoder *d, char *buf, size_t n);
    enum utf16_order order;
    bool over; /* nothing more comes from below */
    /* bytes that were read to look at them, or to be converted */
    char *hold;
    size_t from, to;
};

static ssize_t problem(struct decoder *d, enum ingest_error e, const char *detail)
{
    d->in->problem = e;
    d->in->detail = detail;
    return -1;
}

static ssize_t fail(struct decoder *d, enum ingest_error e)
{
    return problem(d, e, ingest_sentence(e));
}

/* ---- Below: the file, unpacked ---- */

static ssize_t read_file(void *arg, void *buf, size_t n)
{
    struct decoder *d = arg;
    ssize_t got = d->in->read(d->in->arg, buf, n);
    if (got > 0)
        d->in->total += (uint64_t)got;
    return got;
}

static ssize_t inflate_failed(struct decoder *d)
{
    switch (gzip_state(d->gzip)) {
    case GZIP_CUT_OFF:
        return fail(d, INGEST_TRUNCATED_GZIP);
    case GZIP_DAMAGED:
        return fail(d, INGEST_BAD_GZIP);
    case GZIP_TOO_LARGE:
        return fail(d, INGEST_GZIP_TOO_LARGE);
    default:
        return fail(d, INGEST_READ_FAILED);
    }
}

static ssize_t read_below(struct decoder *d, char *buf, size_t n)
{
    if (d->over)
        return 0;
    ssize_t got = d->gzip ? gzip_read(d->gzip, buf, n) : read_file(d, buf, n);
    d->over = got <= 0;
    if (got < 0)
        return d->gzip ? inflate_failed(d) : fail(d, INGEST_READ_FAILED);
    return got;
}

/* Holds at least n bytes, or all that are left; false when reading failed. */
static bool hold(struct decoder *d, size_t n)
{
    if (d->from) {
        memmove(d->hold, d->hold + d->from, d->to - d->from);
        d->to -= d->from;
        d->from = 0;
    }
    while (d->to < n && !d->over) {
        ssize_t got = read_below(d, d->hold + d->to, HOLD_BYTES - d->to);
        if (got < 0)
            return false;
        d->to += (size_t)got;
    }
    return true;
}

/* ---- UTF-8, or ASCII that may be anything ---- */

/* From what is held, else from below. */
static ssize_t take(struct decoder *d, char *buf, size_t n)
{
    size_t held = d->to - d->from;
    if (!held)
        return read_below(d, buf, n);
    n = held < n ? held : n;
    memcpy(buf, d->hold + d->from, n);
    d->from += n;
    return (ssize_t)n;
}

static ssize_t step_1252(struct decoder *d, char *buf, size_t n)
{
    if (d->from == d->to && !hold(d, 1))
        return -1;
    struct converted c = encoding_from_1252(d->hold + d->from, d->to - d->from, buf, n);
    d->from += c.used;
    return (ssize_t)c.made;
}

/* At the first bytes beyond ASCII: what they are decides about the rest of the file. */
static ssize_t step_vote(struct decoder *d, char *buf, size_t n)
{
    if (!hold(d, ENCODING_VOTE_BYTES))
        return -1;
    size_t voters = d->to < ENCODING_VOTE_BYTES ? d->to : ENCODING_VOTE_BYTES;
    d->in->encoding = encoding_vote(d->hold, voters);
    d->in->clean = d->in->encoding != ENCODING_UTF8;
    d->step = d->in->clean ? step_1252 : take;
    return d->step(d, buf, n);
}

static ssize_t step_ascii(struct decoder *d, char *buf, size_t n)
{
    size_t before = d->from;
    ssize_t got = take(d, buf, n < HOLD_BYTES ? n : HOLD_BYTES);
    if (got <= 0)
        return got;
    size_t plain = encoding_ascii(buf, (size_t)got), rest = (size_t)got - plain;
    if (!rest)
        return got;
    if (d->from != before) {
        d->from -= rest;
    } else {
        memcpy(d->hold, buf + plain, rest);
        d->from = 0;
        d->to = rest;
    }
    d->step = step_vote;
    return plain ? (ssize_t)plain : step_vote(d, buf, n);
}

/* ---- UTF-16 ---- */

static ssize_t step_utf16(struct decoder *d, char *buf, size_t n)
{
    if (d->to - d->from < 4 && !hold(d, 4))
        return -1;
    struct converted c =
        encoding_from_utf16(d->hold + d->from, d->to - d->from, d->order, d->over, buf, n);
    d->from += c.used;
    return (ssize_t)c.made;
}

/* ---- The beginning ---- */

static bool unpack(struct decoder *d)
{
    d->in->gzip = true;
    d->gzip = gzip_new(d->arena, read_file, d, d->hold, d->to, d->in->inflated_most);
    d->from = d->to = 0;
    d->over = false;
    return hold(d, SNIFF_BYTES);
}

static ssize_t step_begin(struct decoder *d, char *buf, size_t n)
{
    if (!hold(d, SNIFF_BYTES) || (gzip_begins(d->hold, d->to) && !unpack(d)))
        return -1;
    const size_t look = d->to < SNIFF_BYTES ? d->to : SNIFF_BYTES;
    d->order = encoding_utf16_order(d->hold, look);
    const char *binary = sniff_binary(d->hold, look, d->order != UTF16_NONE);
    if (binary)
        return problem(d, INGEST_NOT_TEXT, binary);
    d->step = step_ascii;
    if (d->order != UTF16_NONE) {
        bool marked = !memcmp(d->hold, "\xff\xfe", 2) || !memcmp(d->hold, "\xfe\xff", 2);
        d->from = marked ? 2 : 0;
        d->in->encoding = ENCODING_UTF16;
        d->step = step_utf16;
    } else if (look >= 3 && !memcmp(d->hold, "\xef\xbb\xbf", 3)) {
        d->from = 3;
        d->in->clean = false;
        d->step = take;
    }
    return d->step(d, buf, n);
}

static void release(void *p)
{
    struct decoder *d = p;
    free(d->hold);
}

struct decoder *decoder_new(struct arena *a, struct input *in)
{
    struct decoder *d = arena_one(a, struct decoder);
    d->in = in;
    d->arena = a;
    d->step = step_begin;
    d->hold = malloc(HOLD_BYTES);
    if (!d->hold)
        BUG("out of memory for a file's first bytes");
    arena_defer(a, release, d);
    return d;
}

ssize_t decoder_read(struct decoder *d, char *buf, size_t n)
{
    return d->step(d, buf, n);
}
