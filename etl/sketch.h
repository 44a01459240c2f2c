/* Digests of values, gathered while points are written: for percentiles over more points than a
 * question may read.
 *
 * A dense series keeps one open digest at each of the levels quarter, hour and day; when the bucket
 * is over, the digest is written as a row and merged into the one of the next level. A total of many
 * series, whose points come in no order, keeps a table of open digests. A level is kept only with
 * SKETCH_DENSITY points a bucket, as the beginning of the series (or all of the table) shows; a
 * bucket that is met again later gets a second digest.
 *
 * Rows of analytics.digest, in COPY … (FORMAT binary): (tenant_id uuid, series_id int8, part_id int8,
 * level int2, seq int4, t0 timestamptz, t1 timestamptz, t timestamptz[], digests bytea), the last as
 * base/digest.h packs them.
 */
#ifndef ETL_SKETCH_H
#define ETL_SKETCH_H

#include "etl/rollup.h"

#define SKETCH_DENSITY 500
#define SKETCH_LEVELS 3 /* LEVEL_QUARTER, LEVEL_HOUR, LEVEL_DAY, at index level - 2 */

struct accumulator; /* an open digest */

/* Shared by all series of a run. Without a sink nothing is gathered. */
struct sketch_writer {
    const struct ingest_job *job;
    struct copy_buffer *out;
    size_t bytes, max_bytes; /* of open digests */
    bool failed;
};

void sketch_writer_init(struct sketch_writer *w, const struct ingest_job *job, size_t max_bytes);
void sketch_writer_release(struct sketch_writer *w);

/* Of one series. */
struct sketch {
    struct accumulator *open[SKETCH_LEVELS]; /* NULL: the level is not kept */
    uint32_t seq[SKETCH_LEVELS];
    bool decided;
};

/* Adds points sorted by time. */
void sketch_add(struct sketch_writer *w, struct sketch *k, const struct ingest_series *s,
                const struct point *p, size_t n);

/* Writes what is open; the bits of the levels kept, as in `levels` of a rollup. */
unsigned sketch_finish(struct sketch_writer *w, struct sketch *k, const struct ingest_series *s);
void sketch_release(struct sketch_writer *w, struct sketch *k);

/* Of a total. */
struct sketch_table {
    struct accumulator **list; /* in no order */
    uint32_t n, room;
    uint32_t *slots; /* by time: place in the list + 1 */
    uint32_t seq[SKETCH_LEVELS];
    uint8_t level; /* LEVEL_HOUR, LEVEL_DAY */
    bool written;  /* rows of this level are */
    bool given_up;
};

void sketch_table_add(struct sketch_writer *w, struct sketch_table *t, const struct point *p,
                      size_t n);
size_t sketch_table_bytes(const struct sketch_table *t);

/* Makes the table smaller: writes it when `worth` and dense, else takes a coarser level, at last
 * gives it up. */
void sketch_table_shrink(struct sketch_writer *w, struct sketch_table *t,
                         const struct ingest_series *s, bool worth);
unsigned sketch_table_finish(struct sketch_writer *w, struct sketch_table *t,
                             const struct ingest_series *s);
void sketch_table_release(struct sketch_writer *w, struct sketch_table *t);

#endif
