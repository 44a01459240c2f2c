/* The handlers of bw-events, one group for each file. */
#ifndef EVENTS_ROUTES_H
#define EVENTS_ROUTES_H

#include "web/router.h"

extern const struct route events_routes[];

/* events.c */
enum err events_create(struct request *r);

/* overview.c */
enum err overview_show(struct request *r);

/* batch.c */
enum err events_batch(struct request *r);

#endif
