/* The plain run at the beginning of a JSON string's rest: by SSE2, or by its portable twin.
 *
 * It ends before a quote, a backslash, a control character, a byte beyond ASCII, or at `end`.
 */
#ifndef BASE_JSON_PLAIN_H
#define BASE_JSON_PLAIN_H

static inline const char *json_plain_portable(const char *p, const char *end)
{
    while (p < end && *p != '"' && *p != '\\' && (signed char)*p >= 0x20)
        p++;
    return p;
}

#ifdef __SSE2__
#include <emmintrin.h>

static inline const char *json_plain(const char *p, const char *end)
{
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\');
    const __m128i blank = _mm_set1_epi8(0x20);

    for (; end - p >= 16; p += 16) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
        /* compared as signed, what is beyond ASCII is below the blank too */
        __m128i hit =
            _mm_or_si128(_mm_cmplt_epi8(x, blank),
                         _mm_or_si128(_mm_cmpeq_epi8(x, quote), _mm_cmpeq_epi8(x, slash)));
        int bits = _mm_movemask_epi8(hit);

        if (bits)
            return p + __builtin_ctz((unsigned)bits);
    }
    return json_plain_portable(p, end);
}
#else
#define json_plain json_plain_portable
#endif

#endif
