/* What a request says its body is. */
#ifndef EVENTS_MEDIA_H
#define EVENTS_MEDIA_H

#include <stdbool.h>

#include "web/request.h"

/* Whether the content type is this one, whatever its parameters. */
bool media_is(const struct request *r, const char *type);

/* Whether it is JSON. A page's beacon can say text/plain only, so from a page of a public key that
 * is. */
bool media_is_json(const struct request *r);

/* Whether it is one of the names that JSON lines go by. */
bool media_is_lines(const struct request *r);

#endif
