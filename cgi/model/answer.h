/* The answer to a question: buckets of series, merged from rollup chunks, summaries and points. */
#ifndef MODEL_ANSWER_H
#define MODEL_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"
#include "model/question.h"

struct db_rows;

struct bucket {
    int64_t n; /* points; 0: no data, the other members mean nothing */
    double sum, min, max, first, last;
    int64_t first_t, last_t;
    int64_t first_place, last_place; /* by part, then line: decides between equal times */
};

/* Percentiles of a bucket, in the order of their bits in enum agg. */
#define PERCENTILES 3
struct percentiles {
    double at[PERCENTILES];
};

struct answer_series {
    const char *metric;
    const char *label; /* value of the label grouped by, NULL where the series has none */
    struct bucket *buckets;
    struct percentiles *percentiles; /* of each bucket that has points; NULL unless asked for */
};

struct answer {
    const char *interval; /* the unit that was taken */
    const char *zone;
    int64_t from, to;     /* [from, to); FIELD_TIME_NONE when there is no data and none was asked */
    const int64_t *edges; /* starts of the buckets; the first one may lie before from */
    size_t n_buckets;
    struct answer_series *series; /* sorted by metric, then label */
    size_t n_series;
    bool approximate; /* percentiles are read from digests, within the bounds of base/digest.h */
};

/* Merges the rows [first, end) of a question; `column` is where the columns of analytics.read()
 * begin. ERR_INVALID for an interval that makes too many buckets, a group of too many values, or a
 * question for which too many points would have to be read one by one; the problem names the
 * parameter. */
enum err answer_read(struct ctx *c, const struct db_rows *rows, int first, int end, int column,
                     const struct question *q, struct answer *a)
    __attribute__((warn_unused_result));

#endif
