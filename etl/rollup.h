/* Buckets of points, gathered a series and a level at a time until they make a chunk.
 *
 * Each series has one `struct rollup`. Sorted points are added piece by piece; a level that has
 * ROLLUP_CHUNK buckets becomes a row. The first time that a level must be written it is decided
 * whether the part has it at all: only with ROLLUP_DENSITY points a bucket on average.
 */
#ifndef ETL_ROLLUP_H
#define ETL_ROLLUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etl/ingest.h"

#define ROLLUP_CHUNK 1000
#define ROLLUP_DENSITY 8
#define ROLLUP_LEVELS 4 /* LEVEL_MINUTE … LEVEL_DAY, at index level - 1 */

struct point {
    int64_t t;
    double v;
    int64_t
        line; /* of the file; rises from point to point, so that it decides between equal times */
};

struct bucket {
    int64_t t, n;
    double sum, min, max, first, last;
    int64_t first_t, last_t;
    int64_t first_line, last_line;
};

enum rollup_state { ROLLUP_UNDECIDED, ROLLUP_KEPT, ROLLUP_DROPPED };

struct rollup_level_data {
    struct bucket *list; /* NULL while empty */
    uint32_t n, room, seq;
    uint8_t state; /* enum rollup_state */
    bool unsorted; /* a bucket stands before an earlier or equal one */
};

struct rollup {
    struct rollup_level_data level[ROLLUP_LEVELS];
};

/* Shared by all series of a run. */
struct rollup_writer {
    const struct ingest_job *job;
    struct copy_buffer *out; /* the sink's buffer being filled */
    struct bucket *room;     /* of one piece, and of a chunk being sorted */
    size_t bytes;            /* held by all rollups */
    bool failed;
};

void rollup_writer_init(struct rollup_writer *w, const struct ingest_job *job);
void rollup_writer_release(struct rollup_writer *w);

/* The length of a level's bucket in microseconds. */
int64_t rollup_unit(enum rollup_level level);

/* Puts `from` into `into`, a bucket of the same time. */
void bucket_merge(struct bucket *into, const struct bucket *from);

/* Adds up to ROLLUP_CHUNK * 2 points, sorted by time. */
void rollup_add(struct rollup_writer *w, struct rollup *r, const struct ingest_series *s,
                const struct point *p, size_t n);

/* The start of the bucket of a level that holds t. */
int64_t rollup_start(int64_t t, enum rollup_level level);

/* Sorted points to buckets of one level; their number, at most n. */
size_t rollup_buckets(struct bucket *out, const struct point *p, size_t n, enum rollup_level level);

/* The same as rollup_add() with any number of buckets of `level`, sorted by time; finer levels get
 * nothing. */
void rollup_add_buckets(struct rollup_writer *w, struct rollup *r, const struct ingest_series *s,
                        const struct bucket *list, size_t n, enum rollup_level level);

/* Gives up the level with this index; what was written of it is not announced. */
void rollup_drop(struct rollup_writer *w, struct rollup *r, unsigned index);

/* Frees what the rollup holds and writes nothing. */
void rollup_forget(struct rollup_writer *w, struct rollup *r);

/* Writes or drops what the series still holds; it may go on afterwards. */
void rollup_flush(struct rollup_writer *w, struct rollup *r, const struct ingest_series *s);

/* Gives up levels that are still undecided and have shown to be sparse: frees memory, writes
 * nothing. */
void rollup_drop_sparse(struct rollup_writer *w, struct rollup *r);

/* Bytes held by one rollup. */
size_t rollup_bytes(const struct rollup *r);

/* The bits of the levels kept. */
unsigned rollup_levels(const struct rollup *r);

#endif
