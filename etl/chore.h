/* Work that a tick does by the clock and a person may ask for: `bw-etl run sweep`. */
#ifndef ETL_CHORE_H
#define ETL_CHORE_H

#include <stdbool.h>

#define CHORE_NAMES "sweep sweep-store move limits keep-events"

bool chore_known(const char *name);

/* Runs it once; the process's exit status. */
int chore_run(const char *name);

#endif
