/* What surrounds and divides the digits of a number in a cell is taken off here: currency, percent,
 * signs of all kinds, parentheses, groups of thousands. */
#ifndef ETL_NUMBER_DRESS_H
#define ETL_NUMBER_DRESS_H

#include <stddef.h>

enum undressed {
    UNDRESSED_NUMBER, /* out is digits with perhaps a minus, a point and an exponent */
    UNDRESSED_BLANK,  /* nothing, or a dash where a number would be */
    UNDRESSED_BAD     /* not a number, or one of another decimal sign */
};

/* The n bytes at p as plain text in `out`, which holds n + 2 bytes; *len_r without the NUL. */
enum undressed number_undress(const char *p, size_t n, char decimal, char *out, size_t *len_r)
    __attribute__((warn_unused_result));

#endif
