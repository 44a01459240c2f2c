/* Strict reading of decimal numbers from cells of a table: the whole cell or nothing.
 *
 * Taken: blanks around, a sign, digits with a decimal sign ("5", ".5", "5."), groups of three
 * ("1,500.00", "12,345,678"), an exponent. Not taken: anything left over, hexadecimal, inf, nan,
 * groups of another size. The result is correctly rounded, whatever the locale.
 */
#ifndef ETL_NUMBER_H
#define ETL_NUMBER_H

#include <stddef.h>

enum number_result {
    NUMBER_OK,
    NUMBER_BLANK, /* nothing but blanks */
    NUMBER_BAD,
    NUMBER_RANGE /* a number, but beyond what a double holds */
};

/* Reads the n bytes at p. `decimal` is '.' (groups by ',') or ',' (groups by '.'). *out_r is set
 * for NUMBER_OK only. */
enum number_result number_parse(const char *p, size_t n, char decimal, double *out_r)
    __attribute__((warn_unused_result));

#endif
