/* The metrics of a program (base/metrics.h), read back: how many requests it answered, and how long the
 * slowest hundredth of them took. */
#ifndef ETL_SCRAPE_H
#define ETL_SCRAPE_H

#include <stddef.h>
#include <stdint.h>

#define SCRAPE_BUCKETS 64

/* All routes together, without what is no route (health, metrics): since the program's start. */
struct scrape {
    uint64_t count[SCRAPE_BUCKETS]; /* of requests that took no longer than the bound */
    double bound[SCRAPE_BUCKETS];   /* seconds, rising; the last one is infinite */
    size_t n;                       /* 0: it has answered nothing yet */
};

void scrape_read(const char *text, struct scrape *s_r);

/* Requests between the two; a program that was started in between counts from its start. */
uint64_t scrape_requests(const struct scrape *before, const struct scrape *now);

/* The time (ms) that 99 of 100 of those requests did not exceed, evenly within a bucket; -1 when there
 * was none. */
double scrape_p99(const struct scrape *before, const struct scrape *now);

#endif
