/* Objects as files of a folder, which nginx writes. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/object.h"
#include "base/object_dir.h"
#include "base/settings.h"
#include "base/str.h"

struct dir_store {
    struct object_store base;
    char *dir;
};

static const char *dir_of(const struct object_store *s)
{
    return ((const struct dir_store *)s)->dir;
}

enum err dir_fail(struct ctx *c, const char *what, const char *name)
{
    int reason = errno;

    if (reason == ENOENT || reason == ENOTDIR || reason == ELOOP)
        return ctx_fail(c, ERR_NOT_FOUND, "the file is not there");
    log_error("object store", LOG_STR("what", what), LOG_STR("object", name),
              LOG_STR("error", strerror(reason)));
    if (reason == ENOSPC || reason == EDQUOT)
        return ctx_fail(c, ERR_DISK_FULL, "the disk is full");
    return ctx_fail(c, ERR_UNAVAILABLE, "the file store is not available");
}

int dir_open_below(const struct object_store *s, const char *name, int flags)
{
    int dir = open(dir_of(s), O_RDONLY | O_DIRECTORY | O_CLOEXEC), fd, reason;

    if (dir < 0 || !*name)
        return dir;
    fd = openat(dir, name, flags | O_NOFOLLOW | O_CLOEXEC);
    reason = errno;
    close(dir);
    errno = reason;
    return fd;
}

static enum err dir_size(struct object_store *s, struct ctx *c, const char *name, int64_t *bytes_r,
                         int64_t *parts_r)
{
    int fd = dir_open_below(s, name, O_RDONLY | O_NONBLOCK);
    enum err e = OK;
    struct stat st;

    *parts_r = 0;
    if (fd < 0)
        return dir_fail(c, "open", name);
    if (fstat(fd, &st) != 0)
        e = dir_fail(c, "stat", name);
    else if (S_ISREG(st.st_mode))
        *bytes_r = st.st_size;
    else if (!S_ISDIR(st.st_mode) || !(*parts_r = (int64_t)dir_count_parts(fd, bytes_r)))
        e = ctx_fail(c, ERR_NOT_FOUND, "the file is not there");
    close(fd);
    return e;
}

const char *dir_upload_name(struct ctx *c, const char *name)
{
    return arena_printf(c->arena, DIR_UPLOADS "/%s", name);
}

static enum err sync_one(struct object_store *s, struct ctx *c, const char *name)
{
    int fd = dir_open_below(s, name, O_RDONLY | O_NONBLOCK);
    enum err e = OK;

    if (fd < 0)
        return dir_fail(c, "open", name);
    if (fsync(fd) != 0)
        e = dir_fail(c, "sync", name);
    close(fd);
    return e;
}

enum err dir_sync(struct object_store *s, struct ctx *c, const char *name)
{
    char *path = arena_strdup(c->arena, name), *slash;
    enum err e;

    while ((e = sync_one(s, c, path)) == OK && *path) {
        slash = strrchr(path, '/');
        *(slash ? slash : path) = '\0';
    }
    return e;
}

enum err dir_make_folders(int dir, struct ctx *c, const char *name)
{
    char *path = arena_strdup(c->arena, name);

    for (char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdirat(dir, path, 0700) != 0 && errno != EEXIST)
            return dir_fail(c, "make folder", name);
        *slash = '/';
    }
    return OK;
}

static bool copy_bytes(int from, int to)
{
    char block[65536];
    ssize_t got;

    while ((got = read(from, block, sizeof(block))) > 0)
        for (ssize_t done = 0, n; done < got; done += n)
            if ((n = write(to, block + done, (size_t)(got - done))) < 0)
                return false;
    return got == 0;
}

/* Whole under a name of its own first, so that nobody ever sees half of it. */
static enum err put_below(int dir, struct ctx *c, const char *name, int fd)
{
    const char *fresh = arena_printf(c->arena, "%s.%ld", name, (long)gettid());
    int to = openat(dir, fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    enum err e = OK;

    if (to < 0)
        return dir_fail(c, "create", name);
    if (!copy_bytes(fd, to) || (linkat(dir, fresh, dir, name, 0) != 0 && errno != EEXIST))
        e = dir_fail(c, "write", name);
    close(to);
    unlinkat(dir, fresh, 0);
    return e;
}

static enum err dir_put(struct object_store *s, struct ctx *c, const char *name, int fd)
{
    int dir = dir_open_below(s, "", 0);
    enum err e;

