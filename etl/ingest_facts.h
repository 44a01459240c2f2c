/* What is known of a part when its file has been read: its series and what could not be taken. */
#ifndef ETL_INGEST_FACTS_H
#define ETL_INGEST_FACTS_H

#include "base/err.h"

struct ctx;
struct ingest_result;
struct part;

/* Stores a row of part_series for each series. */
enum err facts_copy_series(struct ctx *c, const struct part *p, const struct ingest_result *res)
    __attribute__((warn_unused_result));

/* Stores a row of part_metric for each metric, and that they are all there. */
enum err facts_copy_metrics(struct ctx *c, const struct part *p, const struct ingest_result *res)
    __attribute__((warn_unused_result));

/* Stores the rejects that were kept. */
enum err facts_copy_rejects(struct ctx *c, const struct part *p, const struct ingest_result *res)
    __attribute__((warn_unused_result));

#endif
