/* The writing half of an ingest: a thread that COPYs the rows which the reading half makes.
 *
 * Between the two stands a queue of a few buffers of about a megabyte; a reader that is faster
 * waits. Every few seconds what was written is committed, under a part that nobody sees yet.
 */
#ifndef ETL_WRITER_H
#define ETL_WRITER_H

#include "base/err.h"
#include "etl/ingest.h"

struct etl;
struct writer;

/* Starts the thread. `tenant_id` and `request_id` live as long as the writer. */
struct writer *writer_start(const struct etl *etl, const char *tenant_id, const char *request_id);

/* The sink for struct ingest_job. */
struct segment_sink writer_sink(struct writer *w);

/* Writes and commits what is queued (or, when `abort`, forgets it), ends the thread and frees the
 * writer. OK: everything given to it is committed. *why_r is the reason otherwise, a static text.
 */
enum err writer_stop(struct writer *w, bool abort, const char **why_r)
    __attribute__((warn_unused_result));

#endif
