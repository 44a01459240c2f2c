/* The route table of bw-events. */
#include "events/routes.h"

const struct route events_routes[] = {
    { POST, "/events", PERM_EVENTS_WRITE, BODY_RAW, events_create, .body_max = 2 << 20 },
    { .path = NULL },
};
