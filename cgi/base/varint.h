/* Whole numbers of variable length: seven bits a byte, the lowest first; the high bit says that more
 * follow. A number takes at most VARINT_MAX bytes. */
#ifndef BASE_VARINT_H
#define BASE_VARINT_H

#include <stdint.h>

#include "base/err.h"

#define VARINT_MAX 10

/* Writes v; where the next one goes. */
static inline uint8_t *varint_put(uint8_t *out, uint64_t v)
{
    for (; v > 127; v >>= 7)
        *out++ = (uint8_t)(v | 128);
    *out++ = (uint8_t)v;
    return out;
}

/* Reads a number and moves *p behind it. One that does not end before `end` is a BUG. */
static inline uint64_t varint_get(const uint8_t **p, const uint8_t *end)
{
    uint64_t v = 0;

    for (unsigned shift = 0; *p < end && shift < 64; shift += 7) {
        uint8_t byte = *(*p)++;

        v |= (uint64_t)(byte & 127) << shift;
        if (byte < 128)
            return v;
    }
    BUG("a number is cut off");
}

#endif
