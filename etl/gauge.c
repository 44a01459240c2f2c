/* /proc is read and understood here. */
#include "etl/gauge.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/str.h"

#define TEXT_MAX ((size_t)256 << 10)
#define CPU_FIELDS                                                                                 \
    8 /* user nice system idle iowait irq softirq steal; guests are in the first two */
#define CPU_IDLE 3
#define CPU_IOWAIT 4

const char *gauge_read(struct arena *a, const char *path)
{
    struct str s = str_new(a, TEXT_MAX);
    char piece[4096];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n;

    if (fd < 0)
        return "";
    while ((n = read(fd, piece, sizeof(piece))) > 0)
        str_add(&s, piece, (size_t)n);
    close(fd);
    return str_c(&s);
}

bool gauge_load(const char *text, double *load_r)
{
    return sscanf(text, "%lf", load_r) == 1;
}

bool gauge_cpu(const char *text, struct gauge_cpu *cpu_r)
{
    uint64_t n[CPU_FIELDS] = { 0 };

    /* old kernels tell fewer fields */
    if (sscanf(text,
               "cpu %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64
               " %" SCNu64 " %" SCNu64,
               &n[0], &n[1], &n[2], &n[3], &n[4], &n[5], &n[6], &n[7]) <= CPU_IDLE)
        return false;
    *cpu_r = (struct gauge_cpu){ 0 };
    for (int i = 0; i < CPU_FIELDS; i++) {
        cpu_r->all += n[i];
        if (i != CPU_IDLE && i != CPU_IOWAIT)
            cpu_r->busy += n[i];
    }
    return true;
}

double gauge_cpu_percent(const struct gauge_cpu *before, const struct gauge_cpu *now)
{
    /* a processor that was taken out takes its jiffies along */
    if (now->all <= before->all || now->busy < before->busy)
        return -1;
    return 100.0 * (double)(now->busy - before->busy) / (double)(now->all - before->all);
}

static bool find_kb(const char *text, const char *name, double *kb_r)
{
    const char *at = strstr(text, name);

    return at && sscanf(at + strlen(name), "%lf", kb_r) == 1;
}

bool gauge_memory(const char *text, double *percent_r)
{
    double total, available;

    if (!find_kb(text, "MemTotal:", &total) || !find_kb(text, "MemAvailable:", &available) ||
        total <= 0)
        return false;
    *percent_r = 100 * (total - available) / total;
    return true;
}

bool gauge_disk(const char *path, double *percent_r)
{
    struct statvfs s;

    if (statvfs(path, &s) != 0 || s.f_blocks == 0)
        return false;
    *percent_r = 100 * (1 - (double)s.f_bavail / (double)s.f_blocks);
    return true;
}
