/* Records of CSV: the fields of one after the other, as slices of the input's block. What the
 * fields mean is reader_csv.c's business. */
#ifndef ETL_CSV_RECORD_H
#define ETL_CSV_RECORD_H

#include "etl/row.h"

enum csv_outcome { RECORD_DONE, RECORD_MORE, RECORD_BAD, RECORD_NONE };

struct csv {
    struct reader base;
    struct csv_shape shape;
    char delimiter, eol;
    char *block;   /* the 64 bytes that `bits` stands for */
    uint64_t bits; /* special bytes in it that are not yet passed */
    bool odd;      /* the record touches a block with a NUL or a byte beyond ASCII */
    bool block_odd;
    bool quoted;  /* the record has a quoted field */
    bool begun;   /* a record behind the header was met */
    bool open;    /* the input so far ends within a quoted field */
    bool surplus; /* a field beyond the last column is not empty */
    char *after;  /* behind the record */
    size_t n;     /* fields met */
    size_t room;  /* fields stored at most */
    enum reject_reason bad;
    char raw[REJECT_RAW_MAX]; /* the record's beginning before its quotes were taken off */
    /* of the header: its text in the file, to know it when it comes again */
    const char *header;
    size_t header_n;
    /* for the notes */
    uint64_t repeated, mended;
    size_t renamed;
    const char *last_base; /* the name that was made unique last, and by which number */
    unsigned last_suffix;
    const char *renamed_list;
};

/* The next record in cells, past records that are none, which are rejected. RECORD_DONE, or
 * RECORD_NONE at the end. */
enum csv_outcome csv_next_record(struct csv *c);

/* Goes on behind `to`, or at it again after the block was changed. */
void csv_use_up(struct csv *c, char *to);
void csv_again(struct csv *c);

/* Rejects the line that the input stands in and leaves it; constant memory however long it is. */
void csv_drop_line(struct csv *c);

/* Rejects n bytes as a whole record. */
void csv_reject_text(struct csv *c, const char *p, size_t n, enum reject_reason reason);

/* Leaves the line that the input stands in, unread; false at the end. */
bool csv_pass_line(struct csv *c);

/* Takes the doubled quotes of a quoted field back to one; the raw record is kept aside before. */
void csv_unquote(struct csv *c, struct cell *cell);

/* How many line ends of the other kind stand between p and end, now turned into the file's own. */
size_t csv_mend_lines(const struct csv *c, char *p, char *end);

uint64_t csv_count(const char *p, const char *end, char wanted);

#endif
