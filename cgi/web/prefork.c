/* The parent of a program: it binds the socket, forks workers and replaces those that die. */
#include "web/prefork.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/metrics.h"
#include "base/settings.h"
#include "base/timeutil.h"
#include "config.h"
#include "web/rate.h"
#include "web/router.h"
#include "web/worker.h"

#define WORKERS_MAX 64
#define BACKLOG 1024
#define SHORT_LIFE (1 * TIME_SECOND)
#define BACKOFF_MAX (10 * TIME_SECOND)

struct worker {
    pid_t pid; /* 0: to be started */
    int64_t born;
    int64_t not_before;
    int64_t backoff;
};

struct parent {
    const struct program *program;
    int listen_fd;
    sigset_t signals;
    struct worker workers[WORKERS_MAX];
    int nworkers;
    bool stopping;
};

static int place_of_this_worker;

int prefork_worker(void)
{
    return place_of_this_worker;
}

static int fail_to_listen(const char *path)
{
    fprintf(stderr, "cannot listen at %s: %s\n", path, strerror(errno));
    return -1;
}

/* Binds under another name and renames: who connects meets either the old instance or this one. */
static int listen_at(const char *name)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    char path[sizeof(address.sun_path)];
    int fd;

    if (snprintf(path, sizeof(path), "%s/%s.sock", settings.listen_dir, name) >=
            (int)sizeof(path) - 16 ||
        snprintf(address.sun_path, sizeof(address.sun_path), "%s.%d", path, (int)getpid()) >=
            (int)sizeof(address.sun_path)) {
        errno = ENAMETOOLONG;
        return fail_to_listen(settings.listen_dir);
    }
    unlink(address.sun_path);
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof(address)) != 0 ||
        chmod(address.sun_path, 0660) != 0 || listen(fd, BACKLOG) != 0 ||
        rename(address.sun_path, path) != 0)
        return fail_to_listen(path);
    return fd;
}

static void start_worker(struct parent *p, struct worker *w)
{
    pid_t parent = getpid(), pid = fork();

    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (getppid() != parent)
            _exit(1);
        place_of_this_worker = (int)(w - p->workers);
        exit(worker_run(p->program, p->listen_fd));
    }
    if (pid < 0) {
        log_error("no process for a worker", LOG_STR("error", strerror(errno)));
        w->not_before = time_mono() + SHORT_LIFE;
        return;
    }
    w->pid = pid;
    w->born = time_mono();
}

static void start_due(struct parent *p)
{
    int64_t now = time_mono();

    for (int i = 0; i < p->nworkers && !p->stopping; i++)
        if (!p->workers[i].pid && p->workers[i].not_before <= now)
            start_worker(p, &p->workers[i]);
}

static struct worker *worker_of(struct parent *p, pid_t pid)
{
    for (int i = 0; i < WORKERS_MAX; i++)
        if (p->workers[i].pid == pid)
            return &p->workers[i];
    return NULL;
}

/* One that died young is given more and more time before the next try. */
static void worker_gone(struct parent *p, pid_t pid, int status)
{
    struct worker *w = worker_of(p, pid);
    int64_t now = time_mono();

    if (!w)
        return;
    w->backoff = now - w->born >= SHORT_LIFE ? 0 : w->backoff ? w->backoff * 2 : TIME_SECOND / 10;
    if (w->backoff > BACKOFF_MAX)
        w->backoff = BACKOFF_MAX;
    w->not_before = now + w->backoff;
    w->pid = 0;
    if (p->stopping)
        return;
    metrics_add(METRIC_WORKER_RESTARTS, 1);
    log_warn("worker died", LOG_INT("worker", pid),
             LOG_INT("signal", WIFSIGNALED(status) ? WTERMSIG(status) : 0),
             LOG_INT("exit", WIFEXITED(status) ? WEXITSTATUS(status) : 0),
             LOG_INT("restart_in_ms", w->backoff / 1000));
}

