/* Housekeeping beside the jobs of a tick: moves what is due, repeats counters, sweeps. */
#ifndef ETL_HOUSE_H
#define ETL_HOUSE_H

#include "base/err.h"

struct ctx;
struct etl;
struct house;

/* A thread that does it all at its proper times until house_stop(). */
struct house *house_start(const struct etl *etl);
void house_stop(struct house *h);

/* One round of sweeping: uploads nobody completed, dead parts, what is too old to keep. */
enum err house_sweep(struct ctx *c) __attribute__((warn_unused_result));

/* Partitions of events to come are made, and what is too old goes (model/event_keep.h). */
enum err house_keep_events(struct ctx *c) __attribute__((warn_unused_result));

/* Sweeps the files of the object store, each of which it looks at. */
enum err house_sweep_store(struct ctx *c) __attribute__((warn_unused_result));

#endif
