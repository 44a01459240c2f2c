/* A question as it stands in a query string. */
#ifndef ANALYTICS_ASK_H
#define ANALYTICS_ASK_H

#include "model/question.h"
#include "web/request.h"

/* Reads datasetId, metric (repeated), from, to, groupBy, tz and where.LABEL; names the parameters
 * that are wrong, missing, or not in `others` (NULL-terminated, what else the route takes): the caller
 * looks by ctx_check() when it has read those. */
void ask_read(struct request *r, const char *const *others, struct question *q_r);

/* Puts the question, after a look whether the dataset is there, and merges the rows. */
struct answer;
enum err ask(struct request *r, const struct question *q, struct answer *a_r)
    __attribute__((warn_unused_result));

#endif
