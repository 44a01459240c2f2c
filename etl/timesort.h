/* Stable sorting of points by time. */
#ifndef ETL_TIMESORT_H
#define ETL_TIMESORT_H

#include <stddef.h>

struct point;

/* Sorts n points; those with the same time keep their order. `room` holds n points of scratch. */
void timesort(struct point *p, struct point *room, size_t n);

#endif
