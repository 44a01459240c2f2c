/* The block of the input that a reader works in: text in UTF-8, whatever the file is.
 *
 *     file → gzip, when it begins like one → UTF-16 or Windows-1252 → UTF-8 → block
 *
 * Bytes from `start` to `end` are read but not used up; INPUT_PAD zero bytes follow the end, so a
 * scanner may look at whole vectors. input_more() moves what is left to the front and reads behind
 * it, growing the block only when a record does not fit: pointers into it die then. Readers may
 * change bytes of a record that they have finished.
 *
 * A byte order mark is never part of the text. A file that is UTF-8 is read straight into the block
 * and may still hold wrong bytes: the readers reject them.
 */
#ifndef ETL_INPUT_H
#define ETL_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "etl/ingest.h"

struct arena;
struct decoder;

#define INPUT_PAD 64
#define INPUT_BLOCK (256 * 1024)

struct input {
    ssize_t (*read)(void *arg, void *buf, size_t n);
    void *arg;
    bool (*on_block)(void *arg); /* after each block; false ends the reading. May be NULL */
    void *on_block_arg;
    char *buf;
    size_t room, max_room, start, end;
    uint64_t total;         /* bytes read so far, of the file as it is stored */
    uint64_t inflated_most; /* bytes that may come out of gzip; set between init and first read */
    bool eof, failed, stopped;
    enum ingest_error problem; /* why it failed */
    const char *detail;        /* a sentence about it */
    bool clean;                /* all bytes so far are UTF-8 for sure: ASCII, or converted */
    bool gzip;
    enum text_encoding encoding; /* as known so far: ENCODING_UTF8 while all is ASCII */
    struct decoder *decoder;     /* NULL: memory that is text already */
};

/* Records of up to `record` bytes will fit. The block's memory is freed with the arena,
 * which *in must not outlive and which must not outlive *in. */
void input_init(struct input *in, struct arena *a, size_t record,
                ssize_t (*read)(void *, void *, size_t), void *arg);

/* Begins again with the first byte, once `read` gives the file from its start. */
void input_rewind(struct input *in, struct arena *a);

/* An input that is the n bytes of text at p and nothing more. */
void input_of_memory(struct input *in, struct arena *a, const char *p, size_t n);

/* Reads more; false when nothing came: at the end, after a failure, or when stopped. */
bool input_more(struct input *in);

#endif
