/* Inflating gzip as a stream, in constant memory: all members of a file, with their checksums.
 *
 *     struct gzip *g = gzip_new(a, read_fd, &fd, first, n_first, most);
 *     while ((n = gzip_read(g, buf, sizeof(buf))) > 0)
 *         …
 *     if (n < 0)
 *         … gzip_state(g) says why
 *
 * What comes out is bounded: by `most`, and far before that by the ratio no honest file reaches.
 */
#ifndef BASE_GZIP_H
#define BASE_GZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct arena;
struct gzip;

enum gzip_state {
    GZIP_GOOD,
    GZIP_READ_FAILED, /* the reader below failed */
    GZIP_CUT_OFF,     /* the input ends within a member */
    GZIP_DAMAGED,     /* no valid member, a wrong checksum, something else behind the last member */
    GZIP_TOO_LARGE    /* more than `most` bytes, or a ratio of a bomb */
};

/* Whether the bytes begin like a gzip file. */
bool gzip_begins(const char *p, size_t n);

/* Inflates what `first` and then `read` give (`read` as of read(2): 0 at the end, -1 on failure).
 * `first` is copied. Freed with the arena. */
struct gzip *gzip_new(struct arena *a, ssize_t (*read)(void *arg, void *buf, size_t n), void *arg,
                      const char *first, size_t n_first, uint64_t most)
    __attribute__((returns_nonnull, warn_unused_result));

/* Up to n > 0 bytes; 0 at the end, -1 when the state is no longer good. */
ssize_t gzip_read(struct gzip *g, void *buf, size_t n) __attribute__((warn_unused_result));

enum gzip_state gzip_state(const struct gzip *g);

#endif
