/* What every program answers beside its routes: /health/NAME/live, …/ready and /metrics/NAME. */
#ifndef WEB_HEALTH_H
#define WEB_HEALTH_H

#include "web/request.h"

/* Answers the request if its path is one of the three; false when it is not. */
bool health_handles(struct request *r);

/* Whether PostgreSQL answers, or did within the last second. */
bool health_db_alive(struct request *r);

#endif
