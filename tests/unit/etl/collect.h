/* A sink for tests: it reads the binary COPY rows back into structs.
 *
 *     struct collect c;
 *     collect_init(&c, a);
 *     enum ingest_error e = collect_run(&c, FILE_CSV, "metric,value\na,1\n");
 *     … c.res, c.segments.data[i], c.chunks.data[i] …
 *
 * A row that is not encoded as the layout says aborts the test.
 */
#ifndef TESTS_UNIT_ETL_COLLECT_H
#define TESTS_UNIT_ETL_COLLECT_H

#include "base/arena.h"
#include "base/digest.h"
#include "base/vec.h"
#include "etl/ingest.h"
#include "etl/rollup.h"

#define COLLECT_TENANT "\x01\x23\x45\x67\x89\xab\xcd\xef\x01\x23\x45\x67\x89\xab\xcd\xef"
#define COLLECT_PART 77
#define COLLECT_NOW INT64_C(1700000000000000)

struct collected_segment {
    int64_t series, t0, t1, n;
    int seq;
    double sum, min, max, first, last;
    struct point *points;
};

struct collected_chunk {
    int64_t series, t0, t1;
    int level, seq;
    size_t n;
    struct bucket *buckets;
};

struct collected_digest {
    int64_t series, t;
    int level, seq;
    size_t n;
    struct centroid list[DIGEST_MAX];
};

struct collect {
    struct arena *arena;
    struct ingest_result res;
    VEC(struct collected_segment) segments;
    VEC(struct collected_chunk) chunks;
    VEC(struct collected_digest *) digests;
    struct ingest_limits limits;
    const struct ingest_mapping *mapping;
    const char *text; /* what is still to read */
    size_t left;
    const char *whole; /* all of it */
    size_t n_whole;
    size_t rewinds; /* so often it was begun again */
    bool cannot_rewind;
    size_t read_max;     /* bytes a read gives at most; 0: all */
    int64_t ids;         /* given so far */
    size_t questions;    /* calls of resolve */
    size_t refuse_after; /* the sink fails behind so many buffers; 0: never */
    size_t buffers;
    bool read_fails; /* at the end of the text */
    atomic_bool cancel;
};

void collect_init(struct collect *c, struct arena *a);

/* Runs over the text, or over n bytes of it. */
enum ingest_error collect_run(struct collect *c, enum file_type type, const char *text);
enum ingest_error collect_run_bytes(struct collect *c, enum file_type type, const char *p,
                                    size_t n);

/* The job that collect_run() would run, for callers of builder and rollup. */
struct ingest_job collect_job(struct collect *c);

/* All of a series' points in the order (t, seq, place); *n_r of them, in the arena. */
struct point *collect_points(struct collect *c, int64_t series, size_t *n_r);

/* "metric{label=value}: t=v t=v; …" of all series, times in seconds: short texts for short files.
 */
const char *collect_text(struct collect *c);

/* "line column value reason; …" of the rejects kept. */
const char *collect_rejects(struct collect *c);

#endif
