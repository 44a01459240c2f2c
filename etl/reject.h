/* The rows and cells that could not be taken: the first ones kept, all of them counted. */
#ifndef ETL_REJECT_H
#define ETL_REJECT_H

#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "etl/ingest.h"

struct rejects {
    size_t keep;
    uint64_t count;
    /* the record at hand, set by the reader: pointers, so that rows without rejects cost nothing */
    const char *raw;
    size_t raw_n;
    VEC(struct reject) list;
};

void rejects_init(struct rejects *r, struct arena *a, size_t keep);

/* The n bytes at p are the record at hand, until the next one. */
static inline void rejects_record(struct rejects *r, const char *p, size_t n)
{
    r->raw = p;
    r->raw_n = n;
}

/* Notes one of the record at hand. `column` is "" for the whole row and is copied; of the n bytes
 * at value the first REJECT_VALUE_MAX are kept, what is not UTF-8 or is a NUL as U+FFFD. */
void reject_add(struct rejects *r, uint64_t line, const char *column, const char *value, size_t n,
                enum reject_reason reason);

/* The beginning of text that is passed over block by block. Zeroed to begin. */
struct excerpt {
    char text[REJECT_RAW_MAX];
    size_t n;
};

void excerpt_add(struct excerpt *e, const char *p, size_t n);

/* A sentence about a reject, in the arena: "line 2, column value: "abc" is not a number". */
const char *reject_sentence(struct arena *a, const struct reject *r);

#endif
