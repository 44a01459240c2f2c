/* What the readers have in common: they turn bytes into rows of cells, one row at a time.
 *
 *     struct reader *r = reader_csv_new(a, &input, &rejects, &limits, options);
 *     while (reader_next(r))
 *         … r->row.cells[i], r->columns.list[i] …
 *     if (r->error) …
 *
 * Cells point into the reader's block and die with the next call. What cannot be a row goes to
 * `rejects`; an error ends the file. Columns of CSV are fixed before the first row; those of JSON
 * may grow with any row, and a row has as many cells as there are columns at that time.
 */
#ifndef ETL_ROW_H
#define ETL_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etl/csv_shape.h"
#include "etl/ingest.h"
#include "etl/input.h"
#include "etl/names.h"
#include "etl/reject.h"

enum cell_kind {
    CELL_ABSENT, /* JSON: not there, or null */
    CELL_TEXT,   /* CSV: any field; JSON: a string, true, false */
    CELL_NUMBER, /* JSON: a number token */
    CELL_OTHER   /* JSON: an array, NaN, Infinity; the raw text */
};

struct cell {
    char *p;
    uint32_t n;
    uint8_t kind; /* enum cell_kind */
    bool quoted;
};

struct row {
    uint64_t line;
    struct cell *cells;
    size_t n;
};

struct reader {
    bool (*next)(struct reader *r);
    void (*notes)(const struct reader *r, struct arena *a, struct ingest_plan *plan);
    struct input *in;
    struct rejects *rejects;
    const struct ingest_limits *limits; /* without zeros */
    struct arena *arena;
    struct names columns;
    struct row row;
    uint64_t line;   /* where the next record begins */
    uint64_t totals; /* rows of totals that were passed over */
    enum ingest_error error;
    const char *detail;
};

/* The next row in r->row; false at the end and after an error. */
static inline bool reader_next(struct reader *r)
{
    return r->next(r);
}

/* Reads the header at once: check `error` before the first reader_next(). */
struct reader *reader_csv_new(struct arena *a, struct input *in, struct rejects *rejects,
                              const struct ingest_limits *limits, struct csv_shape shape)
    __attribute__((returns_nonnull, warn_unused_result));

/* Takes an array of objects or, when `lines`, one value a line as well. */
struct reader *reader_json_new(struct arena *a, struct input *in, struct rejects *rejects,
                               const struct ingest_limits *limits, bool lines)
    __attribute__((returns_nonnull, warn_unused_result));

/* Takes blanks and controls off both ends. */
void text_trim(char **p, uint32_t *n);

/* "s" unless there is one of them. */
const char *plural_s(uint64_t n);

/* Tells the plan what was noticed of the rows read so far; again and again if one likes. */
void reader_notes(const struct reader *r, struct arena *a, struct ingest_plan *plan);

/* Whether the row is one of totals: its first cell that is not blank, of n, says so. It is asked
 * about rows that are no rows, to tell them from mistakes; count it in reader.totals. */
bool row_is_total(const struct row *row, size_t n) __attribute__((warn_unused_result));

/* Ends the file with an error; false, for the caller to return. */
bool reader_fail(struct reader *r, enum ingest_error e, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#endif
