/* What the beginning of a file leaves open, day or month first, point or comma, is decided here by
 * the rest of it. */
#ifndef ETL_DECIDE_H
#define ETL_DECIDE_H

#include "etl/row.h"

/* Whether the plan leaves something open. */
bool decide_is_needed(const struct ingest_plan *plan);

/* Reads rows until nothing is open, or to the end, and corrects the plan. Notes about what turned
 * out are taken back; what stays open keeps its note. The reader is used up. */
void decide_by_rows(struct ingest_plan *plan, struct reader *r);

#endif
