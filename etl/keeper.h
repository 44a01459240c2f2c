/* Beside a long job runs a thread that keeps its lease and, twice a second, calls back.
 *
 *     struct keeper *k = keeper_start(etl, job, beat, arg);
 *     … work, looking at *keeper_cancel(k) …
 *     switch (keeper_stop(k)) …
 */
#ifndef ETL_KEEPER_H
#define ETL_KEEPER_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/err.h"

struct ctx;
struct etl;
struct job;
struct keeper;

/* Why the work should stop. */
enum keeper_word {
    KEEP_GOING,
    KEEPER_STOPPING, /* SIGTERM: hand the job back */
    KEEPER_LOST,     /* the lease: somebody else has the job */
    KEEPER_MOOT,     /* the callback said so (ERR_BAD_STATE): nobody needs it */
};

/* `beat` runs on the keeper's thread with a ctx of the job's tenant; NULL: none. Other errors of it
 * than ERR_BAD_STATE are passed over: the database may be back at the next beat. */
struct keeper *keeper_start(const struct etl *etl, const struct job *j,
                            enum err (*beat)(struct ctx *c, void *arg), void *arg);

/* Becomes true when the work should stop. */
const atomic_bool *keeper_cancel(const struct keeper *k);

/* Ends the thread and tells why the work should have stopped, if it should. Frees the keeper. */
enum keeper_word keeper_stop(struct keeper *k);

#endif
