/* The sample data that a new workspace offers and the demo is made of: two files, each a dataset
 * with a dashboard. The files are installed beside the programs. */
#ifndef MODEL_SAMPLE_H
#define MODEL_SAMPLE_H

#include <stddef.h>

#include "base/err.h"

struct ctx;
struct dataset;

#define SAMPLES 2

struct sample {
    const char *file, *dashboard; /* of the folder of samples */
    const char *name, *description, *file_type;
    const char *mapping; /* NULL: as inferred */
};
extern const struct sample samples[SAMPLES];

/* Makes the datasets, and a job that brings their files and dashboards. Repeated with the same
 * Idempotency-Key: the same datasets. */
enum err sample_create(struct ctx *c, struct dataset **list_r, size_t *n_r)
    __attribute__((warn_unused_result));

/* For that job: puts the file of sample `i` where an upload would be and completes the dataset.
 * Harmless when repeated. */
enum err sample_upload(struct ctx *c, size_t i, const char *dataset_id)
    __attribute__((warn_unused_result));

/* The whole text of an installed file, in the arena. */
enum err sample_read(struct ctx *c, const char *file, const char **text_r)
    __attribute__((warn_unused_result));

#endif
