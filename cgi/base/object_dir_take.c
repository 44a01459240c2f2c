/* What nginx wrote becomes an object here: one rename, then everything is made durable. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/object.h"
#include "base/object_dir.h"
#include "base/str.h"
#include "base/vec.h"

/* "0", "17"; -1 for any other name */
static int64_t part_number(const char *name)
{
    int64_t n;

    return str_to_int64(name, &n) && n >= 0 && n <= OBJECT_PARTS && (*name != '0' || !name[1]) ? n
                                                                                               : -1;
}

static int by_part(const void *a, const void *b)
{
    const struct object_part *x = a, *y = b;

    return (x->part > y->part) - (x->part < y->part);
}

enum err dir_arrived(struct object_store *s, struct ctx *c, const char *name,
                     struct object_part **list_r, size_t *n_r)
{
    int dir = dir_open_below(s, dir_upload_name(c, name), O_RDONLY | O_DIRECTORY);
    DIR *list = dir < 0 ? NULL : fdopendir(dir);
    VEC(struct object_part) parts;
    struct dirent *entry;
    struct stat st;

    vec_init(&parts, c->arena);
    *n_r = 0;
    if (!list && errno != ENOENT && errno != ENOTDIR)
        return dir_fail(c, "list", name);
    while (list && (entry = readdir(list))) {
        int64_t n = part_number(entry->d_name);

        if (n >= 0 && fstatat(dir, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(st.st_mode))
            vec_push(&parts, ((struct object_part){ n, st.st_size }));
    }
    if (list)
        closedir(list);
    if (parts.len)
        qsort(parts.data, parts.len, sizeof(*parts.data), by_part);
    *list_r = parts.data;
    *n_r = parts.len;
    return OK;
}

/* The list of includes by which nginx sends the parts one after the other. */
static enum err write_list(int folder, struct ctx *c, const char *name, int64_t parts)
{
    int fd = openat(folder, DIR_LIST, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
    bool failed;

    if (!f) {
        if (fd >= 0)
            close(fd);
        return dir_fail(c, "create", name);
    }
    for (int64_t part = 1; part <= parts; part++)
        fprintf(f, "<!--# include virtual=\"/_objects/%s/%" PRId64 "\" wait=\"yes\" -->", name,
                part);
    failed = ferror(f) || fflush(f) != 0 || fsync(fd) != 0;
    failed |= fclose(f) != 0;
    return failed ? dir_fail(c, "write", name) : OK;
}

/* Removes what was sent beside parts 1 to `parts`. */
static void drop_others(int folder, int64_t parts)
{
    int copy = dup(folder);
    DIR *list = copy < 0 ? NULL : fdopendir(copy);
    struct dirent *entry;

    while (list && (entry = readdir(list))) {
        int64_t n = part_number(entry->d_name);

        if (n == 0 || n > parts)
            (void)unlinkat(folder, entry->d_name, 0);
    }
    if (list)
        closedir(list);
}

static enum err sync_parts(int folder, struct ctx *c, const char *name, int64_t parts)
{
    for (int64_t part = 1; part <= parts; part++) {
        const char *file = arena_printf(c->arena, "%" PRId64, part);
        int fd = openat(folder, file, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
        bool failed = fd < 0 || fsync(fd) != 0;

        if (fd >= 0)
            close(fd);
        if (failed)
            return dir_fail(c, "sync", name);
    }
    return OK;
}

/* True when this call moved it, or it is there already. *moved_r tells which. */
static bool move(int dir, struct ctx *c, const char *name, int64_t parts, bool *moved_r)
{
    const char *from = dir_upload_name(c, name);

    if (!parts)
        from = arena_printf(c->arena, "%s/0", from);
    *moved_r = renameat2(dir, from, dir, name, RENAME_NOREPLACE) == 0;
    return *moved_r || errno == EEXIST || faccessat(dir, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static enum err finish_parts(int dir, struct ctx *c, const char *name, int64_t parts, bool moved)
{
    int folder = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    enum err e;

    if (folder < 0)
        return ctx_fail(c, ERR_NOT_UPLOADED, "the file came whole, not in parts");
    if (moved)
        drop_others(folder, parts);
    if ((e = sync_parts(folder, c, name, parts)) == OK)
        e = write_list(folder, c, name, parts);
    close(folder);
    return e;
}

enum err dir_take(struct object_store *s, struct ctx *c, const char *name, int64_t parts)
{
    int dir = dir_open_below(s, "", 0);
    bool moved = false;
    enum err e;

    if (dir < 0)
        return dir_fail(c, "open", name);
    if ((e = dir_make_folders(dir, c, name)) == OK && !move(dir, c, name, parts, &moved))
        e = dir_fail(c, "move", name);
    if (e == OK && parts)
        e = finish_parts(dir, c, name, parts, moved);
    close(dir);
    if (e == OK && (e = dir_sync(s, c, name)) == OK)
        e = dir_forget(s, c, name);
    return e;
}
