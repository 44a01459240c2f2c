/* What the tests of readers and input share: bytes that come in pieces, and rejects as text. */
#ifndef TESTS_UNIT_ETL_READING_H
#define TESTS_UNIT_ETL_READING_H

#include "base/arena.h"
#include "base/str.h"
#include "etl/infer.h"

struct source {
    const char *p;
    size_t left, step; /* step: bytes a read gives at most */
};

ssize_t source_read(void *arg, void *buf, size_t n);

/* A file that is about to be read, in the arena. */
struct reading {
    struct source source;
    struct ingest_limits limits;
    struct input in;
    struct rejects rejects;
    struct str text; /* what the test makes of it */
};

struct reading *reading_new(struct arena *a, const char *p, size_t n, size_t step,
                            const struct ingest_limits *limits);

/* Adds " ! line column[value] reason" for each reject to the text, and gives it. */
const char *reading_told(struct reading *r);

/* The bytes of `text` as gzip, in the arena. */
char *gzipped(struct arena *a, const char *p, size_t n, size_t *n_r);

/* The ASCII `text` as UTF-16, with a byte order mark. */
char *as_utf16(struct arena *a, const char *text, bool little, size_t *n_r);

#endif
