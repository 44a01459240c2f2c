/* The route table of bw-events. */
#include "events/routes.h"

#include "model/event_batch.h"

const struct route events_routes[] = {
    { POST, "/events", PERM_EVENTS_WRITE, BODY_RAW, events_create,
      .body_max = EVENT_BATCH_BYTES_MAX },
    { POST, "/events/batch", PERM_EVENTS_WRITE, BODY_RAW, events_batch,
      .body_max = EVENT_BATCH_BYTES_MAX },
    { .path = NULL },
};
