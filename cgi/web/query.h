/* Query strings, as request.c and the router need them. */
#ifndef WEB_QUERY_H
#define WEB_QUERY_H

#include "web/request.h"

/* Percent-decodes `n` bytes into the arena. False for a broken escape, a NUL, or text that is not
 * UTF-8. */
bool query_decode(struct arena *a, const char *p, size_t n, bool plus_is_blank, const char **out_r)
    __attribute__((warn_unused_result));

/* Fills r->query from the text behind the question mark; ERR_BAD_QUERY when it cannot be read. */
enum err query_read(struct request *r, const char *text) __attribute__((warn_unused_result));

#endif
