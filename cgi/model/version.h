/* Versions: what a dataset's file was, is, and is about to become.
 *
 * A later upload replaces what readers see or is added to it; they see the old version until the new
 * one is whole. One version at a time is on its way. All decisions are made in SQL, under the lock of
 * the dataset (sql/migrations/0013_versions.sql).
 */
#ifndef MODEL_VERSION_H
#define MODEL_VERSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;
struct dataset;
struct dataset_upload;

struct version {
    const char *id; /* its number as text, for the cursor */
    int64_t version, row_count, reject_count, bytes;
    const char *mode, *status, *file_type;
    const char *mapping, *plan, *error; /* JSON text or NULL */
    bool current, restorable;
    int64_t created_at, ready_at;
    const char *created_by; /* NULL: a program */
};
extern const struct field version_fields[];

/* Body of POST /datasets/:id/versions. What is not sent is as in the version before. */
struct version_input {
    const char *mode, *file_type, *mapping;
};
extern const struct field version_input_fields[];

/* Body of POST /datasets/:id/reingest. version 0: the one that is shown. */
struct reingest_input {
    const char *mapping;
    int64_t version;
};
extern const struct field reingest_input_fields[];

/* Makes a version that waits for its file. ERR_VERSION_PENDING while another is on its way. Repeated
 * with the same Idempotency-Key: the same version, with a fresh URL while it waits. */
enum err version_add(struct ctx *c, const char *dataset_id, const struct version_input *in,
                     bool mapping_sent, struct dataset *d_r, int64_t *version_r,
                     struct dataset_upload *up_r) __attribute__((warn_unused_result));

/* Newest first, below version `before` (0: all), at most limit + 1. */
enum err version_list(struct ctx *c, const char *dataset_id, int64_t before, int64_t limit,
                      struct version **list_r, size_t *n_r) __attribute__((warn_unused_result));

/* A raw file of the version that is shown. */
struct version_file {
    int64_t version; /* whose upload it was */
    const char *file_type, *mapping;
    bool arrived, removed;
};

/* In order; a version that others were added to has several. */
enum err version_files(struct ctx *c, const char *dataset_id, struct version_file **list_r,
                       size_t *n_r) __attribute__((warn_unused_result));

/* OK when it should be in the store: ERR_NOT_FOUND before it has arrived, ERR_FILE_GONE when it was
 * removed. */
enum err version_file_here(struct ctx *c, const struct version_file *f)
    __attribute__((warn_unused_result));

/* Goes back to a version that was ready before, at once. ERR_VERSION_GONE when its points are. */
enum err version_restore(struct ctx *c, const char *dataset_id, int64_t version,
                         struct dataset *d_r) __attribute__((warn_unused_result));

/* Queues the files of a version to be read once more. ERR_FILE_GONE when one of them is not there. */
enum err version_reingest(struct ctx *c, const char *dataset_id, const struct reingest_input *in,
                          struct dataset *d_r) __attribute__((warn_unused_result));

/* Ends the version on its way; ERR_BAD_STATE when there is none. */
enum err version_cancel(struct ctx *c, const char *dataset_id, struct dataset *d_r)
    __attribute__((warn_unused_result));

#endif
