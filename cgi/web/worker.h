/* One worker process: threads that take requests from the shared socket until it is told to stop.
 */
#ifndef WEB_WORKER_H
#define WEB_WORKER_H

#include "web/router.h"

/* Serves until SIGTERM, then drains; returns the process's exit status. All signals must be blocked
 * when it is called. */
int worker_run(const struct program *program, int listen_fd);

#endif
