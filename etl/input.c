/* Blocks of a file come in here. */
#include "etl/input.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "etl/decoder.h"

#define INFLATED_MOST ((uint64_t)10 << 30)

static void release(void *p)
{
    struct input *in = p;
    free(in->buf);
    in->buf = NULL;
}

static void set_room(struct input *in, size_t room)
{
    char *buf = realloc(in->buf, room + INPUT_PAD);
    if (!buf)
        BUG("out of memory for an input block of %zu bytes", room);
    in->buf = buf;
    in->room = room;
}

void input_init(struct input *in, struct arena *a, size_t record,
                ssize_t (*read)(void *, void *, size_t), void *arg)
{
    memset(in, 0, sizeof(*in));
    in->max_room = record + INPUT_BLOCK;
    in->inflated_most = INFLATED_MOST;
    in->read = read;
    in->arg = arg;
    in->decoder = decoder_new(a, in);
    in->clean = true;
    set_room(in, INPUT_BLOCK);
    memset(in->buf, 0, INPUT_PAD);
    arena_defer(a, release, in);
}

void input_rewind(struct input *in, struct arena *a)
{
    in->start = in->end = 0;
    in->total = 0;
    in->eof = in->gzip = false;
    in->encoding = ENCODING_UTF8;
    in->decoder = decoder_new(a, in);
    memset(in->buf, 0, INPUT_PAD);
}

void input_of_memory(struct input *in, struct arena *a, const char *p, size_t n)
{
    memset(in, 0, sizeof(*in));
    in->buf = arena_alloc(a, n + INPUT_PAD);
    if (n)
        memcpy(in->buf, p, n);
    in->room = in->end = in->total = n;
    in->eof = true;
}

static void make_space(struct input *in)
{
    size_t left = in->end - in->start;
    if (in->start) {
        memmove(in->buf, in->buf + in->start, left);
        in->start = 0;
        in->end = left;
    }
    if (in->room - left < INPUT_BLOCK / 2 && in->room < in->max_room)
        set_room(in, in->room * 2 < in->max_room ? in->room * 2 : in->max_room);
    if (in->room == left)
        BUG("a reader keeps a record of %zu bytes", left);
}

bool input_more(struct input *in)
{
    if (in->eof || in->failed || in->stopped)
        return false;
    make_space(in);
    ssize_t got = decoder_read(in->decoder, in->buf + in->end, in->room - in->end);
    if (got <= 0) {
        in->eof = got == 0;
        in->failed = got < 0;
        memset(in->buf + in->end, 0, INPUT_PAD);
        return false;
    }
    in->end += (size_t)got;
    memset(in->buf + in->end, 0, INPUT_PAD);
    if (in->on_block && !in->on_block(in->on_block_arg))
        in->stopped = true;
    return !in->stopped;
}
