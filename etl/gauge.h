/* What this machine tells about itself in /proc: load, processor, memory. Reading is apart from the
 * understanding, which is tested with texts of other machines. */
#ifndef ETL_GAUGE_H
#define ETL_GAUGE_H

#include <stdbool.h>
#include <stdint.h>

struct arena;

/* Jiffies since boot, of all processors together. */
struct gauge_cpu {
    uint64_t busy, all;
};

/* The average load of the last minute, from the text of /proc/loadavg. */
bool gauge_load(const char *text, double *load_r) __attribute__((warn_unused_result));

/* From the text of /proc/stat. Waiting for the disk is not being busy. */
bool gauge_cpu(const char *text, struct gauge_cpu *cpu_r) __attribute__((warn_unused_result));

/* Percent of the time between the two that the processors were busy; -1 when no time went by. */
double gauge_cpu_percent(const struct gauge_cpu *before, const struct gauge_cpu *now);

/* Percent of the memory that is in use and could not be had at once, from the text of /proc/meminfo. */
bool gauge_memory(const char *text, double *percent_r) __attribute__((warn_unused_result));

/* Percent of the disk under `path` that is not free to us. */
bool gauge_disk(const char *path, double *percent_r) __attribute__((warn_unused_result));

/* The whole text of a file of /proc, in the arena; "" when it cannot be read. */
const char *gauge_read(struct arena *a, const char *path);

#endif
