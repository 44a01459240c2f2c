/* Tests of base/object: names, signed URLs and the files behind them. */
#include "base/object.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/log.h"
#include "base/settings.h"
#include "base/str.h"
#include "tests/unit/tap.h"

#define NOW 1700000000
#define NAME "0190-aa/0190-bb/1"

static struct ctx c;
static char folder[] = "/tmp/objects-XXXXXX";

static void test_urls(void)
{
    static const char *const no_parts[] = { "&part=",  "&part=0",  "&part=1001",     "&part=01",
                                            "&part=a", "&part=-1", "&part=1&part=2", "&part=1 " };
    const char *name = NULL, *with_part;
    int64_t part = -1;
    char *url = object_upload_url(&c, NAME, NOW + 900), changed[256];
    size_t n = strlen(url);
    int passed = 0;

    is_str(arena_strndup(c.arena, url, 55), "/objects/" NAME "?expires=1700000900&signature",
           "the URL's form");
    is_str(url + 56, "48be7669e199a09da17705a210dbcb71ba3da8678b19c87110d48a9fcad75222",
           "the signature, as another implementation makes it");
    is_int(object_check_url(&c, url, NOW, &name, &part), OK, "it is valid");
    is_str(name, NAME, "for its name");
    is_int(object_check_url(&c, url, NOW + 899, &name, &part), OK, "until its end");
    is_int(object_check_url(&c, url, NOW + 900, &name, &part), ERR_URL_INVALID, "not then");
    for (size_t i = 0; i < n; i++) {
        memcpy(changed, url, n + 1);
        changed[i] = changed[i] == '0' ? '1' : '0';
        passed += object_check_url(&c, changed, NOW, &name, &part) == OK;
        memcpy(changed, url, n + 1);
        changed[i] = '\0';
        passed += object_check_url(&c, changed, NOW, &name, &part) == OK;
    }
    is_int(passed, 0, "not with any character changed, nor cut");
    is_int(object_check_url(&c, arena_printf(c.arena, "%s&x=1", url), NOW, &name, &part),
           ERR_URL_INVALID, "nor with more behind it");
    is_int(part, 0, "it takes the whole");
    with_part = arena_printf(c.arena, "%s&part=1000", url);
    is_int(object_check_url(&c, with_part, NOW, &name, &part), OK, "or a part");
    is_int(part, 1000, "by its number");
    for (size_t i = 0; i < sizeof(no_parts) / sizeof(no_parts[0]); i++)
        is_int(object_check_url(&c, arena_printf(c.arena, "%s%s", url, no_parts[i]), NOW, &name,
                                &part),
               ERR_URL_INVALID, "no part: %s", no_parts[i]);
    settings.upload_key = "";
    is_int(object_check_url(&c, object_upload_url(&c, NAME, NOW + 900), NOW, &name, &part),
           ERR_URL_INVALID, "without a key nothing is valid");
    settings.upload_key = "ff00000000000000000000000000000000000000000000000000000000000000";
    is_int(object_check_url(&c, url, NOW, &name, &part), ERR_URL_INVALID, "nor with another key");
}

static void test_names(void)
{
    static const char *const bad[] = { "",         "a",      "a/b",     "a/b/c/d",
                                       "/a/b/c",   "a//c",   "a/b/",    "../b/c",
                                       "a/../c",   "a/b/..", "a/b/C",   "a/b/c.x",
                                       "a/b/c%2f", "a/b/g",  "a/b/c\n", "a\\b/b/c" };
    const char *name;
    int64_t part;

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        const char *uri =
            arena_printf(c.arena, "/objects/%s?expires=1700000900&signature=%064d", bad[i], 0);

        is_int(object_check_url(&c, uri, NOW, &name, &part), ERR_URL_INVALID, "not a name: %s",
               bad[i]);
        is_str(c.problem.detail, "this is not an upload URL", "that is why");
    }
}

