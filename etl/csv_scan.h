/* Finding the bytes that matter to CSV, 64 at a time: by SSE2, or by its portable twin.
 *
 * Both give a bit for each byte that is the delimiter, the line end or a quote, and tell whether
 * a byte needs a closer look at its record: a NUL or anything beyond ASCII.
 */
#ifndef ETL_CSV_SCAN_H
#define ETL_CSV_SCAN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define CSV_SCAN_BYTES 64

#define BYTES_ALL(c) (UINT64_C(0x0101010101010101) * (unsigned char)(c))
#define BYTES_LOW UINT64_C(0x7f7f7f7f7f7f7f7f)

/* 0x80 in each byte of x that is zero. */
static inline uint64_t zero_bytes(uint64_t x)
{
    return ~(((x & BYTES_LOW) + BYTES_LOW) | x | BYTES_LOW);
}

static inline uint64_t csv_scan_portable(const char *p, char delimiter, char eol, bool *odd)
{
    uint64_t bits = 0, strange = 0;
    for (unsigned i = 0; i < CSV_SCAN_BYTES / 8; i++) {
        uint64_t x = 0;
        memcpy(&x, p + 8 * i, 8);
        uint64_t hit = zero_bytes(x ^ BYTES_ALL(delimiter)) | zero_bytes(x ^ BYTES_ALL(eol)) |
                       zero_bytes(x ^ BYTES_ALL('"'));
        strange |= zero_bytes(x) | (x & ~BYTES_LOW);
        bits |= (((hit >> 7) * UINT64_C(0x0102040810204080)) >> 56) << (8 * i);
    }
    *odd = strange != 0;
    return bits;
}

#ifdef __SSE2__
#include <emmintrin.h>

static inline uint64_t csv_scan(const char *p, char delimiter, char eol, bool *odd)
{
    const __m128i d = _mm_set1_epi8(delimiter), e = _mm_set1_epi8(eol), q = _mm_set1_epi8('"');
    __m128i strange = _mm_setzero_si128();
    uint64_t bits = 0;
    for (unsigned i = 0; i < CSV_SCAN_BYTES / 16; i++) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i));
        __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(x, d),
                                   _mm_or_si128(_mm_cmpeq_epi8(x, e), _mm_cmpeq_epi8(x, q)));
        strange = _mm_or_si128(strange, _mm_or_si128(x, _mm_cmpeq_epi8(x, _mm_setzero_si128())));
        bits |= (uint64_t)(uint32_t)_mm_movemask_epi8(hit) << (16 * i);
    }
    *odd = _mm_movemask_epi8(strange) != 0;
    return bits;
}
#else
#define csv_scan csv_scan_portable
#endif

#endif
