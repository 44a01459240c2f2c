/* Digests: the values of a bucket as at most DIGEST_MAX centroids, for percentiles over more points
 * than can be read.
 *
 * Source: T. Dunning, O. Ertl, "Computing Extremely Accurate Quantiles Using t-Digests",
 * arXiv:1902.04023: the merging digest with the scale function k1(q) = δ/2π · asin(2q - 1). A
 * centroid at quantile q spans at most about 2π/δ · √(q(1-q)) of the values, so the rank of a value
 * read from one digest is off by at most half of that: 0.8 % of the points at p50, 0.35 % at p95,
 * 0.16 % at p99. Merging digests of parts and hours adds no more than the same again. The least and
 * the greatest value stay centroids of their own.
 *
 *     n = digest_compress(list, n);                   // sorted by mean
 *     x = digest_quantile(list, n, 0.95);
 *
 * Packed: the number of centroids, then of each its weight, both of variable length as in lines.h,
 * and its mean as eight bytes, the lowest first. Several digests stand behind each other.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#define DIGEST_DELTA 200 /* 2π/δ is known to digest.c */
#define DIGEST_MAX (DIGEST_DELTA + 4)
#define DIGEST_ROOM (10 + (size_t)DIGEST_MAX * 18) /* bytes of a packed one at most */

struct centroid {
    double mean, weight; /* the weight is a whole number of values */
};

/* Sorts by mean. */
void digest_sort(struct centroid *list, size_t n);

/* Merges neighbours of a sorted list as far as the scale function allows, in place; how many are
 * left, at most DIGEST_MAX. */
size_t digest_compress(struct centroid *list, size_t n);

/* The value at q, n > 0, linearly interpolated between the centroids' middles. With weights of 1
 * this is PostgreSQL's percentile_cont(). */
double digest_quantile(const struct centroid *sorted, size_t n, double q);

/* The same of n > 0 plain values, exactly; changes their order. */
double values_quantile(double *values, size_t n, double q);

/* Packs up to DIGEST_MAX centroids into DIGEST_ROOM bytes; how many it took. */
size_t digest_pack(uint8_t *out, const struct centroid *list, size_t n);

/* Reads the digest at *p into list, which has room for DIGEST_MAX, and moves *p behind it; with
 * list NULL only counts. What is no digest is a BUG. */
size_t digest_unpack(const uint8_t **p, const uint8_t *end, struct centroid *list);

#endif
