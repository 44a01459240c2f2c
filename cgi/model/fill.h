/* What a bucket without points shows: nothing, zero, or what the bucket before it had. */
#ifndef MODEL_FILL_H
#define MODEL_FILL_H

#include <stddef.h>

enum fill { FILL_NULL, FILL_ZERO, FILL_PREVIOUS };

/* null, zero, previous in the order of the enum, NULL-terminated. */
extern const char *const fill_names[];

/* FILL_NULL for a name that is none. */
enum fill fill_by_name(const char *name);

/* Fills the NaNs among values[0..n). Before the first value FILL_PREVIOUS has nothing to give. */
void fill_apply(enum fill fill, double *values, size_t n);

#endif
