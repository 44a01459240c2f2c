/* The folder: what becomes of committed events. One thread of bw-events drains events.delta into the
 * rollups of the tenants' built-in datasets and into the counts of the live overview, tells the
 * browsers, and makes chunks of the hours that are over.
 *
 *     if ((e = fold_start()) != OK) …        // once in a process, after the fork
 *     event_on_commit(fold_wake);
 *     …
 *     fold_stop();
 *
 * A fold is one transaction: its deltas go and what they change comes together, so a crash at any
 * moment neither loses nor doubles one. Any number of processes and hosts may run a folder; an
 * advisory lock, which dies with its transaction, lets one of them fold at a time, and each tenant is
 * folded, and told of, at most five times a second. Between folds the thread sleeps until it is woken
 * by a commit, or for two seconds: what a folder that died has left behind is found then.
 */
#ifndef MODEL_EVENT_FOLD_H
#define MODEL_EVENT_FOLD_H

#include "base/err.h"

/* Starts the thread, with connections of its own as bw_ingest. */
enum err fold_start(void) __attribute__((warn_unused_result));

/* Something was committed. From any thread, also before the start and after the stop. */
void fold_wake(void);

/* Lets a fold that has begun finish, and ends the thread. */
void fold_stop(void);

#endif
