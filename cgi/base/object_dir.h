/* What the files of the folder store share; nobody else includes this. */
#ifndef BASE_OBJECT_DIR_H
#define BASE_OBJECT_DIR_H

#include <stddef.h>
#include <stdint.h>

#include "base/object_store.h"

/* An object is a file, or a folder that holds nothing but its parts 1, 2, … */
#define OBJECT_PARTS 1000

/* ERR_NOT_FOUND, ERR_NO_SPACE or ERR_UNAVAILABLE, by errno. */
enum err dir_fail(struct ctx *c, const char *what, const char *name);

/* Opens something below the store's folder, or the folder itself (""); -1 with errno. */
int dir_open_below(const struct object_store *s, const char *name, int flags);

/* The sizes of the files 1, 2, … in the folder `dir`, up to the first that is not there; how many
 * there are. *bytes_r is their sum. */
size_t dir_count_parts(int dir, int64_t *bytes_r);

/* object_methods.open */
enum err dir_open(struct object_store *s, struct ctx *c, const char *name,
                  struct object_stream **stream_r);

#endif