static bool aborts(const char *name)
{
    pid_t pid = fork();
    int64_t bytes;
    int status = 0;

    if (pid == 0) {
        const struct rlimit none = { 0, 0 };

        setrlimit(RLIMIT_CORE, &none);
        fclose(stderr);
        _exit((int)object_size(&c, name, &bytes, NULL));
    }
    return waitpid(pid, &status, 0) == pid && WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void write_file(const char *path)
{
    FILE *f = fopen(path, "w");

    if (!f || fputs("content", f) < 0 || fclose(f) != 0)
        abort();
}

static const char *read_stream(struct object_stream *s, size_t block)
{
    char *text = arena_alloc(c.arena, 64), *at = text;
    ssize_t got;

    memset(text, 0, 64);
    while ((got = object_read(s, at, block)) > 0)
        at += got;
    return got == 0 && object_stream_bytes(s) == at - text ? text : "a failure";
}

/* What is read from an object in blocks of `block` bytes, also when it is begun again in the middle
 * and at the end; NULL when it cannot be opened. */
static const char *read_all(const char *name, size_t block)
{
    struct object_stream *s;
    char byte;

    if (object_open(&c, name, &s) != OK)
        return NULL;
    if (object_read(s, &byte, 1) != 1 || !object_rewind(s))
        return "no beginning";
    const char *first = read_stream(s, block);
    return object_rewind(s) && str_eq(first, read_stream(s, block)) ? first : "another text";
}

static void test_files(void)
{
    char *tenant = arena_printf(c.arena, "%s/0190-aa", folder);
    char *dataset = arena_printf(c.arena, "%s/0190-bb", tenant);
    struct object_stream *s;
    int64_t bytes = -1;

    c.objects = object_dir_open(folder);
    is_int(object_size(&c, NAME, &bytes, NULL), ERR_NOT_FOUND, "nothing is there at first");
    if (mkdir(tenant, 0700) != 0 || mkdir(dataset, 0700) != 0)
        abort();
    is_int(object_remove(&c, "0190-aa/0190-cc/1"), OK, "removing what is absent is fine");
    write_file(arena_printf(c.arena, "%s/1", dataset));
    write_file(arena_printf(c.arena, "%s/2", dataset));
    is_int(object_size(&c, NAME, &bytes, NULL), OK, "a file is there");
    is_int(bytes, 7, "of that size");
    is_str(read_all(NAME, 64), "content", "and read");
    is_str(read_all(NAME, 2), "content", "in pieces, too");
    is_int(object_remove(&c, NAME), OK, "removed");
    is_int(object_open(&c, NAME, &s), ERR_NOT_FOUND, "it is gone");
    is_int(access(dataset, F_OK), 0, "its folder stays while another version is there");
    if (symlink("/etc/hostname", arena_printf(c.arena, "%s/3", dataset)) != 0 ||
        mkfifo(arena_printf(c.arena, "%s/4", dataset), 0600) != 0)
        abort();
    is_int(object_open(&c, "0190-aa/0190-bb/3", &s), ERR_NOT_FOUND, "links are not followed");
    is_int(object_open(&c, "0190-aa/0190-bb/4", &s), ERR_NOT_FOUND, "a fifo is no file");
    for (int i = 2; i <= 4; i++)
        is_int(object_remove(&c, arena_printf(c.arena, "0190-aa/0190-bb/%d", i)), OK, "removed");
    ok(access(dataset, F_OK) != 0, "the folder goes with the last version");
    ok(aborts("../../etc/passwd") && aborts("a/b/../c") && aborts("a/b"),
       "a name that was never checked is a bug");
    rmdir(tenant);
    object_close(c.objects);
    object_close(NULL);
}

static void test_put(void)
{
    char *path = arena_printf(c.arena, "%s/from", folder);
    int from;

    c.objects = object_dir_open(folder);
    write_file(path);
    from = open(path, O_RDONLY);
    is_int(object_put(&c, NAME, from), OK, "a file is put, its folders are made");
    is_str(read_all(NAME, 64), "content", "and is there, whole");
    is_int(object_put(&c, NAME, from), OK, "put again");
    is_str(read_all(NAME, 64), "content", "it is still there and was not touched");
    close(from);
    is_int(object_room(&c, 1), OK, "there is room for a byte");
    is_int(object_room(&c, INT64_MAX), ERR_DISK_FULL, "and not for everything");
    is_int(object_remove(&c, NAME), OK, "removed, with nothing left beside it");
    is_int(rmdir(arena_printf(c.arena, "%s/0190-aa", folder)), 0, "the tenant's folder is empty");
    unlink(path);
    object_close(c.objects);
}

/* Writes what nginx would have written for a part (0: the whole). */
static void upload(const char *name, int part, const char *content)
{
    char *path = arena_printf(c.arena, "%s/.uploads/%s/%d", folder, name, part);
    FILE *f;

    for (char *at = path + strlen(folder) + 1; (at = strchr(at, '/')); at++) {
        *at = '\0';
        (void)mkdir(path, 0700);
        *at = '/';
    }
    f = fopen(path, "w");
    if (!f || fputs(content, f) < 0 || fclose(f) != 0)
        abort();
}

static void test_whole(void)
{
    struct object_part *list;
    int64_t bytes = 0;
    size_t n = 9;

    is_int(object_arrived(&c, NAME, &list, &n), OK, "what has arrived is asked");
    is_int((int)n, 0, "nothing has");
    is_int(object_take(&c, NAME, 0, &bytes), ERR_NOT_UPLOADED, "so nothing can be taken");
    upload(NAME, 0, "whole");
    is_int(object_arrived(&c, NAME, &list, &n), OK, "the file arrives");
    ok(n == 1 && list[0].part == 0 && list[0].bytes == 5, "as a whole");
    is_int(object_open(&c, NAME, &(struct object_stream *){ 0 }), ERR_NOT_FOUND, "it is no object");
    is_int(object_take(&c, NAME, 0, &bytes), OK, "it is taken");
    is_int(bytes, 5, "with its size");
    upload(NAME, 0, "another");
    is_int(object_take(&c, NAME, 0, &bytes), OK, "taken again");
    is_str(read_all(NAME, 64), "whole", "it is what it was, whatever came later");
    is_int(object_take(&c, NAME, 3, &bytes), ERR_NOT_UPLOADED, "and not in parts");
    is_int(object_remove(&c, NAME), OK, "removed");
}

static void test_parts(void)
{
    struct object_part *list;
    int64_t bytes = 0, parts = 0;
    size_t n;

    upload(NAME, 3, "ghi");
    upload(NAME, 1, "abc");
    upload(NAME, 12, "extra");
    is_int(object_take(&c, NAME, 24, &bytes), ERR_NOT_UPLOADED, "parts are missing");
    is_str(
        c.problem.detail,
        "parts that are missing: 2, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19, 20, 21, "
        "22, 23 and 1 more",
        "they are named");
    upload(NAME, 2, "def");
    is_int(object_arrived(&c, NAME, &list, &n), OK, "parts have arrived");
    ok(n == 4 && list[0].part == 1 && list[3].part == 12 && list[3].bytes == 5, "in their order");
    is_int(object_take(&c, NAME, 3, &bytes), OK, "three of them are taken");
    is_int(bytes, 9, "and the fourth is not");
    is_str(read_all(NAME, 64), "abcdefghi", "they are read as one");
    is_str(read_all(NAME, 2), "abcdefghi", "in whatever blocks");
    upload(NAME, 2, "DEF");
    is_int(object_take(&c, NAME, 3, &bytes), OK, "taken again");
    is_str(read_all(NAME, 64), "abcdefghi", "it is what it was, whatever came later");
    is_int(object_size(&c, NAME, &bytes, &parts), OK, "it tells its size");
    ok(bytes == 9 && parts == 3, "and its parts");
    is_int(object_remove(&c, NAME), OK, "removed with all of them");
    is_int(object_size(&c, NAME, &bytes, NULL), ERR_NOT_FOUND, "it is gone");
}

#define IN "01990000-0000-7000-8000-000000000000"

static void test_list(void)
{
    struct object_found *list;
    int64_t bytes;
    size_t n = 9;

    upload(IN "/" IN "/7", 1, "x");
    upload(IN "/" IN "/8", 0, "x");
    is_int(object_take(&c, IN "/" IN "/8", 0, &bytes), OK, "one is an object");
    is_int(object_list(&c, 3600, &list, &n), OK, "what lies there is listed");
    is_int((int)n, 0, "unless it is young");
    is_int(object_list(&c, -3600, &list, &n), OK, "or not");
    is_int((int)n, 2, "both are there");
    ok(!list[0].taken && list[0].version == 7 && list[1].taken && list[1].version == 8,
       "what has arrived, and the object");
    is_str(list[0].dataset_id, IN, "with its dataset");
    is_str(list[0].tenant_id, IN, "and its tenant");
    is_int(object_forget(&c, IN "/" IN "/7"), OK, "the one is forgotten");
    is_int(object_remove(&c, IN "/" IN "/8"), OK, "the other removed");
    is_int(object_list(&c, -3600, &list, &n), OK, "then");
    is_int((int)n, 0, "nothing is left");
}

static void test_uploads(void)
{
    struct object_space space;
    int removed;

    c.objects = object_dir_open(folder);
    test_whole();
    test_parts();
    test_list();
    is_int(object_space(&c, &space), OK, "the disk has a size");
    settings.disk_reserve = 50;
    is_int(object_space(&c, &space), OK, "and a reserve");
    ok(space.reserved > 0 && space.reserved <= space.total / 2, "which is half of it");
    is_int(object_room(&c, space.free), ERR_DISK_FULL, "what would use the reserve has no room");
    settings.disk_reserve = 0;
    removed = system(arena_printf(c.arena, "rm -r %s/.uploads && rmdir %s/0*", folder, folder));
    is_int(removed, 0, "only folders are left");
    object_close(c.objects);
}

int main(void)
{
    log_init("tester", LOG_LEVEL_ERROR + 1);
    c.arena = arena_new(8 << 20);
    settings.upload_key = "000102030405060708090a0b0c0d0e0f101112131415161718191A1B1C1D1E1F";
    if (!mkdtemp(folder))
        abort();
    test_urls();
    test_names();
    test_files();
    test_put();
    test_uploads();
    rmdir(folder);
    arena_free(c.arena);
    return done_testing();
}
