/* Everything that lies in the folder store is listed here, and what a dead process left is removed. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/object.h"
#include "base/object_dir.h"
#include "base/str.h"
#include "base/uuid.h"
#include "base/vec.h"

/* A body that nginx was still writing yesterday belongs to a process that is gone. */
#define ORPHAN_SECONDS (24 * 3600)

struct listing {
    struct ctx *c;
    VEC(struct object_found) found;
    time_t until;  /* what was touched later is left alone */
    time_t orphan; /* the same for what is no object */
    bool taken;
};

static bool untouched(int dir, const char *name, time_t until)
{
    struct stat st;

    return fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && st.st_mtime < until;
}

typedef void visit(struct listing *l, int dir, const char *name, const char *path);

/* Calls fn for each entry of the folder `name` in `dir`. */
static void each_entry(struct listing *l, int dir, const char *name, const char *path, visit *fn)
{
    int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *list = fd < 0 ? NULL : fdopendir(fd);
    struct dirent *entry;

    if (!list && fd >= 0)
        close(fd);
    while (list && (entry = readdir(list)))
        if (entry->d_name[0] != '.')
            fn(l, fd, entry->d_name, path);
    if (list)
        closedir(list);
}

/* `path` is "tenant/dataset". */
static void visit_version(struct listing *l, int dir, const char *name, const char *path)
{
    struct object_found found = { .taken = l->taken };
    struct arena *a = l->c->arena;

    if (str_to_int64(name, &found.version) && found.version > 0) {
        if (!untouched(dir, name, l->until))
            return;
        found.tenant_id = arena_strndup(a, path, UUID_TEXT - 1);
        found.dataset_id = arena_strdup(a, path + UUID_TEXT);
        vec_push(&l->found, found);
    } else if (untouched(dir, name, l->orphan)) {
        /* half of a sample that was being put */
        (void)unlinkat(dir, name, 0);
    }
}

static void visit_dataset(struct listing *l, int dir, const char *name, const char *path)
{
    if (!uuid_valid(name))
        return;
    each_entry(l, dir, name, arena_printf(l->c->arena, "%s/%s", path, name), visit_version);
    if (untouched(dir, name, l->until))
        (void)unlinkat(dir, name, AT_REMOVEDIR); /* when nothing is in it */
}

static void visit_tenant(struct listing *l, int dir, const char *name, const char *path)
{
    (void)path;
    if (uuid_valid(name))
        each_entry(l, dir, name, name, visit_dataset);
}

static void visit_incoming(struct listing *l, int dir, const char *name, const char *path)
{
    (void)path;
    if (untouched(dir, name, l->orphan))
        (void)unlinkat(dir, name, 0);
}

enum err dir_list(struct object_store *s, struct ctx *c, int64_t seconds,
                  struct object_found **list_r, size_t *n_r)
{
    time_t now = time(NULL);
    struct listing l = { .c = c, .until = now - (time_t)seconds, .orphan = now - ORPHAN_SECONDS };
    int dir = dir_open_below(s, "", 0);

    if (dir < 0)
        return dir_fail(c, "list", "");
    vec_init(&l.found, c->arena);
    each_entry(&l, dir, DIR_INCOMING, NULL, visit_incoming);
    each_entry(&l, dir, DIR_UPLOADS, NULL, visit_tenant);
    l.taken = true;
    each_entry(&l, dir, ".", NULL, visit_tenant);
    close(dir);
    *list_r = l.found.data;
    *n_r = l.found.len;
    return OK;
}
