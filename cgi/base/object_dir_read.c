/* One stream over an object of the folder store: its file, or its parts one after the other. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/object.h"
#include "base/object_dir.h"

struct dir_stream {
    struct object_stream base;
    int dir, fd; /* dir is -1 when the object is one file */
    size_t part, parts;
};

static int open_part(int dir, size_t part)
{
    char name[24];

    snprintf(name, sizeof(name), "%zu", part);
    return openat(dir, name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
}

size_t dir_count_parts(int dir, int64_t *bytes_r)
{
    struct stat st;
    size_t n = 0;

    *bytes_r = 0;
    while (n < OBJECT_PARTS) {
        char name[24];

        snprintf(name, sizeof(name), "%zu", n + 1);
        if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode))
            break;
        *bytes_r += st.st_size;
        n++;
    }
    return n;
}

/* False with errno; true with part beyond parts at the end. */
static bool next_part(struct dir_stream *s)
{
    if (s->fd >= 0)
        close(s->fd);
    s->fd = -1;
    if (++s->part > s->parts)
        return true;
    s->fd = open_part(s->dir, s->part);
    return s->fd >= 0;
}

static ssize_t dir_read(struct object_stream *base, void *buf, size_t n)
{
    struct dir_stream *s = (struct dir_stream *)base;
    ssize_t got;

    while (s->part <= s->parts) {
        do
            got = read(s->fd, buf, n);
        while (got < 0 && errno == EINTR);
        if (got != 0 || s->dir < 0)
            return got;
        if (!next_part(s))
            return -1;
    }
    return 0;
}

static bool dir_rewind(struct object_stream *base)
{
    struct dir_stream *s = (struct dir_stream *)base;

    if (s->dir < 0)
        return lseek(s->fd, 0, SEEK_SET) == 0;
    s->part = 0;
    return next_part(s);
}

static void dir_close_stream(struct object_stream *base)
{
    struct dir_stream *s = (struct dir_stream *)base;

    if (s->fd >= 0)
        close(s->fd);
    if (s->dir >= 0)
        close(s->dir);
    s->fd = s->dir = -1;
    s->part = s->parts + 1;
}

static enum err open_parts(struct ctx *c, const char *name, struct dir_stream *s)
{
    s->dir = s->fd;
    s->fd = -1;
    s->parts = dir_count_parts(s->dir, &s->base.bytes);
    if (s->parts && next_part(s))
        return OK;
    return s->parts ? dir_fail(c, "open", name)
                    : ctx_fail(c, ERR_NOT_FOUND, "the file is not there");
}

static enum err open_one(struct ctx *c, const struct stat *st, struct dir_stream *s)
{
    if (!S_ISREG(st->st_mode))
        return ctx_fail(c, ERR_NOT_FOUND, "the file is not there");
    s->part = s->parts = 1;
    s->base.bytes = st->st_size;
    /* a hint, nothing depends on it */
    (void)posix_fadvise(s->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    return OK;
}

enum err dir_open(struct object_store *store, struct ctx *c, const char *name,
                  struct object_stream **stream_r)
{
    struct dir_stream *s = arena_one(c->arena, struct dir_stream);
    struct stat st;
    enum err e;

    *s = (struct dir_stream){
        .base = { .read = dir_read, .rewind = dir_rewind, .close = dir_close_stream }, .dir = -1
    };
    /* without O_NONBLOCK a fifo would hold us up; on a file it means nothing */
    s->fd = dir_open_below(store, name, O_RDONLY | O_NONBLOCK);
    if (s->fd < 0 || fstat(s->fd, &st) != 0)
        e = dir_fail(c, "open", name);
    else
        e = S_ISDIR(st.st_mode) ? open_parts(c, name, s) : open_one(c, &st, s);
    if (e != OK)
        dir_close_stream(&s->base);
    else
        *stream_r = &s->base;
    return e;
}
