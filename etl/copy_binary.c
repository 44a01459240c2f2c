/* Encoding of values and arrays as PostgreSQL reads them in binary COPY. */
#include "etl/copy_binary.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/lines.h"

#define PG_EPOCH_US INT64_C(946684800000000) /* 2000-01-01 in microseconds since 1970 */

enum { OID_INT8 = 20, OID_TEXT = 25, OID_FLOAT8 = 701, OID_TIMESTAMPTZ = 1184 };

struct copy_buffer *copy_buffer_new(size_t room)
{
    struct copy_buffer *b = calloc(1, sizeof(*b));
    if (!b || !(b->data = malloc(room ? room : 1)))
        BUG("out of memory for a COPY buffer of %zu bytes", room);
    b->room = room ? room : 1;
    return b;
}

void copy_buffer_free(struct copy_buffer *b)
{
    if (!b)
        return;
    free(b->data);
    free(b);
}

void copy_clear(struct copy_buffer *b)
{
    b->len = 0;
    b->rows = 0;
}

/* Room for n more bytes, which count as written at once. */
static unsigned char *claim(struct copy_buffer *b, size_t n)
{
    if (n > b->room - b->len) {
        size_t room = b->room * 2 > b->len + n ? b->room * 2 : b->len + n;
        unsigned char *data = realloc(b->data, room);
        if (!data)
            BUG("out of memory for a COPY buffer of %zu bytes", room);
        b->data = data;
        b->room = room;
    }
    unsigned char *p = b->data + b->len;
    b->len += n;
    return p;
}

static void put16(unsigned char *p, uint16_t v)
{
    v = (uint16_t)(v << 8 | v >> 8);
    memcpy(p, &v, 2);
}

static void put32(unsigned char *p, uint32_t v)
{
    v = __builtin_bswap32(v);
    memcpy(p, &v, 4);
}

static void put64(unsigned char *p, uint64_t v)
{
    v = __builtin_bswap64(v);
    memcpy(p, &v, 8);
}

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the put functions assume a little-endian machine"
#endif

void copy_header(struct copy_buffer *b)
{
    static const char head[19] =
        "PGCOPY\n\377\r\n"; /* signature with its NUL, flags, no extension */
    memcpy(claim(b, sizeof(head)), head, sizeof(head));
}

void copy_trailer(struct copy_buffer *b)
{
    put16(claim(b, 2), 0xffff);
}

void copy_row(struct copy_buffer *b, unsigned fields)
{
    put16(claim(b, 2), (uint16_t)fields);
    b->rows++;
}

void copy_null(struct copy_buffer *b)
{
    put32(claim(b, 4), 0xffffffff);
}

void copy_text(struct copy_buffer *b, const char *p, size_t n)
{
    unsigned char *out = claim(b, 4 + n);
    put32(out, (uint32_t)n);
    if (n)
        memcpy(out + 4, p, n);
}

void copy_uuid(struct copy_buffer *b, const uint8_t id[16])
{
    copy_text(b, (const char *)id, 16);
}

void copy_bool(struct copy_buffer *b, int v)
{
    unsigned char *out = claim(b, 5);
    put32(out, 1);
    out[4] = v != 0;
}

void copy_int2(struct copy_buffer *b, int16_t v)
{
    unsigned char *out = claim(b, 6);
    put32(out, 2);
    put16(out + 4, (uint16_t)v);
}

void copy_int4(struct copy_buffer *b, int32_t v)
{
    unsigned char *out = claim(b, 8);
    put32(out, 4);
    put32(out + 4, (uint32_t)v);
}

void copy_int8(struct copy_buffer *b, int64_t v)
{
    unsigned char *out = claim(b, 12);
    put32(out, 8);
    put64(out + 4, (uint64_t)v);
}

void copy_float8(struct copy_buffer *b, double v)
{
    uint64_t bits;
    memcpy(&bits, &v, 8);
    copy_int8(b, (int64_t)bits);
}

void copy_time(struct copy_buffer *b, int64_t us)
{
    copy_int8(b, us - PG_EPOCH_US);
}

/* The field's length, then the array's head; an empty array has no dimension. Returns the room for
 * `bytes` of elements. */
static unsigned char *array_head(struct copy_buffer *b, uint32_t oid, size_t n, size_t bytes)
{
    size_t head = n ? 20 : 12;
    unsigned char *out = claim(b, 4 + head + bytes);
    put32(out, (uint32_t)(head + bytes));
    put32(out + 4, n ? 1 : 0);
    put32(out + 8, 0);
    put32(out + 12, oid);
    if (n) {
        put32(out + 16, (uint32_t)n);
        put32(out + 20, 1);
    }
    return out + 4 + head;
}

/* Elements of eight bytes, `less` taken off each as an integer. */
static void array_of_words(struct copy_buffer *b, uint32_t oid, const void *base, size_t stride,
                           size_t n, uint64_t less)
{
    unsigned char *out = array_head(b, oid, n, n * 12);
    const unsigned char *in = base;
    for (size_t i = 0; i < n; i++, in += stride, out += 12) {
        uint64_t word;
        memcpy(&word, in, 8);
        put32(out, 8);
        put64(out + 4, word - less);
    }
}

void copy_int8_array(struct copy_buffer *b, const int64_t *base, size_t stride, size_t n)
{
    array_of_words(b, OID_INT8, base, stride, n, 0);
}

void copy_float8_array(struct copy_buffer *b, const double *base, size_t stride, size_t n)
{
    array_of_words(b, OID_FLOAT8, base, stride, n, 0);
}

void copy_time_array(struct copy_buffer *b, const int64_t *base, size_t stride, size_t n)
{
    array_of_words(b, OID_TIMESTAMPTZ, base, stride, n, (uint64_t)PG_EPOCH_US);
}

void copy_lines(struct copy_buffer *b, const int64_t *base, size_t stride, size_t n)
{
    const size_t at = b->len;
    unsigned char *out = claim(b, 4 + LINES_ROOM(n));
    const size_t bytes = lines_pack(out + 4, base, stride, n);
    put32(out, (uint32_t)bytes);
    b->len = at + 4 + bytes;
}

void copy_text_array(struct copy_buffer *b, const char *const *texts, size_t n)
{
    size_t bytes = 0;
    for (size_t i = 0; i < n; i++)
        bytes += 4 + strlen(texts[i]);
    unsigned char *out = array_head(b, OID_TEXT, n, bytes);
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(texts[i]);
        put32(out, (uint32_t)len);
        memcpy(out + 4, texts[i], len);
        out += 4 + len;
    }
}
