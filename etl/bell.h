/* Where idle threads of a tick wait: until somebody rings or their time is over. */
#ifndef ETL_BELL_H
#define ETL_BELL_H

#include <stdint.h>

void bell_ring(void);

/* Waits up to `ms` for a ring that came after *heard, and notes it there. */
void bell_wait(uint64_t *heard, int64_t ms);

/* The datagram socket behind BELLWETHER_ETL_WAKE_SOCKET: a fresh one takes over the path. -1 when
 * there is none; polling does without. */
int bell_listen(void);

/* Waits up to `ms` for calls on it and rings; returns at once when a signal comes. */
void bell_answer(int fd, int64_t ms);

#endif
