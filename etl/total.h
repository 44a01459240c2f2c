/* Totals: the rollup of a metric over all its series, so that a question about all labels reads one
 * series instead of thousands.
 *
 * Points come in whatever order the series are written; a total therefore gathers buckets in a table
 * and hands them on, sorted, when the table is full or the file ends. It begins with minutes and
 * takes the next coarser level when the buckets hold too few points to be worth their room. A metric
 * of at most TOTAL_SERIES series gets none: its series are read themselves.
 */
#ifndef ETL_TOTAL_H
#define ETL_TOTAL_H

#include "etl/rollup.h"
#include "etl/series.h"

#define TOTAL_SERIES 8

struct total {
    struct ingest_series facts; /* as of a series; the id is minus that of one of the metric's */
    struct rollup rollup;
    struct sketch_table sketch;
    struct bucket *list; /* in no order */
    uint32_t n, room;
    uint32_t *slots; /* by time: place in the list + 1 */
    uint32_t mask;
    uint8_t level; /* of the list's buckets, from 0; ROLLUP_LEVELS: given up */
};

struct totals {
    const struct series_table *table;
    struct rollup_writer *rollup;
    struct sketch_writer *sketch;
    struct total **list; /* beside table->metrics.list */
    size_t n, room;
    size_t bytes, max_bytes;
};

void totals_init(struct totals *t, const struct series_table *table, struct rollup_writer *rollup,
                 struct sketch_writer *sketch, size_t max_bytes);
void totals_release(struct totals *t);

/* Adds up to ROLLUP_CHUNK * 2 points of a series that has its id, sorted by time. */
void totals_add(struct totals *t, const struct series *s, const struct point *p, size_t n);

/* Writes what is left. From then on `facts.levels` of a total that was worth it is not 0. */
void totals_finish(struct totals *t);

/* The metric's total, NULL when it has none. */
const struct ingest_series *totals_of(const struct totals *t, uint32_t metric);

#endif
