/* Speaking FastCGI with the web server happens here. */
#include "web/fcgi.h"

#include <fcgiapp.h>
#include <limits.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "base/err.h"

struct fcgi {
    FCGX_Request request;
    int listen_fd;
};

static atomic_bool draining;

void fcgi_init(void)
{
    if (FCGX_Init() != 0)
        BUG("libfcgi does not start");
}

struct fcgi *fcgi_open(int listen_fd)
{
    struct fcgi *f = calloc(1, sizeof(*f));

    if (!f)
        BUG("out of memory");
    if (FCGX_InitRequest(&f->request, listen_fd, FCGI_FAIL_ACCEPT_ON_INTR) != 0)
        BUG("libfcgi does not take the socket");
    f->listen_fd = listen_fd;
    return f;
}

void fcgi_close(struct fcgi *f)
{
    if (!f)
        return;
    FCGX_Free(&f->request, 1);
    free(f);
}

void fcgi_drain(void)
{
    atomic_store(&draining, true);
}

static bool someone_waits(int fd)
{
    struct pollfd p = { .fd = fd, .events = POLLIN };

    return poll(&p, 1, 0) == 1 && (p.revents & POLLIN);
}

bool fcgi_accept(struct fcgi *f)
{
    for (;;) {
        if (atomic_load(&draining) && !someone_waits(f->listen_fd))
            return false;
        if (FCGX_Accept_r(&f->request) == 0)
            return true;
    }
}

const char *fcgi_param(const struct fcgi *f, const char *name)
{
    return FCGX_GetParam(name, f->request.envp);
}

char *const *fcgi_params(const struct fcgi *f)
{
    return f->request.envp;
}

size_t fcgi_read(struct fcgi *f, void *p, size_t n)
{
    int got = FCGX_GetStr(p, n > INT_MAX ? INT_MAX : (int)n, f->request.in);

    return got > 0 ? (size_t)got : 0;
}

bool fcgi_write(struct fcgi *f, const void *p, size_t n)
{
    const char *at = p;

    while (n) {
        int piece = n > INT_MAX ? INT_MAX : (int)n;

        if (FCGX_PutStr(at, piece, f->request.out) != piece)
            return false;
        at += piece;
        n -= (size_t)piece;
    }
    return true;
}

bool fcgi_flush(struct fcgi *f)
{
    return FCGX_FFlush(f->request.out) == 0;
}

void fcgi_break_off(struct fcgi *f)
{
    shutdown(f->request.ipcFd, SHUT_RDWR);
}

void fcgi_finish(struct fcgi *f)
{
    FCGX_Finish_r(&f->request);
}
