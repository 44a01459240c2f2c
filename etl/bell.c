/* Threads sleep and are woken here. */
#include "etl/bell.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/settings.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t rung = PTHREAD_COND_INITIALIZER;
static uint64_t rings;

void bell_ring(void)
{
    pthread_mutex_lock(&lock);
    rings++;
    pthread_cond_broadcast(&rung);
    pthread_mutex_unlock(&lock);
}

void bell_wait(uint64_t *heard, int64_t ms)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += ms % 1000 * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&lock);
    while (rings == *heard && pthread_cond_timedwait(&rung, &lock, &until) == 0)
        continue;
    *heard = rings;
    pthread_mutex_unlock(&lock);
}

/* A name of our own, renamed over the path: the tick before keeps its socket and hears no more. */
static int bind_over(int fd, struct sockaddr_un *at)
{
    char path[sizeof(at->sun_path)];

    memcpy(path, at->sun_path, sizeof(path));
    if (snprintf(at->sun_path, sizeof(at->sun_path), "%s.%ld", path, (long)getpid()) >=
        (int)sizeof(at->sun_path))
        return -1;
    unlink(at->sun_path);
    if (bind(fd, (const struct sockaddr *)at, sizeof(*at)) != 0 || chmod(at->sun_path, 0660) != 0)
        return -1;
    return rename(at->sun_path, path);
}

int bell_listen(void)
{
    struct sockaddr_un at = { .sun_family = AF_UNIX };
    size_t n = strlen(settings.etl_wake_socket);
    int fd;

    if (!n || n >= sizeof(at.sun_path))
        return -1;
    memcpy(at.sun_path, settings.etl_wake_socket, n);
    fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0 && bind_over(fd, &at) == 0)
        return fd;
    log_warn("no wake socket", LOG_STR("path", settings.etl_wake_socket),
             LOG_STR("what", strerror(errno)));
    if (fd >= 0)
        close(fd);
    return -1;
}

void bell_answer(int fd, int64_t ms)
{
    struct pollfd p = { .fd = fd, .events = POLLIN };
    char call;

    if (poll(&p, fd >= 0 ? 1 : 0, (int)ms) <= 0)
        return;
    while (recv(fd, &call, sizeof(call), 0) >= 0)
        continue;
    bell_ring();
}
