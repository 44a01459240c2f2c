/* What kind of text a file is, told by its first bytes: whether it is text at all, how its lines
 * end, what separates its fields. */
#ifndef ETL_SNIFF_H
#define ETL_SNIFF_H

#include <stdbool.h>
#include <stddef.h>

/* So many bytes say whether a file is text. */
#define SNIFF_BYTES 8192

/* NULL for text; otherwise a sentence saying what the file is instead. `wide`: it is UTF-16. */
const char *sniff_binary(const char *p, size_t n, bool wide);

/* Whether lines end in CR alone. */
bool sniff_cr_lines(const char *p, size_t n);

/* ',' ';' tab or '|', by the first two lines; ',' when there is none of them. */
char sniff_delimiter(const char *p, size_t n, bool cr_lines);

#endif
