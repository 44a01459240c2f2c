/* zlib is spoken to here. */
#include "base/gzip.h"

#include <string.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/err.h"

#define IN_BYTES ((size_t)64 << 10)
#define GZIP_WINDOW (15 + 16) /* the largest window, gzip's header and trailer */
/* Deflate reaches 1,032 : 1 with one byte repeated; tables that repeat stay below 100 : 1. */
#define BOMB_RATIO 400
#define BOMB_BYTES ((uint64_t)256 << 20) /* smaller ones do no harm */

struct gzip {
    z_stream z;
    ssize_t (*read)(void *arg, void *buf, size_t n);
    void *arg;
    uint64_t in, out, most;
    enum gzip_state state;
    bool over;   /* the input has ended */
    bool within; /* a member */
    unsigned char buf[IN_BYTES];
};

bool gzip_begins(const char *p, size_t n)
{
    return n >= 3 && !memcmp(p, "\x1f\x8b\x08", 3);
}

static void release(void *p)
{
    inflateEnd(&((struct gzip *)p)->z);
}

struct gzip *gzip_new(struct arena *a, ssize_t (*read)(void *arg, void *buf, size_t n), void *arg,
                      const char *first, size_t n_first, uint64_t most)
{
    struct gzip *g = arena_one(a, struct gzip);

    g->read = read;
    g->arg = arg;
    g->most = most;
    g->within = true;
    g->in = n_first;
    g->z.next_in = arena_memdup(a, first, n_first);
    g->z.avail_in = (uInt)n_first;
    if (inflateInit2(&g->z, GZIP_WINDOW) != Z_OK)
        BUG("zlib does not begin: %s", g->z.msg ? g->z.msg : "?");
    arena_defer(a, release, g);
    return g;
}

enum gzip_state gzip_state(const struct gzip *g)
{
    return g->state;
}

static ssize_t fail(struct gzip *g, enum gzip_state why)
{
    g->state = why;
    return -1;
}

/* Input for inflate(); false at its end and when it cannot be read. */
static bool refill(struct gzip *g)
{
    ssize_t got;

    if (g->z.avail_in)
        return true;
    if (g->over)
        return false;
    got = g->read(g->arg, g->buf, sizeof(g->buf));
    g->over = got <= 0;
    if (got < 0)
        g->state = GZIP_READ_FAILED;
    if (got <= 0)
        return false;
    g->in += (uint64_t)got;
    g->z.next_in = g->buf;
    g->z.avail_in = (uInt)got;
    return true;
}

/* Behind a member: zeros that fill a block are passed over; false when there is no other one. */
static bool next_member(struct gzip *g)
{
    while (refill(g)) {
        while (g->z.avail_in && !*g->z.next_in)
            g->z.avail_in--, g->z.next_in++;
        if (!g->z.avail_in)
            continue;
        inflateReset(&g->z);
        return g->within = true;
    }
    return false;
}

static bool is_too_large(const struct gzip *g)
{
    return g->out > g->most || (g->out > BOMB_BYTES && g->out / BOMB_RATIO > g->in);
}

ssize_t gzip_read(struct gzip *g, void *buf, size_t n)
{
    size_t room = n < UINT32_MAX ? n : UINT32_MAX;

    g->z.next_out = buf;
    g->z.avail_out = (uInt)room;
    while (g->state == GZIP_GOOD && g->z.avail_out == room) {
        int z;

        if (!g->within && !next_member(g))
            return g->state == GZIP_GOOD ? 0 : -1;
        if (!refill(g))
            return g->state == GZIP_GOOD ? fail(g, GZIP_CUT_OFF) : -1;
        z = inflate(&g->z, Z_NO_FLUSH);
        if (z == Z_STREAM_END)
            g->within = false;
        else if (z == Z_MEM_ERROR)
            BUG("out of memory for inflating");
        else if (z != Z_OK && z != Z_BUF_ERROR)
            return fail(g, GZIP_DAMAGED);
    }
    if (g->state != GZIP_GOOD)
        return -1;
    g->out += room - g->z.avail_out;
    return is_too_large(g) ? fail(g, GZIP_TOO_LARGE) : (ssize_t)(room - g->z.avail_out);
}
