/* Points are buffered a series at a time, sorted, and cut into segments of about SEGMENT_POINTS.
 *
 *     struct builder b;
 *     builder_init(&b, &job, &limits, &table);
 *     while (…) if (!builder_add(&b, series, (struct point){ t, v, line })) break;
 *     builder_finish(&b);
 *     builder_release(&b);
 *
 * A series whose points come in order of time (or in exactly the reverse) is written as soon as it
 * has SEGMENT_RUN of them; one out of order waits for more, so that its segments overlap little.
 * When the buffers are full, the largest series are written as they are.
 */
#ifndef ETL_SEGMENT_H
#define ETL_SEGMENT_H

#include "etl/rollup.h"
#include "etl/series.h"
#include "etl/total.h"

#define SEGMENT_POINTS 1000
#define SEGMENT_RUN 8000

struct builder {
    const struct ingest_job *job;
    struct series_table *table;
    struct rollup_writer rollup;
    struct sketch_writer sketch;
    struct totals totals;
    struct copy_buffer *out; /* segments, the sink's */
    size_t resolved;         /* series of the table that have an id */
    size_t bytes, max_bytes; /* of point buffers */
    size_t max_bucket_bytes; /* of rollups */
    size_t max_points;       /* one series may buffer */
    struct point *sort_room;
    size_t sort_points;
    uint64_t points;
    bool failed; /* the resolver or the sink gave up */
};

void builder_init(struct builder *b, const struct ingest_job *job,
                  const struct ingest_limits *limits, struct series_table *table);

/* Makes room for a point of s; false when the run has failed. */
bool builder_make_room(struct builder *b, struct series *s) __attribute__((warn_unused_result));

/* Adds one point, whose line is not below those before it; false when the run has failed. */
static inline bool builder_add(struct builder *b, struct series *s, struct point p)
{
    if (s->n == s->room && !builder_make_room(b, s))
        return false;
    s->falls += p.t < s->latest_t;
    s->latest_t = p.t;
    s->points[s->n++] = p;
    b->points++;
    return true;
}

/* Writes all that is left and completes the facts of each series. */
bool builder_finish(struct builder *b) __attribute__((warn_unused_result));

/* Tells of the points, series and metrics that were written; lists are made in the arena. */
void builder_list(const struct builder *b, struct arena *a, struct ingest_result *res);

/* Frees the buffers; the series keep their facts. */
void builder_release(struct builder *b);

#endif
