/* The rows of analytics.read() for those who merge them: model/answer.c and what belongs to it. */
#ifndef MODEL_ANSWER_ROWS_H
#define MODEL_ANSWER_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/answer.h"
#include "model/points.h"

/* Columns of analytics.read(). */
enum read_column {
    C_LEVEL,
    C_SERIES,
    C_PART,
    C_SEQ,
    C_FROM,
    C_TO,
    C_T,
    C_N,
    C_SUM,
    C_MIN,
    C_MAX,
    C_FIRST,
    C_LAST,
    C_FIRST_T,
    C_LAST_T,
    C_NAME,
    C_LABEL,
    C_FIRST_LINE,
    C_LAST_LINE,
    C_FIRST_LINES, /* of a segment: all its lines; of digests: they themselves */
    C_LAST_LINES,
};

/* What a row is. 1 … 4 are rollup chunks. */
enum row_kind {
    ROW_HEAD = -2,
    ROW_SERIES = -1,
    ROW_SEGMENT = 0,
    ROW_SUMMARY = 5,
    ROW_DIGESTS = 6,
    ROW_VALUES = 7
};

/* A series of the database and the series of the answer that it is merged into. */
struct member {
    int64_t id;
    const char *metric, *label;
    struct answer_series *into;
};

struct merge {
    struct ctx *c;
    const struct db_rows *rows;
    int first, end; /* the rows of this question */
    int column;     /* where analytics.read()'s columns begin */
    int data;       /* the first row behind the head and the series */
    struct answer *answer;
    struct member *members; /* sorted by id */
    size_t n_members;
    bool by_digests; /* percentiles come from ROW_DIGESTS and ROW_VALUES */
};

const void *read_bytes(const struct merge *m, int row, enum read_column column, int *len_r);
int read_kind(const struct merge *m, int row);
int64_t read_int(const struct merge *m, int row, enum read_column column);  /* null is 0 */
int64_t read_time(const struct merge *m, int row, enum read_column column); /* FIELD_TIME_NONE */
const char *read_text(const struct merge *m, int row, enum read_column column); /* in the arena */
struct points read_array(const struct merge *m, int row, enum read_column column);

/* The series of the answer that a data row belongs to. */
struct answer_series *read_series(const struct merge *m, int row);

/* The part of time that a row answers for, and where the last bucket was found. */
struct clip {
    int64_t from, to;
    size_t bucket;
};
struct clip read_clip(const struct merge *m, int row);

/* Whether t is answered for by the row; clip->bucket is its bucket then. */
bool clip_find(const struct answer *a, struct clip *clip, int64_t t);

/* Fills the percentiles of all series; the answer has its buckets. */
void percentiles_read(const struct merge *m, const struct question *q);

#endif
