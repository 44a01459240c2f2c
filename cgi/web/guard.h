/* The gates before a handler: who asks, from where, for which tenant, allowed or not, how fast. */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include "web/request.h"

/* Passes a request with a known route through authentication, rate, origin, tenant and permission,
 * in this order. Fills r->ctx.who. */
enum err guard_check(struct request *r) __attribute__((warn_unused_result));

/* Finds out who asks by the headers and cookies, with `key` (NULL: none) before them all: for routes
 * that take a key from elsewhere. Fills r->ctx.who; errors of struct program's authenticate. */
enum err guard_identify(struct request *r, const char *key) __attribute__((warn_unused_result));

#endif
