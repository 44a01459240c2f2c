/* Outcomes as CSV: one row a bucket and series. */
#ifndef MODEL_OUTCOME_CSV_H
#define MODEL_OUTCOME_CSV_H

#include <stdbool.h>

#include "base/err.h"
#include "model/outcome.h"

struct str;

/* Appends `time,metric[,LABEL],AGG…[,previous_time,previous_AGG…]`, or of a summary
 * `metric[,LABEL],AGG…[,previous_AGG…]`. Times are RFC 3339 in the zone of the outcome, whose offsets
 * are asked from PostgreSQL; absent values are empty cells. */
enum err outcome_csv(struct ctx *c, const struct outcome *o, bool summary, struct str *out)
    __attribute__((warn_unused_result));

#endif
