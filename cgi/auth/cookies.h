/* The two cookies of a signed-in browser. */
#ifndef AUTH_COOKIES_H
#define AUTH_COOKIES_H

#include "model/session.h"
#include "web/request.h"

void cookies_set(struct request *r, const struct tokens *t);
void cookies_drop(struct request *r);

/* Where the request came from. */
struct visit visit_of(const struct request *r);

#endif
