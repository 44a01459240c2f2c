/* Slots are locks on files of the run folder, so they are free when their holder dies. */
#include "etl/slot.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/log.h"
#include "base/settings.h"

static int try_one(int i)
{
    char path[PATH_MAX];
    int fd;

    snprintf(path, sizeof(path), "%s/etl-long-%d.lock", settings.run_dir, i);
    fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        log_error("no lock file", LOG_STR("path", path), LOG_STR("what", strerror(errno)));
        return -1;
    }
    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        return fd;
    close(fd);
    return -1;
}

int slot_take(void)
{
    for (int i = 0; i < SLOTS; i++) {
        int fd = try_one(i);

        if (fd >= 0)
            return fd;
    }
    return -1;
}

void slot_give(int fd)
{
    close(fd);
}
