/* Arrays of numbers and times as PostgreSQL sends them in its binary format.
 *
 * Source: array_send() and the send functions of the element types: dimensions, a flag for nulls,
 * the element type, length and lower bound, then each element behind its length. Our arrays have
 * one dimension, no nulls, and elements of eight bytes.
 */
#ifndef MODEL_POINTS_H
#define MODEL_POINTS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct points {
    const uint8_t *data; /* the first element, NULL when there is none */
    size_t n;
};

#define POINTS_STRIDE 12
#define POINTS_EPOCH INT64_C(946684800000000) /* 2000-01-01 in microseconds since 1970 */

static inline uint32_t points_be32(const void *p)
{
    uint32_t v;

    memcpy(&v, p, sizeof(v));
    return __builtin_bswap32(v);
}

static inline uint64_t points_be64(const void *p)
{
    uint64_t v;

    memcpy(&v, p, sizeof(v));
    return __builtin_bswap64(v);
}

/* The array in `len` bytes at `p`; a null or empty one has n 0. What is not such an array is a BUG.
 */
struct points points_open(const void *p, int len);

static inline int64_t points_int(const struct points *a, size_t i)
{
    return (int64_t)points_be64(a->data + i * POINTS_STRIDE);
}

static inline int64_t points_time(const struct points *a, size_t i)
{
    return points_int(a, i) + POINTS_EPOCH;
}

static inline double points_real(const struct points *a, size_t i)
{
    uint64_t bits = points_be64(a->data + i * POINTS_STRIDE);
    double v;

    memcpy(&v, &bits, sizeof(v));
    return v;
}

#endif
