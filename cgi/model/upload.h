/* What arrives for a version of a dataset: in one piece or in parts, over as many page loads as it
 * takes, until it is completed.
 */
#ifndef MODEL_UPLOAD_H
#define MODEL_UPLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/object.h"

struct ctx;

/* An upload on its way: where it goes on, and what is here. */
struct upload {
    int64_t version;
    const char *url;
    int64_t expires_at; /* microseconds */
    bool whole;         /* the whole file is here, sent in one piece */
    struct object_part *parts;
    size_t n;
};

/* The upload that the dataset waits for, with a fresh URL; ERR_BAD_STATE when it waits for none. */
enum err upload_show(struct ctx *c, const char *dataset_id, struct upload *u_r)
    __attribute__((warn_unused_result));

/* Makes the object of what has arrived, see object_take(). */
enum err upload_take(struct ctx *c, const char *object, int64_t parts, int64_t *bytes_r)
    __attribute__((warn_unused_result));

/* ERR_TOO_LARGE when a file may not have so many bytes. */
enum err upload_check_size(struct ctx *c, int64_t bytes) __attribute__((warn_unused_result));

/* Removes what lies in the store and belongs to nothing: what arrived too late, was given up, or was
 * to be removed by somebody who died. */
enum err upload_sweep(struct ctx *c, size_t *n_r) __attribute__((warn_unused_result));

/* Removes the raw files that have been here for BELLWETHER_KEEP_FILES days, and with them the points
 * of versions that nobody can go back to then; those that readers see stay. At most 200 at a time. */
enum err upload_expire(struct ctx *c, size_t *n_r) __attribute__((warn_unused_result));

#endif
