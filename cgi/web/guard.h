/* The gates before a handler: who asks, from where, for which tenant, allowed or not, how fast. */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include "web/request.h"

/* Passes a request with a known route through authentication, rate, origin, tenant and permission,
 * in this order. Fills r->ctx.who. */
enum err guard_check(struct request *r) __attribute__((warn_unused_result));

#endif
