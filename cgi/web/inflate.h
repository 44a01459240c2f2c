/* Bodies that come compressed. nginx hands them on as they are, so that its limit is one of compressed
 * bytes; what they may become is bounded here. */
#ifndef WEB_INFLATE_H
#define WEB_INFLATE_H

#include "web/request.h"

/* Puts the inflated body in the place of one that was read (request_read_body()) and says
 * Content-Encoding: gzip; any other is left as it is. ERR_MEDIA_TYPE for an encoding that is not known,
 * ERR_TOO_LARGE beyond `max` bytes, ERR_BAD_REQUEST for gzip that is damaged or cut off. */
enum err request_inflate(struct request *r, size_t max) __attribute__((warn_unused_result));

#endif
