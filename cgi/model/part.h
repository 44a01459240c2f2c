/* Parts: one reading of a file each. Rows are committed under a part that nobody sees; one short
 * transaction, together with the job's acknowledgement, makes it what readers see.
 */
#ifndef MODEL_PART_H
#define MODEL_PART_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;
struct job;

/* What the reading of a file begins with. */
struct part {
    int64_t id;
    const char *dataset_id, *name, *file_type, *mapping;
    int64_t version, bytes;
};

/* What it ended with. */
struct part_result {
    const char *plan; /* JSON */
    int64_t rows, rejects, points, bytes_stored;
    int64_t first_at, last_at;
};

/* Begins to read a dataset for a job: earlier attempts' parts die, the dataset is `processing`.
 * ERR_NOT_FOUND when it was deleted or is not waiting for this: there is nothing to do then. */
enum err part_begin(struct ctx *c, const struct job *j, const char *dataset_id, struct part *p_r)
    __attribute__((warn_unused_result));

/* The ids of series, made where they are new. `labels` are JSON objects' texts. */
enum err part_series(struct ctx *c, const struct part *p, const struct field_strs *metrics,
                     const struct field_strs *labels, int64_t *ids_r)
    __attribute__((warn_unused_result));

/* Stores the progress and tells it; ERR_BAD_STATE when nobody needs this part any more. */
enum err part_progress(struct ctx *c, const struct part *p, const char *json)
    __attribute__((warn_unused_result));

/* Bytes of the part's segments and rollups as they are stored. */
enum err part_stored_bytes(struct ctx *c, const struct part *p, int64_t *bytes_r)
    __attribute__((warn_unused_result));

/* The part becomes current, the dataset ready, the job is acknowledged. ERR_BAD_STATE: the lease
 * was lost, the dataset was deleted, or another attempt has begun. */
enum err part_publish(struct ctx *c, struct job *j, const struct part *p,
                      const struct part_result *res) __attribute__((warn_unused_result));

/* The file is no good: the dataset is in error with code and sentence, the part dies except for its
 * rejects, the job is acknowledged. With `buried`, the job stays as a dead one instead. */
enum err part_fail(struct ctx *c, struct job *j, const struct part *p, const char *code,
                   const char *detail, int64_t rejects, const char *buried)
    __attribute__((warn_unused_result));

/* Nobody needs it: the part dies and the job is acknowledged. */
enum err part_drop(struct ctx *c, struct job *j, const struct part *p)
    __attribute__((warn_unused_result));

/* The part dies; the job is somebody else's business. */
enum err part_kill(struct ctx *c, const struct part *p) __attribute__((warn_unused_result));

/* Removes what dead parts left behind, in batches; how many parts were swept. */
enum err part_sweep(struct ctx *c, size_t *n_r) __attribute__((warn_unused_result));

/* Removes all points of a dataset and its series, in batches. */
enum err part_purge(struct ctx *c, const char *dataset_id) __attribute__((warn_unused_result));

#endif