    if (dir < 0)
        return dir_fail(c, "open", name);
    if ((e = dir_make_folders(dir, c, name)) == OK)
        e = put_below(dir, c, name, fd);
    close(dir);
    return e != OK ? e : dir_sync(s, c, name);
}

static enum err dir_space(struct object_store *s, struct ctx *c, struct object_space *space_r)
{
    struct statvfs disk;

    if (statvfs(dir_of(s), &disk) != 0)
        return dir_fail(c, "statvfs", "");
    space_r->total = (int64_t)(disk.f_blocks * disk.f_frsize);
    space_r->free = (int64_t)(disk.f_bavail * disk.f_frsize);
    space_r->reserved = space_r->total / 100 * settings.disk_reserve;
    return OK;
}

int dir_remove_tree(int dir, const char *name)
{
    int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), failed = 0;
    struct dirent *entry;
    DIR *list;

    if (fd < 0)
        return unlinkat(dir, name, 0) == 0 || errno == ENOENT || errno == ENOTDIR ? 0 : -1;
    if (!(list = fdopendir(fd))) {
        close(fd);
        return -1;
    }
    while ((entry = readdir(list)))
        if (!str_eq(entry->d_name, ".") && !str_eq(entry->d_name, ".."))
            failed |= unlinkat(fd, entry->d_name, 0) != 0 && errno != ENOENT;
    closedir(list);
    return failed || (unlinkat(dir, name, AT_REMOVEDIR) != 0 && errno != ENOENT) ? -1 : 0;
}

/* A dataset's folder goes with its last version; while others are there this does nothing. */
static void remove_folder(int dir, struct ctx *c, const char *name)
{
    char *folder = arena_strdup(c->arena, name);

    *strrchr(folder, '/') = '\0';
    if (unlinkat(dir, folder, AT_REMOVEDIR) != 0 && errno != ENOTEMPTY && errno != EEXIST &&
        errno != ENOENT && errno != ENOTDIR)
        log_warn("object store", LOG_STR("what", "remove folder"), LOG_STR("object", folder),
                 LOG_STR("error", strerror(errno)));
}

static enum err remove_below(struct object_store *s, struct ctx *c, const char *name)
{
    int dir = dir_open_below(s, "", 0);
    enum err e = OK;

    if (dir < 0)
        return dir_fail(c, "open", name);
    if (dir_remove_tree(dir, name) != 0)
        e = dir_fail(c, "remove", name);
    else
        remove_folder(dir, c, name);
    close(dir);
    return e;
}

enum err dir_forget(struct object_store *s, struct ctx *c, const char *name)
{
    return remove_below(s, c, dir_upload_name(c, name));
}

static enum err dir_remove(struct object_store *s, struct ctx *c, const char *name)
{
    enum err e = remove_below(s, c, name);

    return e == OK ? dir_forget(s, c, name) : e;
}

static void dir_close(struct object_store *s)
{
    struct dir_store *d = (struct dir_store *)s;

    free(d->dir);
    free(d);
}

struct object_store *object_dir_open(const char *dir)
{
    static const struct object_methods methods = {
        .close = dir_close,
        .size = dir_size,
        .arrived = dir_arrived,
        .take = dir_take,
        .forget = dir_forget,
        .open = dir_open,
        .put = dir_put,
        .space = dir_space,
        .remove = dir_remove,
        .list = dir_list,
    };
    struct dir_store *d = calloc(1, sizeof(*d));

    if (!d || !(d->dir = strdup(dir)))
        BUG("out of memory");
    d->base.methods = &methods;
    return &d->base;
}
