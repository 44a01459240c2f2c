/* Storing many events and answering for each. */
#ifndef EVENTS_BATCH_H
#define EVENTS_BATCH_H

#include "model/event_batch.h"
#include "web/request.h"

/* Stores the events and answers 200 with what became of each. */
enum err batch_store(struct request *r, const char *way, struct event_batch *b)
    __attribute__((warn_unused_result));

#endif
