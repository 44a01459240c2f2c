/* The routes of bw-billing and their handlers. */
#ifndef BILLING_ROUTES_H
#define BILLING_ROUTES_H

#include "web/router.h"

extern const struct route billing_routes[];

enum err plan_show(struct request *r);
enum err usage_show(struct request *r);

#endif
