/* What stands between a file and the block: it finds out how the file is packed and written, and
 * gives UTF-8. */
#ifndef ETL_DECODER_H
#define ETL_DECODER_H

#include <stddef.h>
#include <sys/types.h>

struct arena;
struct decoder;
struct input;

/* Made with the input that it reads for; freed with the arena. */
struct decoder *decoder_new(struct arena *a, struct input *in)
    __attribute__((returns_nonnull, warn_unused_result));

/* Up to n bytes of text (n at least INPUT_BLOCK / 4); 0 at the end. -1 after setting the input's
 * problem. */
ssize_t decoder_read(struct decoder *d, char *buf, size_t n) __attribute__((warn_unused_result));

#endif
