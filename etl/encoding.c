/* Characters are told apart and turned into UTF-8 here. */
#include "etl/encoding.h"

#include <string.h>

#include "base/str.h"

#define REPLACEMENT 0xfffd
#define LOOK_BYTES 1024 /* for zeros */

static bool is_ascii8(const char *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof(x));
    return !(x & UINT64_C(0x8080808080808080));
}

#ifdef __SSE2__
#include <emmintrin.h>

#define ASCII_BLOCK 64

static inline __m128i load(const char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static inline bool is_ascii_block(const char *p)
{
    __m128i low = _mm_or_si128(load(p), load(p + 16));
    __m128i high = _mm_or_si128(load(p + 32), load(p + 48));
    return !_mm_movemask_epi8(_mm_or_si128(low, high));
}
#else
#define ASCII_BLOCK 8
#define is_ascii_block is_ascii8
#endif

size_t encoding_ascii(const char *p, size_t n)
{
    size_t i = 0;
    while (n - i >= ASCII_BLOCK && is_ascii_block(p + i))
        i += ASCII_BLOCK;
    while (n - i >= 8 && is_ascii8(p + i))
        i += 8;
    while (i < n && !(p[i] & 0x80))
        i++;
    return i;
}

/* Texts of the West in UTF-16 have a zero in every other byte, and hardly one in the others. */
static enum utf16_order order_by_zeros(const char *p, size_t n)
{
    size_t zeros[2] = { 0 }, pairs = (n < LOOK_BYTES ? n : LOOK_BYTES) / 2;
    for (size_t i = 0; i < 2 * pairs; i++)
        zeros[i % 2] += !p[i];
    if (pairs < 4)
        return UTF16_NONE;
    if (zeros[1] * 10 >= pairs * 7 && zeros[0] * 20 <= pairs)
        return UTF16_LITTLE;
    return zeros[0] * 10 >= pairs * 7 && zeros[1] * 20 <= pairs ? UTF16_BIG : UTF16_NONE;
}

enum utf16_order encoding_utf16_order(const char *p, size_t n)
{
    if (n >= 2 && !memcmp(p, "\xff\xfe", 2))
        return UTF16_LITTLE;
    if (n >= 2 && !memcmp(p, "\xfe\xff", 2))
        return UTF16_BIG;
    return order_by_zeros(p, n);
}

/* The bytes of the UTF-8 sequence at p, which is beyond ASCII; 0: there is none. */
static size_t sequence(const char *p, size_t n)
{
    for (size_t k = 2; k <= 4 && k <= n; k++)
        if (str_utf8_valid(p, k) == k)
            return k;
    return 0;
}

enum text_encoding encoding_vote(const char *p, size_t n)
{
    size_t good = 0, bad = 0;
    for (size_t i = encoding_ascii(p, n); i < n; i += encoding_ascii(p + i, n - i)) {
        size_t step = sequence(p + i, n - i);
        good += step > 0;
        bad += !step && n - i >= 4;
        i += step ? step : 1;
    }
    /* a byte near the end of a short file is not cut off: nothing valid speaks for UTF-8 */
    return good > bad || (good && good == bad) ? ENCODING_UTF8 : ENCODING_WINDOWS_1252;
}

/* Windows-1252 from 0x80 to 0x9f; the rest is Latin-1. 0: not assigned. */
static const uint16_t high_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

static uint32_t from_1252(unsigned char c)
{
    if (c < 0x80 || c >= 0xa0)
        return c;
    return high_1252[c - 0x80] ? high_1252[c - 0x80] : REPLACEMENT;
}

struct converted encoding_from_1252(const char *p, size_t n, char *out, size_t room)
{
    char *to = out;
    size_t i = 0;
    while (i < n && room - (size_t)(to - out) >= ENCODING_ROOM) {
        size_t left = room - (size_t)(to - out);
        size_t plain = encoding_ascii(p + i, n - i < left ? n - i : left);
        if (plain) {
            memcpy(to, p + i, plain);
            to += plain;
            i += plain;
        } else {
            to = str_put_utf8(to, from_1252((unsigned char)p[i++]));
        }
    }
    return (struct converted){ i, (size_t)(to - out) };
}

static uint32_t unit_at(const unsigned char *p, enum utf16_order order)
{
    return order == UTF16_LITTLE ? (uint32_t)(p[1] << 8 | p[0]) : (uint32_t)(p[0] << 8 | p[1]);
}

static bool is_low(uint32_t unit)
{
    return unit >= 0xdc00 && unit < 0xe000;
}

/* The character at p and the bytes it takes; *used_r 0: it goes on beyond the end. */
static uint32_t utf16_char(const unsigned char *p, size_t n, enum utf16_order order, size_t *used_r)
{
    *used_r = n < 2 ? 0 : 2;
    if (n < 2)
        return REPLACEMENT;
    uint32_t high = unit_at(p, order);
    if (high < 0xd800 || high >= 0xe000)
        return high;
    if (is_low(high))
        return REPLACEMENT;
    if (n < 4) {
        *used_r = 0;
        return REPLACEMENT;
    }
    uint32_t low = unit_at(p + 2, order);
    if (!is_low(low))
        return REPLACEMENT;
    *used_r = 4;
    return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

struct converted encoding_from_utf16(const char *p, size_t n, enum utf16_order order, bool last,
                                     char *out, size_t room)
{
    char *to = out;
    size_t i = 0, used = 0;
    while (i < n && room - (size_t)(to - out) >= ENCODING_ROOM) {
        uint32_t c = utf16_char((const unsigned char *)p + i, n - i, order, &used);
        if (!used && !last)
            break;
        to = str_put_utf8(to, c);
        i += used ? used : n - i;
    }
    return (struct converted){ i, (size_t)(to - out) };
}
