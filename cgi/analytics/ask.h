/* A question as it stands in a query string. */
#ifndef ANALYTICS_ASK_H
#define ANALYTICS_ASK_H

#include "model/inquiry.h"
#include "web/request.h"

/* Reads what timeseries and summary share: datasetId, metric and expr (repeated), from, to, groupBy,
 * tz, agg, compare, where.LABEL (repeated) and format; names the parameters that are wrong, missing,
 * or not in `others` (NULL-terminated, what else the route takes); ask() tells. */
void ask_read(struct request *r, const char *const *others, struct inquiry *i);

/* Answers with the text that is remembered or made, with its ETag, or with 304. */
enum err ask(struct request *r, struct inquiry *i) __attribute__((warn_unused_result));

/* Whether the client prefers CSV. */
bool accepts_csv(const struct request *r);

/* One parameter by its field into `thing`; a mistake is recorded. */
void ask_field(struct request *r, const struct field *f, void *thing);

#endif
