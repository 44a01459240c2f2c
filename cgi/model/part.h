/* Parts: one reading of a file each. Rows are committed under a part that nobody sees; one short
 * transaction, together with the job's acknowledgement, makes all parts of a version what readers
 * see (datasets.publish).
 */
#ifndef MODEL_PART_H
#define MODEL_PART_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;
struct job;

#define PARTS_MAX 16 /* a dataset of more gets a job that makes one of them */

/* What the reading of a file begins with: a version reads one file or several, each into a part. */
struct part {
    int64_t id; /* 0 before part_begin() */
    const char *dataset_id, *file_type, *mapping;
    int64_t version, file_version, bytes;
    int64_t points, bytes_stored; /* known at its end */
};

/* What all of a version's parts ended with. */
struct part_result {
    const char *plan; /* JSON */
    int64_t rows, rejects;
    int64_t first_at, last_at;
};

/* Begins to read a version for a job: earlier attempts' parts die, the version is `processing`.
 * *list_r are its files in order. ERR_NOT_FOUND when the dataset was deleted or the version is not
 * waiting for this: there is nothing to do then. */
enum err part_start(struct ctx *c, const char *dataset_id, int64_t version, struct part **list_r,
                    size_t *n_r) __attribute__((warn_unused_result));

/* Makes the part itself, before anything is written under it. */
enum err part_begin(struct ctx *c, const struct job *j, struct part *p)
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

/* The parts become what readers see, the version ready, the job is acknowledged. ERR_BAD_STATE: the
 * lease was lost, the version canceled, or another attempt has begun; ERR_NOT_FOUND: the dataset was
 * deleted. */
enum err part_publish(struct ctx *c, struct job *j, const struct part *list, size_t n,
                      const struct part_result *res) __attribute__((warn_unused_result));

/* Why a version could not be made. */
struct part_failure {
    const char *code, *detail; /* a stable word, a sentence */
    const char *plan;          /* JSON of what was understood of the file, or NULL */
    int64_t rejects;
    const char *buried; /* the job stays as a dead one for this reason; NULL: it is acknowledged */
};

/* The version is in error, its parts die except for the rejects of `p`. */
enum err part_fail(struct ctx *c, struct job *j, const struct part *p, const struct part_failure *f)
    __attribute__((warn_unused_result));

/* Nobody needs the version: its parts die and the job is acknowledged. */
enum err part_drop(struct ctx *c, struct job *j, const struct part *p)
    __attribute__((warn_unused_result));

/* Kills the part alone, by its number: the job, and other parts of the version, are somebody else's
 * business. */
enum err part_kill(struct ctx *c, const struct part *p) __attribute__((warn_unused_result));

/* Removes what dead parts left behind, in batches; how many parts were swept. */
enum err part_sweep(struct ctx *c, size_t *n_r) __attribute__((warn_unused_result));

/* Removes all points of a dataset and its series, in batches. */
enum err part_purge(struct ctx *c, const char *dataset_id) __attribute__((warn_unused_result));

#endif
