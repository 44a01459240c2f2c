/* Rows become structs by the same field table that bodies do (field.h). */
#ifndef BASE_ROWMAP_H
#define BASE_ROWMAP_H

#include <stddef.h>

#include "base/field.h"

struct arena;
struct db_rows;

/* Fills the members of `thing` from row `i`. Columns that the table does not name are ignored; a
 * named column that is missing, or a NULL where the field is not nullable, is a BUG. Strings point
 * into the result and live as long as the arena of the batch; FIELD_STRS reads a text[] (no nulls,
 * one dimension) into `a`. */
void row_read(struct arena *a, const struct db_rows *rows, int i, const struct field *fields,
              void *thing);

/* All rows as an array of `size` bytes each. */
void *row_read_all(struct arena *a, const struct db_rows *rows, const struct field *fields,
                   size_t size, size_t *n_r);

#endif
