/* Some rows of a file as its reading sees them, for looking at: the file or files are read from the
 * beginning, in constant memory, until the rows are there.
 *
 *     struct browse b;
 *     browse_init(&b, a, &limits, offset, 50, time_mono() + 3 * TIME_SECOND);
 *     e = browse_file(&b, FILE_CSV, mapping, object_read, stream, &detail);   // each file in turn
 *     … b.header.list[i].text, b.rows.data[k].cells[i]; b.more: rows follow
 *
 * Rows that cannot be read (rejects) are passed over and not counted. A later file's columns stand
 * under the same names of the first one's, further ones behind them.
 */
#ifndef ETL_BROWSE_H
#define ETL_BROWSE_H

#include "base/vec.h"
#include "etl/ingest.h"
#include "etl/names.h"

#define BROWSE_CELL_MAX 1024     /* bytes of a cell that are shown */
#define BROWSE_BYTES_MAX 4000000 /* of cells: fewer rows than wanted are taken then */

struct browse_row {
    uint64_t line;
    const char **cells; /* NULL: absent */
    size_t n;
};

struct browse {
    struct arena *arena;
    struct ingest_limits limits;
    uint64_t skip; /* rows still to pass over */
    size_t want;   /* rows still to take */
    size_t bytes;  /* of cells taken */
    int64_t deadline;
    struct names header;
    VEC(struct browse_row) rows;
    bool more; /* there is a row behind the last one taken */
    bool late; /* the deadline passed before the rows were there */
};

/* Rows from number `offset` (from 0), at most `want`. `deadline` is a time of time_mono(). */
void browse_init(struct browse *b, struct arena *a, const struct ingest_limits *limits,
                 uint64_t offset, size_t want, int64_t deadline);

/* Whether another file has to be read. */
bool browse_goes_on(const struct browse *b);

/* Reads one file; INGEST_OK, too, when it ended early for b->more or b->late. */
enum ingest_error browse_file(struct browse *b, enum file_type type,
                              const struct ingest_mapping *mapping,
                              ssize_t (*read)(void *arg, void *buf, size_t n), void *arg,
                              const char **detail_r) __attribute__((warn_unused_result));

#endif
