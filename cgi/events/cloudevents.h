/* CloudEvents among the requests to POST /api/events. */
#ifndef EVENTS_CLOUDEVENTS_H
#define EVENTS_CLOUDEVENTS_H

#include "model/event.h"
#include "web/request.h"

/* In which form the request brings CloudEvents: by its content type, or by attributes in its
 * headers. */
bool cloudevents_structured(const struct request *r);
bool cloudevents_binary(const struct request *r);
bool cloudevents_batched(const struct request *r);

/* Reads the one event of the structured or the binary form, as cloudevent_read(). */
enum err cloudevents_read(struct request *r, struct event *e) __attribute__((warn_unused_result));

/* Stores a batch of them and answers. */
enum err cloudevents_batch(struct request *r) __attribute__((warn_unused_result));

#endif