static void reap(struct parent *p)
{
    int status;
    pid_t pid;

    while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
        worker_gone(p, pid, status);
}

/* The settings, with the program's own idea of how many it needs. */
static bool load(const struct program *program)
{
    if (!settings_load(stderr))
        return false;
    if (program->workers && !settings_given("WORKERS"))
        settings.workers = program->workers;
    if (program->threads && !settings_given("THREADS"))
        settings.threads = program->threads;
    return true;
}

/* Each worker is followed by its successor before it is told to drain; they share the socket, so
 * nobody waits longer than for the next free thread. */
static void reload(struct parent *p)
{
    log_info("reloading");
    if (!load(p->program)) {
        log_error("the new settings are not valid: the old ones stay");
        return;
    }
    for (int i = 0; i < p->nworkers; i++) {
        pid_t old = p->workers[i].pid;

        p->workers[i] = (struct worker){ 0 };
        start_worker(p, &p->workers[i]);
        if (old)
            kill(old, SIGTERM);
    }
}

static void stop(struct parent *p)
{
    p->stopping = true;
    for (int i = 0; i < p->nworkers; i++)
        if (p->workers[i].pid)
            kill(p->workers[i].pid, SIGTERM);
}

static bool all_gone(const struct parent *p)
{
    for (int i = 0; i < p->nworkers; i++)
        if (p->workers[i].pid)
            return false;
    return true;
}

static void watch(struct parent *p)
{
    const struct timespec tick = { .tv_nsec = 100000000 };

    while (!p->stopping || !all_gone(p)) {
        start_due(p);
        switch (sigtimedwait(&p->signals, NULL, &tick)) {
        case SIGTERM:
        case SIGINT:
            stop(p);
            break;
        case SIGHUP:
            reload(p);
            break;
        default:
            break;
        }
        reap(p);
    }
}

static void share_metrics(const struct program *program)
{
    static const char *names[256]; /* kept by the metrics */
    int n = 0;

    for (const struct route *r = program->routes; r->path && n < 256; r++)
        names[n++] = r->path;
    metrics_init(program->name, names, n);
}

static int run(const struct program *program)
{
    struct parent p = { .program = program, .nworkers = (int)settings.workers };

    if (p.nworkers > WORKERS_MAX)
        p.nworkers = WORKERS_MAX;
    log_init(program->name, log_level_by_name(settings.log_level));
    share_metrics(program);
    rate_init();
    sigemptyset(&p.signals);
    sigaddset(&p.signals, SIGTERM);
    sigaddset(&p.signals, SIGINT);
    sigaddset(&p.signals, SIGHUP);
    sigaddset(&p.signals, SIGCHLD);
    sigprocmask(SIG_BLOCK, &p.signals, NULL);
    if ((p.listen_fd = listen_at(program->name)) < 0)
        return 1;
    log_info("started", LOG_INT("workers", p.nworkers), LOG_INT("threads", settings.threads));
    watch(&p);
    log_info("stopped");
    return 0;
}

static int usage(const char *name)
{
    fprintf(stderr, "usage: %s [--check-config | --print-config | --routes | --version]\n", name);
    return 2;
}

static int tell(const char *question, const struct program *program, const char *name)
{
    if (strcmp(question, "--version") == 0) {
        puts(PACKAGE_STRING);
    } else if (strcmp(question, "--routes") == 0) {
        router_print(program);
    } else if (strcmp(question, "--print-config") == 0) {
        bool valid = settings_load(stderr);

        settings_print(stdout);
        return valid ? 0 : 1;
    } else if (strcmp(question, "--check-config") == 0) {
        return settings_load(stderr) ? 0 : 1;
    } else {
        return usage(name);
    }
    return 0;
}

int fcgi_main(int argc, char **argv, const struct program *program)
{
    if (argc > 2)
        return usage(argv[0]);
    if (router_check(program) > 0)
        return 1;
    if (argc == 2)
        return tell(argv[1], program, argv[0]);
    if (!load(program))
        return 1;
    return run(program);
}
