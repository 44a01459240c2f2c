/* Many WebSockets that wait for marked messages: sockets PORT COUNT PATH COOKIE
 *
 * Says `ready` when all are open, and for each message that holds "mark":N, once the last socket has
 * got it, `mark N FIRST MEDIAN LAST`: microseconds of the monotonic clock at which it came. Marks
 * come one after the other; one that did not reach every socket before the next began ends the run.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BUFFER 65536

struct wire {
    int fd;
    bool open; /* the handshake is over */
    size_t len;
    long long seen; /* the newest mark */
    char bytes[BUFFER];
};

static struct {
    int count, opened, arrived;
    long long mark;
    int64_t *at;
} all;

__attribute__((format(printf, 1, 2), noreturn)) static void quit(const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    vfprintf(stderr, fmt, args);
    va_end(args);
    fputc('\n', stderr);
    exit(1);
}

static int64_t now_us(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void say_hello(int fd, const char *port, const char *path, const char *cookie)
{
    char head[8192];
    int n = snprintf(head, sizeof(head),
                     "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nOrigin: http://127.0.0.1:%s\r\n"
                     "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: %s\r\n\r\n",
                     path, port, port, cookie);

    if (n < 0 || (size_t)n >= sizeof(head) || write(fd, head, (size_t)n) != n)
        quit("the handshake cannot be sent");
}

static int dial(const char *port)
{
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)strtoul(port, NULL, 10)) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
    if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0)
        quit("no connection: %s", strerror(errno));
    return fd;
}

static int by_time(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

static void arrived(struct wire *w, long long mark)
{
    if (mark == w->seen)
        return;
    if (mark != all.mark && all.arrived > 0)
        quit("mark %lld reached %d of %d sockets", all.mark, all.arrived, all.count);
    all.mark = w->seen = mark;
    all.at[all.arrived++] = now_us();
    if (all.arrived < all.count)
        return;
    qsort(all.at, (size_t)all.count, sizeof(*all.at), by_time);
    printf("mark %lld %lld %lld %lld\n", mark, (long long)all.at[0],
           (long long)all.at[all.count / 2], (long long)all.at[all.count - 1]);
    fflush(stdout);
    all.arrived = 0;
}

static void read_text(struct wire *w, const char *p, size_t n)
{
    static const char name[] = "\"mark\":";
    const char *found = memmem(p, n, name, sizeof(name) - 1);

    if (found)
        arrived(w, strtoll(found + sizeof(name) - 1, NULL, 10));
}

static void drop(struct wire *w, size_t n)
{
    memmove(w->bytes, w->bytes + n, w->len - n);
    w->len -= n;
}

static bool finish_handshake(struct wire *w)
{
    const char *end = memmem(w->bytes, w->len, "\r\n\r\n", 4);

    if (!end)
        return false;
    if (w->len < 12 || memcmp(w->bytes + 9, "101", 3) != 0)
        quit("refused: %.*s", (int)w->len, w->bytes);
    w->open = true;
    drop(w, (size_t)(end + 4 - w->bytes));
    if (++all.opened == all.count) {
        puts("ready");
        fflush(stdout);
    }
    return true;
}

/* One frame of RFC 6455 as a server sends it, unmasked; false until it is whole. */
static bool read_frame(struct wire *w)
{
    const unsigned char *p = (const unsigned char *)w->bytes;
    size_t head = 2, n;

    if (w->len < head)
        return false;
    n = p[1] & 127;
    if (n == 126) {
        head = 4;
        n = w->len < head ? 0 : (size_t)p[2] << 8 | p[3];
    } else if (n == 127) {
        quit("a message of more than 64 KB");
    }
    if (head + n > BUFFER)
        quit("a message of %zu bytes", n);
    if (w->len < head + n)
        return false;
    if ((p[0] & 15) == 8)
        quit("the server closed a socket");
    if ((p[0] & 15) == 1)
        read_text(w, w->bytes + head, n);
    drop(w, head + n);
    return true;
}

static void on_bytes(struct wire *w)
{
    ssize_t n = read(w->fd, w->bytes + w->len, BUFFER - 1 - w->len);

    if (n <= 0)
        quit("a socket ended");
    w->len += (size_t)n;
    w->bytes[w->len] = '\0';
    if (!w->open && !finish_handshake(w))
        return;
    while (read_frame(w))
        w->bytes[w->len] = '\0';
}

static void open_all(int poll, struct wire *wires, char **argv)
{
    for (int i = 0; i < all.count; i++) {
        struct epoll_event e = { .events = EPOLLIN, .data.ptr = &wires[i] };

        wires[i].fd = dial(argv[1]);
        wires[i].seen = -1;
        say_hello(wires[i].fd, argv[1], argv[3], argv[4]);
        if (epoll_ctl(poll, EPOLL_CTL_ADD, wires[i].fd, &e) != 0)
            quit("epoll: %s", strerror(errno));
        while (!wires[i].open)
            on_bytes(&wires[i]);
    }
}

int main(int argc, char **argv)
{
    struct rlimit files = { .rlim_cur = 8192, .rlim_max = 8192 };
    struct epoll_event events[256];
    struct wire *wires;
    int poll = epoll_create1(EPOLL_CLOEXEC);

    if (argc != 5 || (all.count = (int)strtol(argv[2], NULL, 10)) < 1)
        quit("usage: %s PORT COUNT PATH COOKIE", argv[0]);
    setrlimit(RLIMIT_NOFILE, &files);
    wires = calloc((size_t)all.count, sizeof(*wires));
    all.at = calloc((size_t)all.count, sizeof(*all.at));
    if (!wires || !all.at || poll < 0)
        quit("out of memory");
    open_all(poll, wires, argv);
    for (;;) {
        int n = epoll_wait(poll, events, 256, -1);

        for (int i = 0; i < n; i++)
            on_bytes(events[i].data.ptr);
    }
}
