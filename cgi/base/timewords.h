/* Names of months, weekdays, halves of the day and zones, as exports of English, German and French
 * programs write them. Each function takes the word at the beginning of *p (a dot behind it may
 * belong to it), moves *p behind it and returns its number, or 0 when there is none. */
#ifndef BASE_TIMEWORDS_H
#define BASE_TIMEWORDS_H

#include <stdbool.h>

unsigned timeword_month(const char **p, const char *end);   /* 1..12 */
unsigned timeword_weekday(const char **p, const char *end); /* 1: Monday */
unsigned timeword_half(const char **p, const char *end);    /* 1: AM, 2: PM */

/* An abbreviation like UTC, GMT, EST, CEST: true, and its minutes ahead of UTC. */
bool timeword_zone(const char **p, const char *end, int *minutes_r);

#endif
