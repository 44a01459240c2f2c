/* The minute's work: threads that claim jobs and run them until the next minute begins. */
#ifndef ETL_TICK_H
#define ETL_TICK_H

#include "etl/etl.h"

/* Takes jobs until the next minute begins (or SIGTERM), then ends what has begun. Any number of
 * ticks may overlap, on any number of hosts. */
int tick_run(void);

/* Runs the ready jobs of one kind, then returns: for a person, and for measuring. */
int tick_run_kind(enum job_kind kind);

#endif
