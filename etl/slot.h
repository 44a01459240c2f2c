/* How many long jobs a machine does at once, over all ticks: as many as there are lock files. */
#ifndef ETL_SLOT_H
#define ETL_SLOT_H

#define SLOTS 2

/* Takes a slot that is free: a descriptor to give back, or -1. */
int slot_take(void);
void slot_give(int fd);

#endif
