/* The table of functions that a kind of object store fills; only object.c and the stores see it. */
#ifndef BASE_OBJECT_STORE_H
#define BASE_OBJECT_STORE_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"

struct ctx;
struct object_found;
struct object_part;
struct object_space;
struct object_store;
struct object_stream;

/* Names are checked before these are called. */
struct object_methods {
    void (*close)(struct object_store *s);
    enum err (*size)(struct object_store *s, struct ctx *c, const char *name, int64_t *bytes_r,
                     int64_t *parts_r);
    enum err (*arrived)(struct object_store *s, struct ctx *c, const char *name,
                        struct object_part **list_r, size_t *n_r);
    enum err (*take)(struct object_store *s, struct ctx *c, const char *name, int64_t parts);
    enum err (*forget)(struct object_store *s, struct ctx *c, const char *name);
    enum err (*open)(struct object_store *s, struct ctx *c, const char *name,
                     struct object_stream **stream_r);
    enum err (*put)(struct object_store *s, struct ctx *c, const char *name, int fd);
    enum err (*space)(struct object_store *s, struct ctx *c, struct object_space *space_r);
    enum err (*remove)(struct object_store *s, struct ctx *c, const char *name);
    enum err (*list)(struct object_store *s, struct ctx *c, int64_t seconds,
                     struct object_found **list_r, size_t *n_r);
};

/* The first member of each store. */
struct object_store {
    const struct object_methods *methods;
};

/* The first member of each store's streams. `read` is like read(2), but never EINTR. */
struct object_stream {
    int64_t bytes;
    ssize_t (*read)(struct object_stream *s, void *buf, size_t n);
    bool (*rewind)(struct object_stream *s);
    void (*close)(struct object_stream *s);
};

#endif
