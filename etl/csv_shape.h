/* How a CSV file is laid out, told by its first lines: what separates its fields, how its lines end,
 * and where the header is.
 *
 *     "sep=;"                     Excel's own first line
 *     # Account: 12345            comments and titles before the table, which are passed over
 *     Period:;01.01.2024
 *     (blank)
 *     date;amount;text            the header
 *     02.01.2024;-12,50;"a; b"
 *
 * The header is the line that most of the lines behind it go with, counted in cells. Text drawn as
 * a table (psql, mysql, Markdown) is recognised by the rule of dashes beside its header.
 */
#ifndef ETL_CSV_SHAPE_H
#define ETL_CSV_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct csv_shape {
    char delimiter; /* ',' ';' tab or '|', or what `sep=` says */
    bool cr_lines;  /* lines end in CR alone */
    bool drawn;     /* cells stand between bars, with rules of dashes */
    uint32_t skip;  /* lines before the header */
    uint32_t told;  /* of them those that say something: neither blank nor `sep=` */
    bool comments;  /* lines before the header begin with '#': those behind it are no rows either */
};

/* By the first bytes of a file, in UTF-8. */
struct csv_shape csv_shape(const char *p, size_t n);

/* Whether text is nothing but the frame of a drawn table: dashes, pluses, bars, colons, blanks. */
bool csv_is_rule(const char *p, size_t n);

#endif
