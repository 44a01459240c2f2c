/* Tests of base/cache against a real memcached: there, hung, gone, back. */
#include "base/cache.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/timeutil.h"
#include "tests/unit/tap.h"

static struct arena *a;
static char folder[] = "/tmp/cache-XXXXXX", path[64];

static pid_t start(void)
{
    pid_t pid = fork();

    if (pid == 0) {
        execlp("memcached", "memcached", "-u", "nobody", "-m", "16", "-s", path, NULL);
        perror("memcached");
        _exit(127);
    }
    for (int i = 0; i < 200 && access(path, F_OK) != 0; i++)
        usleep(10000);
    return pid;
}

static void stop(pid_t pid)
{
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    unlink(path);
}

static const char *get(struct cache *k, const char *key)
{
    size_t n;

    return cache_get(k, a, key, &n);
}

static void test_values(struct cache *k)
{
    static char large[1000001], key[600];
    size_t n = 0;
    char *v;

    ok(!get(k, "a:1"), "nothing is there at first");
    cache_set(k, "a:1", "va\0ue", 5, 30);
    v = cache_get(k, a, "a:1", &n);
    ok(v && n == 5 && memcmp(v, "va\0ue", 6) == 0, "what was set comes back, terminated");
    cache_set(k, "a:1", "new", 3, 30);
    is_str(get(k, "a:1"), "new", "setting again replaces");
    cache_set(k, "a:2", "", 0, 30);
    is_str(get(k, "a:2"), "", "an empty value is a value");

    memset(key, 'k', sizeof(key) - 1);
    memcpy(key, "long:", 5);
    cache_set(k, key, "1", 1, 30);
    is_str(get(k, key), "1", "a long key");
    key[598] = 'x';
    ok(!get(k, key), "is told from another one");
    cache_set(k, "odd: key\r\nflush_all", "2", 1, 30);
    is_str(get(k, "odd: key\r\nflush_all"), "2", "a key with blanks and newlines");
    is_str(get(k, "a:1"), "new", "is only a key");
    memset(large, 'v', sizeof(large));
    cache_set(k, "large", large, sizeof(large), 30);
    ok(!get(k, "large"), "a value that is too large is not kept");
    cache_set(k, "brief", "x", 1, 1);
    sleep(2);
    ok(!get(k, "brief"), "a value ends");
}

static void test_counts(struct cache *k)
{
    is_int(cache_count(k, "count:1", 30), 1, "a count begins");
    is_int(cache_count(k, "count:1", 30), 2, "and goes on");
    for (int i = 0; i < 10; i++)
        (void)cache_count(k, "count:1", 30);
    is_str(get(k, "count:1"), "12", "it can be read");
    is_int(cache_count(k, "count:2", 30), 1, "another is another");
}

/* What was done, as far as the cache knows: on a busy machine a call may take longer than it waits. */
static atomic_long done;

static void *count_many(void *k)
{
    for (int i = 0; i < 500; i++)
        done += cache_count(k, "count:shared", 30) != 0;
    return NULL;
}

/* A call that was given up may have been done all the same, none that was done may be lost. */
static void none_is_lost(struct cache *k, const char *key, long tried, const char *what)
{
    const char *text = NULL;

    for (int i = 0; i < 100 && !(text = get(k, key)); i++)
        usleep(100000);
    diag("%ld of %ld done, the number is %s", done, tried, text);
    ok(text && done > 0 && strtol(text, NULL, 10) >= done && strtol(text, NULL, 10) <= tried, "%s",
       what);
}

static void test_threads(struct cache *k)
{
    pthread_t threads[4];

    done = 0;
    for (int i = 0; i < 4; i++)
        if (pthread_create(&threads[i], NULL, count_many, k) != 0)
            abort();
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    none_is_lost(k, "count:shared", 2000, "four threads share the pool, no count is lost");
}

static uint64_t add_one(uint64_t number, void *arg)
{
    (void)arg;
    return number + 1;
}

