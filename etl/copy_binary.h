/* Rows in PostgreSQL's binary COPY format, appended to a growable buffer.
 *
 *     copy_header(b);
 *     copy_row(b, 3);
 *     copy_uuid(b, id);  copy_int8(b, 7);  copy_float8_array(b, v, n);
 *     copy_trailer(b);
 *
 * Numbers are big-endian; times are microseconds since 1970 here and since 2000 on the wire. A
 * buffer belongs to one thread at a time and grows without a cap of its own: the writers of rows
 * hand it on at COPY_BUFFER_BYTES.
 */
#ifndef ETL_COPY_BINARY_H
#define ETL_COPY_BINARY_H

#include <stddef.h>
#include <stdint.h>

struct copy_buffer {
    unsigned char *data;
    size_t len, room;
    size_t rows;              /* whole rows since the last copy_clear() */
    struct copy_buffer *next; /* for the owner's lists */
};

/* An empty buffer with `room` bytes ready. Never NULL. */
struct copy_buffer *copy_buffer_new(size_t room)
    __attribute__((returns_nonnull, warn_unused_result));
void copy_buffer_free(struct copy_buffer *b); /* takes NULL */
void copy_clear(struct copy_buffer *b);       /* empties it, keeps its room */

/* What one COPY statement's data begins and ends with. */
void copy_header(struct copy_buffer *b);
void copy_trailer(struct copy_buffer *b);

/* Begins a row of `fields` fields; exactly that many of the functions below follow. */
void copy_row(struct copy_buffer *b, unsigned fields);

void copy_null(struct copy_buffer *b);
void copy_uuid(struct copy_buffer *b, const uint8_t id[16]);
void copy_text(struct copy_buffer *b, const char *p, size_t n);
void copy_bool(struct copy_buffer *b, int v);
void copy_int2(struct copy_buffer *b, int16_t v);
void copy_int4(struct copy_buffer *b, int32_t v);
void copy_int8(struct copy_buffer *b, int64_t v);
void copy_float8(struct copy_buffer *b, double v);
void copy_time(struct copy_buffer *b, int64_t us);

/* Arrays of one dimension. The element i stands at base + i * stride bytes, so a member of an array
 * of structs needs no copy. */
void copy_int8_array(struct copy_buffer *b, const int64_t *base, size_t stride, size_t n);
void copy_float8_array(struct copy_buffer *b, const double *base, size_t stride, size_t n);
void copy_time_array(struct copy_buffer *b, const int64_t *base, size_t stride, size_t n);

/* n lines as cgi/base/lines.h packs them. */
void copy_lines(struct copy_buffer *b, const int64_t *base, size_t stride, size_t n);

void copy_text_array(struct copy_buffer *b, const char *const *texts, size_t n);

#endif
