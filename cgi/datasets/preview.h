/* The body of POST /datasets/preview. */
#ifndef DATASETS_PREVIEW_H
#define DATASETS_PREVIEW_H

#include <stdbool.h>

#include "base/field.h"

#define PREVIEW_BYTES 65536
#define PREVIEW_BODY_MAX (512 << 10)

struct preview_input {
    const char *file_type, *content, *mapping;
    bool whole;
};
extern const struct field preview_input_fields[];

#endif