static uint64_t leave(uint64_t number, void *arg)
{
    *(uint64_t *)arg = number;
    return number;
}

static void *change_many(void *k)
{
    for (int i = 0; i < 200; i++)
        done += cache_change(k, "change:shared", add_one, NULL, 30);
    return NULL;
}

/* Threads of this process take turns; a second cache is what another process would be. */
static void test_changes(struct cache *k)
{
    struct cache *other = cache_open(path, 2);
    pthread_t threads[4];
    uint64_t seen = 7;

    ok(cache_change(k, "change:1", leave, &seen, 30) && seen == 0, "no number is 0");
    ok(!get(k, "change:1"), "leaving it stores nothing");
    ok(cache_change(k, "change:1", add_one, NULL, 30), "a number begins");
    ok(cache_change(other, "change:1", add_one, NULL, 30), "another one changes it");
    is_str(get(k, "change:1"), "2", "both are stored");
    done = 0;
    for (int i = 0; i < 4; i++)
        if (pthread_create(&threads[i], NULL, change_many, i % 2 ? other : k) != 0)
            abort();
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    none_is_lost(k, "change:shared", 800, "no change of four threads and two pools is lost");
    cache_close(other);
}

/* How long five calls take, in milliseconds, and that none of them gives anything. */
static int64_t five_calls(struct cache *k)
{
    int64_t begin = time_mono();
    bool nothing = true;

    for (int i = 0; i < 3; i++)
        nothing = nothing && !get(k, "a:1");
    nothing = nothing && cache_count(k, "count:1", 30) == 0 &&
              !cache_change(k, "change:1", add_one, NULL, 30);
    cache_set(k, "a:3", "x", 1, 30);
    ok(nothing, "every get misses, every count is 0");
    return (time_mono() - begin) / 1000;
}

static void test_trouble(struct cache *k, pid_t *pid)
{
    int64_t ms;

    kill(*pid, SIGSTOP);
    waitpid(*pid, NULL, WUNTRACED);
    ms = five_calls(k);
    diag("hung: five calls took %lld ms", (long long)ms);
    ok(ms < 1500, "a hung server costs little (libmemcached's own: 5 s a call)");
    kill(*pid, SIGCONT);
    sleep(2);
    is_str(get(k, "a:1"), "new", "when it wakes up, it is used again");
    stop(*pid);
    ms = five_calls(k);
    diag("gone: five calls took %lld ms", (long long)ms);
    ok(ms < 1500, "one that is gone costs little");
    *pid = start();
    ok(!get(k, "a:1"), "a new one is empty");
    /* each connection of the pool has to find out by itself that the old one is gone */
    for (int i = 0; i < 100 && !get(k, "a:1"); i++) {
        usleep(100000);
        cache_set(k, "a:1", "again", 5, 30);
    }
    is_str(get(k, "a:1"), "again", "and comes into use");
}

static void test_none(void)
{
    struct cache *k = cache_open("", 4);

    cache_set(k, "a", "x", 1, 30);
    ok(!get(k, "a") && cache_count(k, "c", 30) == 0, "no servers: no cache");
    cache_close(k);
    ok(!get(NULL, "a") && cache_count(NULL, "c", 30) == 0, "nor without a handle");
    k = cache_open("no such host.invalid:port", 4);
    ok(!get(k, "a"), "a list that makes no sense is no cache either");
    cache_close(k);
    cache_close(NULL);
}

int main(void)
{
    struct cache *k;
    pid_t pid;

    log_init("tester", LOG_LEVEL_ERROR + 1);
    a = arena_new(16 << 20);
    if (!mkdtemp(folder) || chmod(folder, 0777) != 0)
        abort();
    snprintf(path, sizeof(path), "%s/mc.sock", folder);
    pid = start();
    k = cache_open(path, 4);
    test_values(k);
    test_counts(k);
    test_threads(k);
    test_changes(k);
    test_trouble(k, &pid);
    cache_close(k);
    stop(pid);
    rmdir(folder);
    test_none();
    arena_free(a);
    return done_testing();
}
