/* Aggregations: what is told of the points in a bucket. */
#ifndef MODEL_AGG_H
#define MODEL_AGG_H

struct ctx;

/* A set of them is a mask. */
enum agg {
    AGG_AVG = 1 << 0,
    AGG_MIN = 1 << 1,
    AGG_MAX = 1 << 2,
    AGG_SUM = 1 << 3,
    AGG_COUNT = 1 << 4,
    AGG_FIRST = 1 << 5,
    AGG_LAST = 1 << 6,
    AGG_P50 = 1 << 7, /* percentiles, as PostgreSQL's percentile_cont(): linearly interpolated */
    AGG_P95 = 1 << 8,
    AGG_P99 = 1 << 9,
};
#define AGG_ALL 0x7f /* all but percentiles */
#define AGG_PERCENTILES (AGG_P50 | AGG_P95 | AGG_P99)
#define AGG_KINDS 10

/* The names of aggregations in the order of their bits: "avg", "min", … NULL-terminated. */
extern const char *const agg_names[];

/* The mask of a comma list like "avg,max"; reports the field `path` as invalid and returns 0. */
unsigned aggs_read(struct ctx *c, const char *path, const char *list);

#endif
