/* Whether a file is text at all, told by its first bytes. */
#ifndef ETL_SNIFF_H
#define ETL_SNIFF_H

#include <stdbool.h>
#include <stddef.h>

/* So many bytes say whether a file is text. */
#define SNIFF_BYTES 8192

/* NULL for text; otherwise a sentence saying what the file is instead. `wide`: it is UTF-16. */
const char *sniff_binary(const char *p, size_t n, bool wide);

#endif
