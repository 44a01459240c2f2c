/* Datasets: a named file on its way from upload to points.
 *
 * created → queued → processing → ready | error; the moves are checked in SQL (datasets.move). What
 * a file becomes is a version (version.h): a dataset shows the one that readers see, and `pending`
 * beside it while a later one is on its way. The raw file of a version is the object
 * tenant/dataset/version, written once through a signed URL. Every change raises the tenant's topic
 * and is told as dataset.created, .updated, .deleted, … .
 */
#ifndef MODEL_DATASET_H
#define MODEL_DATASET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;
struct db_batch;

struct dataset {
    const char *id, *name, *description, *kind, *file_type, *status; /* file_type NULL: no file */
    int64_t version, data_version, row_count, reject_count, bytes;
    const char *progress, *error, *mapping, *notes, *pending; /* JSON text or NULL */
    const char *plan;                                         /* likewise; NULL in lists */
    bool uploadable;                                          /* waits for a file */
    int64_t first_at, last_at, created_at, ready_at, deleted_at;
};
extern const struct field dataset_fields[];

/* The names of file types, NULL-terminated. */
extern const char *const dataset_file_types[];

/* Body of POST and PATCH. */
struct dataset_input {
    const char *name, *description, *file_type, *mapping;
};
extern const struct field dataset_input_fields[];
extern const struct field dataset_patch_fields[];

/* What may be written where, and until when. */
struct dataset_upload {
    const char *url;
    int64_t expires_at; /* microseconds */
};

/* Makes a dataset that waits for its file. Repeated with the same Idempotency-Key: the same
 * dataset, with a fresh URL as long as the file has not arrived. */
enum err dataset_create(struct ctx *c, const struct dataset_input *in, struct dataset *d_r,
                        struct dataset_upload *up_r) __attribute__((warn_unused_result));

/* Adds to a batch what makes a dataset, and the reading of it, whose index is returned. */
int dataset_add(struct db_batch *b, const struct ctx *c, const char *id,
                const struct dataset_input *in, int64_t upload_until);

enum err dataset_by_id(struct ctx *c, const char *id, struct dataset *d_r)
    __attribute__((warn_unused_result));

/* Newest first, at most limit + 1 of them (the last one tells that there are more). */
enum err dataset_list(struct ctx *c, int64_t limit, const char *after, struct dataset **list_r,
                      size_t *n_r) __attribute__((warn_unused_result));

/* Which fields of dataset_input are meant. */
enum { DATASET_SENT_NAME = 1, DATASET_SENT_DESCRIPTION = 2, DATASET_SENT_MAPPING = 4 };
enum err dataset_update(struct ctx *c, const char *id, const struct dataset_input *in,
                        unsigned sent, struct dataset *d_r) __attribute__((warn_unused_result));

/* Hides it; a job purges it when it can no longer be restored. */
enum err dataset_delete(struct ctx *c, const char *id) __attribute__((warn_unused_result));
enum err dataset_restore(struct ctx *c, const char *id, struct dataset *d_r)
    __attribute__((warn_unused_result));

/* The file of the version on its way has arrived, as a whole (parts 0) or in so many parts:
 * makes it durable and queues its reading. ERR_NOT_UPLOADED when something is missing; a second call changes nothing and is OK. */
enum err dataset_complete(struct ctx *c, const char *id, int64_t parts, struct dataset *d_r)
    __attribute__((warn_unused_result));

/* Gives up waiting for the file of a version: it is in error. */
enum err dataset_never_arrived(struct ctx *c, const char *id, int64_t version)
    __attribute__((warn_unused_result));

/* Whether a PUT of `length` bytes (-1: not said) to this URI may go through. Sets the ctx's tenant
 * from the signed name. */
enum err dataset_upload_allowed(struct ctx *c, const char *uri, int64_t length)
    __attribute__((warn_unused_result));

/* The object of a version: "tenant/dataset/version". */
const char *dataset_object(struct ctx *c, const char *id, int64_t version);

/* Until when an upload that is signed now may begin. */
int64_t dataset_upload_end(void);

/* Signs the URL for the file of a version, good until up->expires_at. */
void dataset_sign_upload(struct ctx *c, const char *id, int64_t version, struct dataset_upload *up);

/* The payload of the job that reads a version. */
const char *dataset_ingest_payload(struct ctx *c, const char *id, int64_t version);

/* Reads the dataset that statement `i` of a batch gave (Q_DATASET_BY_ID). */
void dataset_read(struct ctx *c, const struct db_batch *b, int i, struct dataset *d_r);

/* ERR_NOT_FOUND when it is no id, and the sentence for an error about a dataset. */
enum err dataset_check_id(struct ctx *c, const char *id) __attribute__((warn_unused_result));
enum err dataset_missing(struct ctx *c, enum err e, const char *id)
    __attribute__((warn_unused_result));

/* Rejects have a number in their part; both together are the cursor. */
struct dataset_reject_key {
    int64_t part_id, n;
};

struct dataset_reject {
    const char *id; /* the key as text, for the cursor */
    int64_t part_id, n, line;
    const char *column_name, *value, *reason, *raw;
};
extern const struct field dataset_reject_fields[];

/* Of a version, 0: the one that readers see, in the order of its files. */
enum err dataset_rejects(struct ctx *c, const char *id, int64_t version,
                         struct dataset_reject_key after, int64_t limit,
                         struct dataset_reject **list_r, size_t *n_r)
    __attribute__((warn_unused_result));

struct dataset_storage {
    int64_t bytes_files, bytes_points, datasets, running;
};
extern const struct field dataset_storage_fields[];
enum err dataset_storage(struct ctx *c, struct dataset_storage *s_r)
    __attribute__((warn_unused_result));

/* The dataset as it is told: like the API shows it, but without a plan of hundreds of columns, which
 * would fill the buffers of the push server. */
const char *dataset_json(struct ctx *c, const struct dataset *d);

#endif
