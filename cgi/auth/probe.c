/* Sockets of the other programs are asked here. */
#include "auth/probe.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/settings.h"
#include "base/timeutil.h"

/* FastCGI 1.0, chapter 8. */
enum { FCGI_VERSION = 1, FCGI_BEGIN = 1, FCGI_PARAMS = 4, FCGI_STDIN = 5, FCGI_STDOUT = 6 };
#define FCGI_HEADER 8
#define REQUEST_MAX 1024
#define ANSWER_MAX 8192

/* One conversation. */
struct talk {
    struct probe *probe;
    int fd;
    uint8_t answer[ANSWER_MAX];
    size_t len;
};

static size_t put_header(uint8_t *out, uint8_t type, size_t len)
{
    const uint8_t header[FCGI_HEADER] = { FCGI_VERSION,        type,         0, 1,
                                          (uint8_t)(len >> 8), (uint8_t)len, 0, 0 };

    memcpy(out, header, FCGI_HEADER);
    return FCGI_HEADER;
}

/* Names and values here are shorter than 128 bytes, so their lengths take one byte each. */
static size_t put_param(uint8_t *out, const char *name, const char *value)
{
    size_t n = strlen(name), v = strlen(value);

    out[0] = (uint8_t)n;
    out[1] = (uint8_t)v;
    memcpy(out + 2, name, n);
    memcpy(out + 2 + n, value, v);
    return 2 + n + v;
}

static size_t make_request(uint8_t out[REQUEST_MAX], const char *program)
{
    static const uint8_t responder[8] = { 0, 1 };
    uint8_t params[REQUEST_MAX / 2];
    char uri[100];
    size_t n = 0, at = 0;

    snprintf(uri, sizeof(uri), "/health/%s/ready", program);
    n += put_param(params + n, "REQUEST_METHOD", "GET");
    n += put_param(params + n, "REQUEST_URI", uri);
    n += put_param(params + n, "REMOTE_ADDR", "127.0.0.1");
    at += put_header(out + at, FCGI_BEGIN, sizeof(responder));
    memcpy(out + at, responder, sizeof(responder));
    at += sizeof(responder);
    at += put_header(out + at, FCGI_PARAMS, n);
    memcpy(out + at, params, n);
    at += n;
    at += put_header(out + at, FCGI_PARAMS, 0);
    return at + put_header(out + at, FCGI_STDIN, 0);
}

/* Connects and sends; -1 when nobody is there. */
static int call(const char *program)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    uint8_t request[REQUEST_MAX];
    size_t n = make_request(request, program);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (fd < 0)
        return -1;
    snprintf(address.sun_path, sizeof(address.sun_path), "%s/%s.sock", settings.listen_dir,
             program);
    if (connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0 &&
        send(fd, request, n, MSG_NOSIGNAL) == (ssize_t)n)
        return fd;
    close(fd);
    return -1;
}

/* The status line stands at the start of the first piece of output. */
static int read_status(const struct talk *t)
{
    static const char word[] = "Status: ";
    const uint8_t *body = t->answer + FCGI_HEADER, *digits = body + sizeof(word) - 1;
    int status = 0;

    if (t->len < FCGI_HEADER + sizeof(word) + 3 || t->answer[1] != FCGI_STDOUT ||
        memcmp(body, word, sizeof(word) - 1) != 0)
        return 0;
    for (int i = 0; i < 3 && digits[i] >= '0' && digits[i] <= '9'; i++)
        status = 10 * status + digits[i] - '0';
    return status;
}

static void hang_up(struct talk *t)
{
    t->probe->status = read_status(t);
    close(t->fd);
    t->fd = -1;
}

/* Reads what has come; the program closes when it has said everything. */
static void listen_to(struct talk *t)
{
    size_t room = ANSWER_MAX - t->len;
    ssize_t got = room ? read(t->fd, t->answer + t->len, room) : 0;

    if (got > 0)
        t->len += (size_t)got;
    else if (got == 0 || (errno != EAGAIN && errno != EINTR))
        hang_up(t);
}

void probe_all(struct arena *a, struct probe *probes, size_t n, int64_t deadline_ms)
{
    struct talk *talks = arena_array(a, struct talk, n);
    struct pollfd *fds = arena_array(a, struct pollfd, n);
    int64_t until = time_mono() + deadline_ms * 1000, left = deadline_ms;
    size_t open = 0;

    for (size_t i = 0; i < n; i++) {
        talks[i] = (struct talk){ .probe = &probes[i], .fd = call(probes[i].name) };
        open += talks[i].fd >= 0;
    }
    while (open && left > 0) {
        open = 0;
        for (size_t i = 0; i < n; i++)
            fds[i] = (struct pollfd){ .fd = talks[i].fd, .events = POLLIN };
        if (poll(fds, n, (int)left) < 0 && errno != EINTR)
            break;
        for (size_t i = 0; i < n; i++) {
            if (talks[i].fd >= 0 && fds[i].revents)
                listen_to(&talks[i]);
            open += talks[i].fd >= 0;
        }
        left = (until - time_mono()) / 1000;
    }
    for (size_t i = 0; i < n; i++)
        if (talks[i].fd >= 0)
            close(talks[i].fd);
}
