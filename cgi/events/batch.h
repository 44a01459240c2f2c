/* Storing many events and answering for each. */
#ifndef EVENTS_BATCH_H
#define EVENTS_BATCH_H

#include "model/event_batch.h"
#include "web/request.h"

/* Stores the events and answers 200 with what became of each. `name_errors` names what is invalid
 * in an event as its sender knows it; NULL: as it is. */
enum err batch_store(struct request *r, const char *way, struct event_batch *b,
                     void (*name_errors)(struct event *e)) __attribute__((warn_unused_result));

#endif
