/* Hexadecimal digits, in both cases, as numbers and bytes. */
#ifndef BASE_HEX_H
#define BASE_HEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 0 to 15, or -1 for any other character. */
int hex_digit(char c);

/* The four digits at p as a number, or -1; reads no further than the first that is none. */
int hex_four(const char *p);

/* Writes n bytes as 2n lower-case digits and a NUL. */
void hex_encode(const void *p, size_t n, char *out);

/* Reads exactly n bytes; false when the text is anything else. */
bool hex_decode(const char *hex, uint8_t *out, size_t n) __attribute__((warn_unused_result));

#endif
