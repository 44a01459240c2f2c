/* Tests of base/log: what is written is one JSON object a line. */
#include "base/log.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/unit/tap.h"

static int ends[2], saved;
static char line[40000];

static void catch_begin(void)
{
    if (pipe(ends) != 0 || (saved = dup(STDERR_FILENO)) < 0)
        abort();
    dup2(ends[1], STDERR_FILENO);
}

/* What was written to standard error since catch_begin(). */
static const char *catch_end(void)
{
    ssize_t n;

    dup2(saved, STDERR_FILENO);
    close(saved);
    close(ends[1]);
    n = read(ends[0], line, sizeof(line) - 1);
    close(ends[0]);
    line[n > 0 ? n : 0] = '\0';
    return line;
}

static bool has(const char *part)
{
    bool found = strstr(line, part) != NULL;

    if (!found)
        diag("no %s in %s", part, line);
    return found;
}

static void test_fields(void)
{
    catch_begin();
    log_info("job done", LOG_STR("kind", "import"), LOG_INT("rows", -5), LOG_REAL("seconds", 0.25),
             LOG_STR("absent", NULL), LOG_REAL("ratio", NAN));
    catch_end();
    ok(strncmp(line, "{\"time\":\"2", 10) == 0, "the time comes first");
    ok(has("\"level\":\"info\",\"program\":\"tester\",\"pid\":"), "level, program, pid");
    ok(has("\"message\":\"job "
           "done\",\"kind\":\"import\",\"rows\":-5,\"seconds\":0.25,\"ratio\":null}\n"),
       "message and fields, NULL left out");
    ok(!strstr(line, "requestId"), "no request, no id");
}

static void test_request(void)
{
    log_set_request("r-1");
    catch_begin();
    log_warn("slow");
    catch_end();
    ok(has("\"requestId\":\"r-1\",\"message\":\"slow\"}\n"), "the thread's request id");
    log_set_request(NULL);
}

static void test_escapes(void)
{
    catch_begin();
    log_error("a\"b\\c\nd\x01 \xC3\xA9 \xFF.");
    catch_end();
    ok(has("\"message\":\"a\\\"b\\\\c\\nd\\u0001 \xC3\xA9 \xEF\xBF\xBD.\"}\n"),
       "quotes, controls and bad bytes are escaped");
    is_int(strlen(strchr(line, '\n')), 1, "one line");
}

static void test_limits(void)
{
    static char controls[5001];

    memset(controls, 1, sizeof(controls) - 1);
    catch_begin();
    log_error("long", LOG_STR("a", controls), LOG_STR("b", controls), LOG_INT("c", 7));
    catch_end();
    ok(strlen(line) <= 16384, "a line has a limit");
    ok(!strstr(line, "\"b\""), "a field that does not fit is left out");
    ok(has("\",\"c\":7}\n"), "what fits behind it stays, and the line is whole");
}

static void test_level(void)
{
    catch_begin();
    log_debug("quiet");
    is_str(catch_end(), "", "a line below the level is not written");
}

int main(void)
{
    log_init("tester", LOG_LEVEL_INFO);
    test_fields();
    test_request();
    test_escapes();
    test_limits();
    test_level();
    return done_testing();
}
