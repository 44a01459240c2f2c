/* The raw files of datasets: a folder that nginx writes, or any other store behind the same table.
 *
 * A name is tenant/dataset/version, one per version and never reused. An upload URL is
 * /objects/NAME?expires=SECONDS&signature=HEX, HMAC-SHA256 over "PUT\nNAME\nSECONDS".
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

/* Whether a request for this URI ("/objects/…?…") carries a valid signature and is in time;
 * *name_r is the object's name. ERR_URL_INVALID otherwise. */
enum err object_check_url(struct ctx *c, const char *uri, int64_t now, const char **name_r)
    __attribute__((warn_unused_result));

/* Its size in bytes; ERR_NOT_FOUND when it is not there. */
enum err object_size(struct ctx *c, const char *name, int64_t *bytes_r)
    __attribute__((warn_unused_result));

/* Makes the object durable (nginx does not sync): file and folder. */
enum err object_sync(struct ctx *c, const char *name) __attribute__((warn_unused_result));

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

/* ERR_NO_SPACE when so many more bytes certainly do not fit. */
enum err object_room(struct ctx *c, int64_t bytes) __attribute__((warn_unused_result));

/* Removes it; absent is OK. */
enum err object_remove(struct ctx *c, const char *name) __attribute__((warn_unused_result));

#endif
