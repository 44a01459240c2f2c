/* Asks the other programs how they are: a FastCGI client for one small GET each, all at once. */
#ifndef AUTH_PROBE_H
#define AUTH_PROBE_H

#include <stddef.h>
#include <stdint.h>

struct arena;

struct probe {
    const char *name; /* of the program: its socket is LISTEN_DIR/NAME.sock */
    int status;       /* HTTP status of /health/NAME/ready; 0: no answer in time */
};

/* Asks all of them and waits until each has answered or `deadline_ms` is over. */
void probe_all(struct arena *a, struct probe *probes, size_t n, int64_t deadline_ms);

#endif
