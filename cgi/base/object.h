/* The raw files of datasets: a folder that nginx writes, or any other store behind the same table.
 *
 * A name is tenant/dataset/version, one per version and never reused. An upload URL is
 * /objects/NAME?expires=SECONDS&signature=HEX, HMAC-SHA256 over "PUT\nNAME\nSECONDS"; with &part=N
 * behind it, it takes part N of 1 to OBJECT_PARTS. What arrives lies apart until object_take() makes
 * the object of it, which no PUT can change.
 */
#ifndef BASE_OBJECT_H
#define BASE_OBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"

struct ctx;
struct object_store;
struct object_stream;

/* The store in the folder `dir`. */
struct object_store *object_dir_open(const char *dir);
void object_close(struct object_store *s);

/* The path with signature to PUT `name` to until `expires_at` (seconds since 1970). */
char *object_upload_url(struct ctx *c, const char *name, int64_t expires_at);

#define OBJECT_PARTS 1000

/* Whether a request for this URI ("/objects/…?…") carries a valid signature and is in time;
 * *name_r is the object's name, *part_r the part, 0 for the whole. ERR_URL_INVALID otherwise. */
enum err object_check_url(struct ctx *c, const char *uri, int64_t now, const char **name_r,
                          int64_t *part_r) __attribute__((warn_unused_result));

/* A part that has arrived; part 0 is the whole file. */
struct object_part {
    int64_t part, bytes;
};

/* What has arrived for this name and is not the object yet, in order. */
enum err object_arrived(struct ctx *c, const char *name, struct object_part **list_r, size_t *n_r)
    __attribute__((warn_unused_result));

/* Makes the object of what has arrived: of the whole (parts 0) or of parts 1 to `parts`; durable when
 * this returns. The same again is OK. ERR_NOT_UPLOADED, naming the parts that are missing. */
enum err object_take(struct ctx *c, const char *name, int64_t parts, int64_t *bytes_r)
    __attribute__((warn_unused_result));

/* Removes what has arrived and is not the object. */
enum err object_forget(struct ctx *c, const char *name) __attribute__((warn_unused_result));

/* Its size in bytes; *parts_r (unless NULL) is how many parts it came in, 0 when it is one file.
 * ERR_NOT_FOUND when it is not there. */
enum err object_size(struct ctx *c, const char *name, int64_t *bytes_r, int64_t *parts_r)
    __attribute__((warn_unused_result));

/* Opens it for reading from the start: one stream, whether it is a file or was sent in parts. It is
 * closed with the arena. */
enum err object_open(struct ctx *c, const char *name, struct object_stream **stream_r)
    __attribute__((warn_unused_result));

/* Like read(2), but never EINTR: up to `n` bytes, 0 at the end, -1 with errno. `stream` is a
 * struct object_stream; the type is that of a reader's callback. */
ssize_t object_read(void *stream, void *buf, size_t n) __attribute__((warn_unused_result));

/* Begins it again with its first byte; false with errno. */
bool object_rewind(void *stream) __attribute__((warn_unused_result));

/* How many bytes the whole object has. */
int64_t object_stream_bytes(const struct object_stream *s);

/* Writes it from what `fd` holds, durable when this returns; one that is there already stays. */
enum err object_put(struct ctx *c, const char *name, int fd) __attribute__((warn_unused_result));

/* ERR_DISK_FULL when so many more bytes would leave less free than is to stay free. */
enum err object_room(struct ctx *c, int64_t bytes) __attribute__((warn_unused_result));

/* The disk of the store: its size, what is free of it, what of that stays free. */
struct object_space {
    int64_t total, free, reserved;
};
enum err object_space(struct ctx *c, struct object_space *s_r) __attribute__((warn_unused_result));

/* Removes the object and what has arrived for it; absent is OK. */
enum err object_remove(struct ctx *c, const char *name) __attribute__((warn_unused_result));

/* One thing in the store: an object, or (taken false) what has arrived for one. */
struct object_found {
    const char *tenant_id, *dataset_id; /* in the arena */
    int64_t version;
    bool taken;
};

/* Everything in the store that nobody has touched for `seconds`, and removes what is no object and
 * was left behind by a process that died. */
enum err object_list(struct ctx *c, int64_t seconds, struct object_found **list_r, size_t *n_r)
    __attribute__((warn_unused_result));

#endif
