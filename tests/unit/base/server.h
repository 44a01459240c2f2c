/* A server on a unix socket, as small as can be, for the tests of what goes out: it keeps what it was
 * sent and answers each request with the next of the prepared answers. */
#ifndef TESTS_UNIT_BASE_SERVER_H
#define TESTS_UNIT_BASE_SERVER_H

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/unit/tap.h"

struct server {
    char folder[32], path[64];
    const char *const *answers; /* NULL-terminated; "" closes without a word, "hang" says nothing */
    char requests[20][16384];
    int served, listener;
    pthread_t thread;
};

/* Reads one request with its body; false at the end of the connection. */
static bool server_read(int fd, char *out, size_t room)
{
    size_t n = 0, whole = 0;

    while (n < room - 1 && (!whole || n < whole)) {
        ssize_t got = read(fd, out + n, room - 1 - n);
        const char *end, *length;

        if (got <= 0)
            return false;
        n += (size_t)got;
        out[n] = '\0';
        end = strstr(out, "\r\n\r\n");
        length = strstr(out, "Content-Length: ");
        if (end)
            whole = (size_t)(end - out) + 4 + (length ? strtoul(length + 16, NULL, 10) : 0);
    }
    return true;
}

/* Answers the requests of one connection; false when it has no more answers. */
static bool server_talk(struct server *s, int fd)
{
    while (s->answers[s->served] &&
           server_read(fd, s->requests[s->served], sizeof(s->requests[0]))) {
        const char *answer = s->answers[s->served++];
        char byte;

        if (!*answer)
            return true;
        if (strcmp(answer, "hang") == 0)
            return read(fd, &byte, 1) >= 0;
        if (send(fd, answer, strlen(answer), MSG_NOSIGNAL) < 0 ||
            strstr(answer, "Connection: close"))
            return true;
    }
    return s->answers[s->served] != NULL;
}

static void *server_run(void *arg)
{
    struct server *s = arg;
    bool more = true;

    while (more) {
        int fd = accept(s->listener, NULL, NULL);

        if (fd < 0)
            break;
        more = server_talk(s, fd) && s->answers[s->served];
        close(fd);
    }
    return NULL;
}

static void server_start(struct server *s, const char *const *answers)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };

    memset(s, 0, sizeof(*s));
    memcpy(s->folder, "/tmp/server-XXXXXX", 19);
    if (!mkdtemp(s->folder))
        abort();
    snprintf(s->path, sizeof(s->path), "%s/s", s->folder);
    memcpy(address.sun_path, s->path, sizeof(s->path));
    s->answers = answers;
    s->listener = socket(AF_UNIX, SOCK_STREAM, 0);
    if (s->listener < 0 || bind(s->listener, (struct sockaddr *)&address, sizeof(address)) != 0 ||
        listen(s->listener, 10) != 0 || pthread_create(&s->thread, NULL, server_run, s) != 0)
        abort();
}

static void server_stop(struct server *s)
{
    shutdown(s->listener, SHUT_RDWR);
    pthread_join(s->thread, NULL);
    close(s->listener);
    unlink(s->path);
    rmdir(s->folder);
}

#endif
