/* The route table of bw-events. */
#include "events/routes.h"

#include "events/foreign.h"
#include "events/reading.h"
#include "model/event_batch.h"

#define SEGMENT(call)                                                                              \
    {                                                                                              \
        POST, "/v1/" call, PERM_EVENTS_WRITE, BODY_RAW, segment_receive,                           \
            .identify = segment_identify, .problem = segment_problem                               \
    }

const struct route events_routes[] = {
    { POST, "/events", PERM_EVENTS_WRITE, BODY_RAW, events_create,
      .body_max = EVENT_BATCH_BYTES_MAX, .identify = browser_identify },
    { OPTIONS, "/events", PERM_PUBLIC, BODY_NONE, browser_preflight },
    { POST, "/events/batch", PERM_EVENTS_WRITE, BODY_RAW, events_batch,
      .body_max = EVENT_BATCH_BYTES_MAX, .identify = browser_identify },
    { OPTIONS, "/events/batch", PERM_PUBLIC, BODY_NONE, browser_preflight },
    { GET, "/events", PERM_EVENTS_READ, BODY_NONE, event_index },
    { GET, "/events/export", PERM_EVENTS_READ, BODY_NONE, event_export },
    { GET, "/events/overview", PERM_EVENTS_READ, BODY_NONE, overview_show },
    { GET, "/events/types", PERM_EVENTS_READ, BODY_NONE, event_types },
    { GET, "/events/labels", PERM_EVENTS_READ, BODY_NONE, label_index },
    { PUT, "/events/labels", PERM_EDITOR, BODY_JSON, label_put,
      BIND(struct label_input, label_input_fields) },
    { GET, "/events/rejects", PERM_EVENTS_READ, BODY_NONE, reject_list },
    { POST, "/events/rejects/:id/replay", PERM_EVENTS_WRITE, BODY_JSON_OR_NONE, reject_replay,
      BIND(struct replay_input, replay_input_fields), 2 << 20 },
    { GET, "/events/:id", PERM_EVENTS_READ, BODY_NONE, event_show },

    { POST, "/webhook", PERM_EVENTS_WRITE, BODY_RAW, entvas_receive, .problem = entvas_problem },
    { POST, "/webhook/:key", PERM_EVENTS_WRITE, BODY_RAW, hook_receive, .identify = hook_identify },
    SEGMENT("track"),
    SEGMENT("identify"),
    SEGMENT("page"),
    SEGMENT("screen"),
    SEGMENT("group"),
    SEGMENT("alias"),
    SEGMENT("batch"),
    SEGMENT("import"),
    { .path = NULL },
};
