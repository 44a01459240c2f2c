/* The route table of bw-events. */
#include "events/routes.h"
#include "events/reading.h"
#include "model/event_batch.h"

const struct route events_routes[] = {
    { POST, "/events", PERM_EVENTS_WRITE, BODY_RAW, events_create,
      .body_max = EVENT_BATCH_BYTES_MAX },
    { POST, "/events/batch", PERM_EVENTS_WRITE, BODY_RAW, events_batch,
      .body_max = EVENT_BATCH_BYTES_MAX },
    { GET, "/events", PERM_EVENTS_READ, BODY_NONE, event_index },
    { GET, "/events/export", PERM_EVENTS_READ, BODY_NONE, event_export },
    { GET, "/events/types", PERM_EVENTS_READ, BODY_NONE, event_types },
    { GET, "/events/labels", PERM_EVENTS_READ, BODY_NONE, label_index },
    { PUT, "/events/labels", PERM_EDITOR, BODY_JSON, label_put,
      BIND(struct label_input, label_input_fields) },
    { GET, "/events/rejects", PERM_EVENTS_READ, BODY_NONE, reject_list },
    { POST, "/events/rejects/:id/replay", PERM_EVENTS_WRITE, BODY_JSON_OR_NONE, reject_replay,
      BIND(struct replay_input, replay_input_fields), 2 << 20 },
    { GET, "/events/:id", PERM_EVENTS_READ, BODY_NONE, event_show },
    { .path = NULL },
};
