/* Compressed bodies are inflated here. */
#include "web/inflate.h"

#include <string.h>
#include <strings.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/gzip.h"

#define PIECE ((size_t)64 << 10)

/* All of the body was handed over at once. */
static ssize_t nothing_more(void *arg, void *buf, size_t n)
{
    (void)arg;
    (void)buf;
    (void)n;
    return 0;
}

static bool is_gzip(const char *encoding)
{
    return strcasecmp(encoding, "gzip") == 0 || strcasecmp(encoding, "x-gzip") == 0;
}

static enum err refuse(struct request *r, const struct gzip *g, size_t max)
{
    switch (gzip_state(g)) {
    case GZIP_TOO_LARGE:
        return ctx_fail(&r->ctx, ERR_TOO_LARGE, "the inflated body may have %zu bytes", max);
    case GZIP_CUT_OFF:
        return ctx_fail(&r->ctx, ERR_BAD_REQUEST, "the gzip body is cut off");
    default:
        return ctx_fail(&r->ctx, ERR_BAD_REQUEST, "the gzip body is damaged");
    }
}

static enum err inflate_all(struct request *r, size_t max)
{
    struct gzip *g = gzip_new(r->ctx.arena, nothing_more, NULL, r->body, r->body_len, max);
    struct str text = str_new(r->ctx.arena, max + PIECE);
    char *piece = arena_alloc(r->ctx.arena, PIECE);
    ssize_t n;

    while ((n = gzip_read(g, piece, PIECE)) > 0)
        str_add(&text, piece, (size_t)n);
    if (n < 0 || text.len > max)
        return refuse(r, g, max);
    r->body = str_c(&text);
    r->body_len = text.len;
    return OK;
}

enum err request_inflate(struct request *r, size_t max)
{
    const char *encoding = request_header(r, "content-encoding");

    if (!r->body_len || r->inflated || !encoding || !*encoding ||
        strcasecmp(encoding, "identity") == 0)
        return OK;
    if (!is_gzip(encoding))
        return ctx_fail(&r->ctx, ERR_MEDIA_TYPE, "send the body as it is, or as gzip");
    r->inflated = true;
    return inflate_all(r, max);
}
