/* Lineage: what would be missed if a dataset went away. */
#ifndef MODEL_LINEAGE_H
#define MODEL_LINEAGE_H

#include <stddef.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;

struct lineage {
    const char *id, *name; /* of the dashboard */
    const char *widgets;   /* JSON: [{id,title,type}] */
};
extern const struct field lineage_fields[];

/* The dashboards that show the dataset, by name; at most 1,000. */
enum err dataset_lineage(struct ctx *c, const char *dataset_id, struct lineage **list_r,
                         size_t *n_r) __attribute__((warn_unused_result));

#endif
