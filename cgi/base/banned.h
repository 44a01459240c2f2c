/* Names that are never right here are compile errors; every C file gets this before its first line.
 *
 * The headers that declare them come first, for a poisoned name may not even be declared. config.h
 * comes before those, so that its feature macros hold everywhere.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <wchar.h>

/* No bounds. */
#pragma GCC poison strcpy strcat stpcpy sprintf vsprintf gets
/* Bounds, but no NUL or no end in sight. */
#pragma GCC poison strncpy strncat
/* Hidden state, or the time zone of the machine. */
#pragma GCC poison strtok localtime localtime_r gmtime asctime ctime mktime timelocal tmpnam mktemp
/* No way to tell a mistake from a zero. */
#pragma GCC poison atoi atol atoll atof
/* Not random. */
#pragma GCC poison srand rand_r drand48 srand48

#endif
