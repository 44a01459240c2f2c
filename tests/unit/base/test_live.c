/* Tests of base/live: the envelope, the order, the silence about failures. */
#include "base/live.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/log.h"
#include "tests/unit/base/server.h"

static struct server s;
static struct ctx c;

static const char accepted[] = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

static bool sent(int i, const char *part)
{
    bool found = strstr(s.requests[i], part) != NULL;

    if (!found)
        diag("no %s in\n%s", part, s.requests[i]);
    return found;
}

static void test_publish(void)
{
    static const char *const answers[] = { accepted, accepted, accepted,
                                           "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
                                           NULL };
    char topic[] = "dashboard:1", data[] = "{\"id\":\"w\"}";

    server_start(&s, answers);
    c.live = live_open(s.path);
    live_queue(&c, topic, 7, "widget:updated", data);
    topic[0] = data[0] = 'X';
    live_queue(&c, "user:a b&c", 0, "dataset.progress", "{}");
    live_queue(&c, "tenant:2", 8, "seq", NULL);
    is_int(s.served, 0, "queueing sends nothing");
    live_flush(&c);
    is_int(s.served, 3, "flushing sends all");
    ok(sent(0, "POST /publish?id=dashboard:1 HTTP/1.1\r\n"), "the topic names the channel");
    ok(sent(0, "{\"topic\":\"dashboard:1\",\"seq\":7,\"type\":\"widget:updated\",\"at\":\"20"),
       "the envelope, of what was queued");
    ok(sent(0, "Z\",\"requestId\":\"r-1\",\"clientId\":\"tab\",\"data\":{\"id\":\"w\"}}"),
       "its end");
    ok(sent(1, "POST /publish?id=user:a%20b%26c HTTP"), "odd characters are escaped");
    ok(sent(1, "\"user:a b&c\",\"type\":"), "seq 0 is left out");
    ok(sent(2, "\"data\":null}"), "no data is null");
    live_flush(&c);
    is_int(s.served, 3, "what was sent is not sent again");
    live_drop(&c, "user:9");
    ok(sent(3, "DELETE /publish?id=user:9 HTTP"), "dropping deletes the channel");
    live_close(c.live);
    server_stop(&s);
}

static void test_failure(void)
{
    static const char *const answers[] = {
        accepted, "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n", accepted, NULL
    };

    server_start(&s, answers);
    c.live = live_open(s.path);
    c.problem = (struct problem){ .err = ERR_STALE, .detail = "mine" };
    live_queue(&c, "a", 1, "x", "1");
    live_queue(&c, "b", 2, "x", "2");
    live_queue(&c, "c", 3, "x", "3");
    live_flush(&c);
    is_int(s.served, 2, "after a failure the rest is not tried");
    live_queue(&c, "d", 4, "x", "4");
    live_flush(&c);
    ok(s.served == 3 && sent(2, "\"topic\":\"d\""), "the next flush is");
    server_stop(&s);
    live_queue(&c, "e", 5, "x", "5");
    live_flush(&c);
    ok(c.problem.err == ERR_STALE && strcmp(c.problem.detail, "mine") == 0,
       "the ctx's own problem is left alone");
    live_close(c.live);
}

static void *flush_one(void *arg)
{
    struct ctx mine = { .arena = arena_new(1 << 20), .live = arg, .request_id = "r-2" };

    live_queue(&mine, "t", 1, "x", "1");
    live_flush(&mine);
    arena_free(mine.arena);
    return NULL;
}

static void test_threads(void)
{
    static const char *const answers[] = { accepted, accepted, accepted, NULL };
    pthread_t thread;

    server_start(&s, answers);
    c.live = live_open(s.path);
    for (int i = 0; i < 3; i++) {
        if (pthread_create(&thread, NULL, flush_one, c.live) != 0)
            abort();
        pthread_join(thread, NULL);
    }
    is_int(s.served, 3, "each thread has a connection of its own");
    live_close(c.live);
    server_stop(&s);
}

static void test_off(void)
{
    c.live = live_open("");
    live_queue(&c, "a", 1, "x", "1");
    live_flush(&c);
    live_drop(&c, "a");
    ok(!c.live_queue, "without a socket messages vanish");
    live_close(c.live);
    c.live = NULL;
    live_queue(&c, "a", 1, "x", "1");
    live_flush(&c);
    ok(!c.live_queue, "and without a handle");
    live_close(NULL);
}

int main(void)
{
    log_init("tester", LOG_LEVEL_ERROR);
    c.arena = arena_new(8 << 20);
    c.request_id = "r-1";
    c.client_id = "tab";
    test_publish();
    test_failure();
    test_threads();
    test_off();
    arena_free(c.arena);
    return done_testing();
}
