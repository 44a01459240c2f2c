/* Strict reading of decimal numbers from cells of a table: the whole cell or nothing.
 *
 * Taken: digits with a decimal sign ("5", ".5", "5."), an exponent, groups of three divided by the
 * other sign, blanks (no-break and thin ones too) or apostrophes ("1,500.00", "1 500", "1'500"; of
 * commas also Indian "12,34,567"), a sign before or behind ("-3", "−3", "3-", "(3)"), a currency
 * ("$12", "12 EUR"), a percent sign: 12 % is 12. Not taken: anything left over, hexadecimal, inf,
 * nan, groups of another size. The result is correctly rounded, whatever the locale.
 */
#ifndef ETL_NUMBER_H
#define ETL_NUMBER_H

#include <stddef.h>

enum number_result {
    NUMBER_OK,
    NUMBER_BLANK, /* nothing but blanks, or a dash for want of a number */
    NUMBER_BAD,
    NUMBER_RANGE /* a number, but beyond what a double holds */
};

/* Reads the n bytes at p. `decimal` is '.' (groups by ',') or ',' (groups by '.'). *out_r is set
 * for NUMBER_OK only. */
enum number_result number_parse(const char *p, size_t n, char decimal, double *out_r)
    __attribute__((warn_unused_result));

/* The currency or percent sign at the number in a cell: its length, 0 for none. */
size_t number_unit(const char *p, size_t n, const char **unit_r);

#endif
