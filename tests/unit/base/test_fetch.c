/* Tests of base/fetch: what is sent, what comes back, and where requests may not go. */
#include "base/fetch.h"

#include <netinet/in.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "tests/unit/base/server.h"

static struct server s;
static struct ctx c;
static struct fetch *f;

static enum err fetch(struct fetch_request req, struct fetch_response *resp)
{
    c.problem = (struct problem){ 0 };
    req.url = req.url ? req.url : "http://localhost/path?q=1";
    req.unix_socket = s.path;
    return fetch_do(f, &c, &req, resp);
}

static bool sent(int i, const char *part)
{
    bool found = strstr(s.requests[i], part) != NULL;

    if (!found)
        diag("no %s in\n%s", part, s.requests[i]);
    return found;
}

static void test_requests(void)
{
    static const char *const answers[] = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 2\r\n\r\nno",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        NULL,
    };
    static const char *const headers[] = { "Content-Type: application/json", "x-a: b", NULL };
    struct fetch_response r = { 0 };

    server_start(&s, answers);
    is_int(fetch((struct fetch_request){ 0 }, &r), OK, "a GET");
    ok(r.status == 200 && r.body_len == 5, "its status and length");
    is_str(r.body, "hello", "its body");
    ok(sent(0, "GET /path?q=1 HTTP/1.1\r\n") && sent(0, "x-request-id: r-1\r\n"),
       "it says who caused it");
    ok(!strstr(s.requests[0], "Content-Length"), "a GET has no body");

    is_int(fetch(
               (struct fetch_request){
                   .method = "POST", .headers = headers, .body = "{\"a\":1}", .body_len = 7 },
               &r),
           OK, "a POST on the same connection");
    is_int(r.status, 201, "its status");
    ok(sent(1, "POST /path") && sent(1, "Content-Type: application/json\r\n") &&
           sent(1, "x-a: b\r\n") && sent(1, "Content-Length: 7\r\n") &&
           sent(1, "\r\n\r\n{\"a\":1}"),
       "headers and body");
    is_int(fetch((struct fetch_request){ 0 }, &r), OK, "a redirect");
    is_int(r.status, 302, "is an answer, not a way to go");
    is_int(fetch((struct fetch_request){ 0 }, &r), OK, "an error");
    ok(r.status == 503 && strcmp(r.body, "no") == 0, "is an answer too");
    is_int(fetch((struct fetch_request){ .method = "DELETE" }, &r), OK, "a DELETE");
    ok(sent(4, "DELETE /path") && !strstr(s.requests[4], "POST"), "no trace of the POST before");
    server_stop(&s);
}

static void test_failures(void)
{
    static const char *const answers[] = {
        "",
        "SSH-2.0-OpenSSH\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n12345678901",
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 10\r\n\r\n1234567890",
        "hang",
        NULL,
    };
    struct fetch_response r = { 0 };

    server_start(&s, answers);
    is_int(fetch((struct fetch_request){ 0 }, &r), ERR_UNAVAILABLE, "closed without an answer");
    ok(strncmp(c.problem.detail, "no answer: ", 11) == 0, "it says so");
    is_int(fetch((struct fetch_request){ 0 }, &r), ERR_UNAVAILABLE, "not HTTP");
    is_int(fetch((struct fetch_request){ .max_response = 10 }, &r), ERR_UNAVAILABLE, "too long");
    is_str(c.problem.detail, "the answer is longer than 10 bytes", "it says so");
    is_int(fetch((struct fetch_request){ .max_response = 10 }, &r), OK, "just short enough");
    is_int(fetch((struct fetch_request){ .timeout_ms = 100 }, &r), ERR_UNAVAILABLE, "no answer");
    server_stop(&s);
    is_int(fetch((struct fetch_request){ 0 }, &r), ERR_UNAVAILABLE, "nobody there");
}

static enum err guarded(const char *url, bool anywhere)
{
    struct fetch_request req = { .url = url, .timeout_ms = 2000, .anywhere = anywhere };
    struct fetch_response r;

    c.problem = (struct problem){ 0 };
    return fetch_do(f, &c, &req, &r);
}

/* A server that would answer, on the machine itself: without the guard these would reach it. */
static void test_guard(void)
{
    static const char *const hosts[] = { "127.0.0.1",  "localhost", "[::ffff:127.0.0.1]",
                                         "2130706433", "0x7f.1",    "0",
                                         "127.1",      "0177.0.0.1" };
    static const char *const urls[] = { "http://169.254.169.254/latest/meta-data/",
                                        "http://10.0.0.1/", "http://[::1]/", "http://[fe80::1]/",
                                        "https://192.168.0.1/" };
    static const char *const schemes[] = { "file:///etc/passwd",
                                           "gopher://127.0.0.1/",
                                           "ftp://x/",
                                           "dict://127.0.0.1:11211/",
                                           "http://",
                                           "http://a b/" };
    struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t n = sizeof(in);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

    if (listener < 0 || bind(listener, (struct sockaddr *)&in, n) != 0 ||
        listen(listener, 10) != 0 || getsockname(listener, (struct sockaddr *)&in, &n) != 0)
        abort();
    for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
        is_int(guarded(arena_printf(c.arena, "http://%s:%d/", hosts[i], ntohs(in.sin_port)), false),
               ERR_INVALID, "not to %s", hosts[i]);
        is_str(c.problem.detail, "this URL does not lead to a public address", "it says why");
    }
    for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
        is_int(guarded(urls[i], false), ERR_INVALID, "not to %s", urls[i]);
    for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
        is_int(guarded(schemes[i], false), ERR_INVALID, "not %s", schemes[i]);
    ok(accept(listener, NULL, NULL) < 0, "nothing arrived there");
    is_int(guarded(arena_printf(c.arena, "http://127.0.0.1:%d/", ntohs(in.sin_port)), true),
           ERR_UNAVAILABLE, "who runs the machine may name it");
    ok(accept(listener, NULL, NULL) >= 0, "which is asked, and does not answer");
    is_int(guarded("file:///etc/passwd", true), ERR_INVALID, "but no file");
    close(listener);
}

int main(void)
{
    setenv("http_proxy", "http://127.0.0.1:9", 1);
    c.arena = arena_new(8 << 20);
    c.request_id = "r-1";
    f = fetch_open();
    test_requests();
    test_failures();
    test_guard();
    fetch_close(f);
    fetch_close(NULL);
    arena_free(c.arena);
    return done_testing();
}
