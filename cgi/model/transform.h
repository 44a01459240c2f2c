/* What is made of the values of a series, bucket by bucket, after its gaps were filled.
 *
 * rate             how fast a counter rises, per second: the difference to the last bucket that has
 *                  a value over the seconds between the two buckets' starts. A counter that falls
 *                  was reset: it has risen from zero. The first value has no rate.
 * cumulative       the sum of this bucket's value and all before it; a bucket without one shows the
 *                  sum so far, and nothing before the first value.
 * movingAverage(n) the mean of the values of this bucket and the n - 1 before it, buckets without one
 *                  left out; nothing in the first n - 1 buckets.
 */
#ifndef MODEL_TRANSFORM_H
#define MODEL_TRANSFORM_H

#include <stddef.h>
#include <stdint.h>

struct ctx;

#define TRANSFORM_BUCKETS_MAX 1000

struct transform {
    enum transform_kind {
        TRANSFORM_NONE,
        TRANSFORM_RATE,
        TRANSFORM_CUMULATIVE,
        TRANSFORM_AVERAGE
    } kind;
    unsigned buckets; /* of a moving average */
};

/* Reads `rate`, `cumulative` or `movingAverage(7)`; reports the field `path` when it is none. */
struct transform transform_read(struct ctx *c, const char *path, const char *text);

/* Changes values[0..n) of the buckets that start at edges[0..n), in microseconds. NaN is no value. */
void transform_apply(const struct transform *t, const int64_t *edges, double *values, size_t n);

#endif
