/* What the files of the folder store share; nobody else includes this.
 *
 * FOLDER/NAME is an object: a file, or a folder with its parts 1, 2, … and the list that nginx joins
 * them by. FOLDER/.uploads/NAME/ holds what has arrived: 0 (the whole), 1, 2, … nginx writes bodies
 * to FOLDER/.incoming first.
 */
#ifndef BASE_OBJECT_DIR_H
#define BASE_OBJECT_DIR_H

#include <stddef.h>
#include <stdint.h>

#include "base/object_store.h"

#define DIR_UPLOADS ".uploads"
#define DIR_INCOMING ".incoming"
#define DIR_LIST "all"

/* ERR_NOT_FOUND, ERR_DISK_FULL or ERR_UNAVAILABLE, by errno. */
enum err dir_fail(struct ctx *c, const char *what, const char *name);

/* Opens something below the store's folder, or the folder itself (""); -1 with errno. */
int dir_open_below(const struct object_store *s, const char *name, int flags);

/* .uploads/NAME */
const char *dir_upload_name(struct ctx *c, const char *name);

/* Makes the folders on the way to `name`; those that are there are fine. */
enum err dir_make_folders(int dir, struct ctx *c, const char *name);

/* Makes file or folder and each folder on the way to it durable. */
enum err dir_sync(struct object_store *s, struct ctx *c, const char *name);

/* Removes a file, or a folder and the files in it; -1 with errno, absent is 0. */
int dir_remove_tree(int dir, const char *name);

/* The sizes of the files 1, 2, … in the folder `dir`, up to the first that is not there; how many
 * there are. *bytes_r is their sum. */
size_t dir_count_parts(int dir, int64_t *bytes_r);

/* The methods that have files of their own. */
enum err dir_open(struct object_store *s, struct ctx *c, const char *name,
                  struct object_stream **stream_r);
enum err dir_arrived(struct object_store *s, struct ctx *c, const char *name,
                     struct object_part **list_r, size_t *n_r);
enum err dir_take(struct object_store *s, struct ctx *c, const char *name, int64_t parts);
enum err dir_forget(struct object_store *s, struct ctx *c, const char *name);
enum err dir_list(struct object_store *s, struct ctx *c, int64_t seconds,
                  struct object_found **list_r, size_t *n_r);

#endif
