/* The route table of bw-billing. */
#include "billing/routes.h"

const struct route billing_routes[] = {
    { GET, "/plan", PERM_USAGE_READ, BODY_NONE, plan_show },
    { GET, "/usage", PERM_USAGE_READ, BODY_NONE, usage_show },
    { .path = NULL },
};
