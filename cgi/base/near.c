/* The near cache: a table of a process, and counters that all processes of the host share. */
#include "base/near.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/timeutil.h"

#define SUBJECTS 4096
#define ENTRIES 512
#define LOCKS 16

struct entry {
    int64_t until; /* time_mono(); 0: free */
    uint64_t ticket;
    char key[NEAR_KEY_MAX + 1];
    char value[NEAR_VALUE_MAX + 1];
};

static _Atomic uint64_t *counters;
static struct entry entries[ENTRIES];
static pthread_mutex_t locks[LOCKS] = { [0 ... LOCKS - 1] = PTHREAD_MUTEX_INITIALIZER };

/* FNV-1a; source: http://www.isthe.com/chongo/tech/comp/fnv/. The ids are random already. */
static uint64_t hash(const char *s)
{
    uint64_t h = UINT64_C(14695981039346656037);

    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
    return h ^ h >> 32;
}

bool near_open(const char *dir)
{
    char path[4096];
    void *p;
    int fd;

    if (snprintf(path, sizeof(path), "%s/near", dir) >= (int)sizeof(path))
        return false;
    fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    if (ftruncate(fd, SUBJECTS * sizeof(*counters)) != 0) {
        close(fd);
        return false;
    }
    p = mmap(NULL, SUBJECTS * sizeof(*counters), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (p == MAP_FAILED)
        return false;
    counters = p;
    return true;
}

static _Atomic uint64_t *counter_of(const char *subject)
{
    return &counters[hash(subject) % SUBJECTS];
}

uint64_t near_ticket(const char *subject)
{
    return counters ? atomic_load(counter_of(subject)) : 0;
}

bool near_holds(const char *subject, uint64_t ticket)
{
    return near_ticket(subject) == ticket;
}

void near_forget(const char *subject)
{
    if (counters)
        atomic_fetch_add(counter_of(subject), 1);
}

bool near_get(const char *key, const char *subject, char value_r[static NEAR_VALUE_MAX + 1])
{
    size_t i = hash(key) % ENTRIES;
    struct entry *e = &entries[i];
    bool found;

    if (!counters)
        return false;
    pthread_mutex_lock(&locks[i % LOCKS]);
    found = strcmp(e->key, key) == 0 && e->until > time_mono() && near_holds(subject, e->ticket);
    if (found)
        memcpy(value_r, e->value, sizeof(e->value));
    pthread_mutex_unlock(&locks[i % LOCKS]);
    return found;
}

void near_set(const char *key, const char *subject, uint64_t ticket, const char *value)
{
    size_t i = hash(key) % ENTRIES, nkey = strlen(key), nvalue = strlen(value);
    struct entry *e = &entries[i];

    if (!counters || nkey > NEAR_KEY_MAX || nvalue > NEAR_VALUE_MAX || !near_holds(subject, ticket))
        return;
    pthread_mutex_lock(&locks[i % LOCKS]);
    e->until = time_mono() + NEAR_SECONDS * TIME_SECOND;
    e->ticket = ticket;
    memcpy(e->key, key, nkey + 1);
    memcpy(e->value, value, nvalue + 1);
    pthread_mutex_unlock(&locks[i % LOCKS]);
}
