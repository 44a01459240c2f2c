/* What a dataset holds: its metrics, told at a cost that does not depend on the number of points.
 */
#ifndef MODEL_METRIC_H
#define MODEL_METRIC_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;
struct db_batch;

struct metric {
    const char *metric;
    const char *labels; /* [{"name","values":[…],"valueCount"}], at most 200 values each */
    int64_t points, first_at, last_at;
};
extern const struct field metric_fields[];

enum err metric_list(struct ctx *c, const char *dataset_id, struct metric **list_r, size_t *n_r)
    __attribute__((warn_unused_result));

/* Adds the statement that fails with ERR_NOT_FOUND unless the dataset is there for the tenant. */
void metric_need_dataset(struct db_batch *b, struct ctx *c, const char *dataset_id);

#endif
