/* Tests of base/near: what is believed, by whom, and when no longer. */
#include "base/near.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/tap.h"

static char value[NEAR_VALUE_MAX + 1];

/* In a process of its own, as another program of the host would. */
static void forgotten_elsewhere(const char *dir, const char *subject)
{
    int status;
    pid_t pid = fork();

    if (pid == 0) {
        if (!near_open(dir))
            _exit(1);
        near_forget(subject);
        _exit(0);
    }
    ok(waitpid(pid, &status, 0) == pid && status == 0, "another process forgets %s", subject);
}

static void test_closed(void)
{
    near_set("k", "ann", near_ticket("ann"), "v");
    ok(!near_get("k", "ann", value), "nothing is kept before it is open");
    ok(!near_open("/nowhere/at/all"), "a folder that is not there is told");
}

static void test_values(void)
{
    char longest[NEAR_VALUE_MAX + 2];

    near_set("k", "ann", near_ticket("ann"), "v");
    ok(near_get("k", "ann", value), "a value is found");
    is_str(value, "v", "as it was");
    ok(!near_get("other", "ann", value), "under its key alone");
    near_set("k", "ann", near_ticket("ann"), "w");
    ok(near_get("k", "ann", value), "a later one");
    is_str(value, "w", "takes its place");
    memset(longest, 'x', sizeof(longest) - 1);
    longest[sizeof(longest) - 1] = '\0';
    near_set("long", "ann", near_ticket("ann"), longest);
    ok(!near_get("long", "ann", value), "one that is too long is not kept");
    near_set("long", "ann", near_ticket("ann"), longest + 1);
    ok(near_get("long", "ann", value), "the longest is");
    near_set(longest, "ann", near_ticket("ann"), "v");
    ok(!near_get(longest, "ann", value), "nor one with a key that is too long");
}

static void test_forgetting(const char *dir)
{
    uint64_t before = near_ticket("ann");

    near_set("a", "ann", before, "v");
    near_set("b", "bob", near_ticket("bob"), "v");
    ok(near_holds("ann", before), "the ticket holds");
    near_forget("ann");
    ok(!near_holds("ann", before), "until the subject is forgotten");
    ok(!near_get("a", "ann", value), "its value is gone");
    ok(near_get("b", "bob", value), "that of another is not");
    near_set("a", "ann", before, "late");
    ok(!near_get("a", "ann", value), "what was found out before is not kept any more");
    near_set("a", "ann", near_ticket("ann"), "new");
    ok(near_get("a", "ann", value), "what was found out after is");
    forgotten_elsewhere(dir, "ann");
    ok(!near_get("a", "ann", value), "and is gone here too");
}

static void test_age(void)
{
    near_set("old", "ann", near_ticket("ann"), "v");
    sleep(NEAR_SECONDS);
    ok(!near_get("old", "ann", value), "after two seconds nothing is believed");
}

int main(void)
{
    char dir[] = "/tmp/bw-near.XXXXXX", file[64];

    if (!mkdtemp(dir))
        return 1;
    test_closed();
    ok(near_open(dir), "it opens");
    test_values();
    test_forgetting(dir);
    test_age();
    snprintf(file, sizeof(file), "%s/near", dir);
    ok(unlink(file) == 0 && rmdir(dir) == 0, "one file, and nothing else, was made");
    return done_testing();
}
