/* The starts of a question's buckets. In zone UTC they are reckoned here; in every other zone
 * PostgreSQL has sent them. */
#ifndef MODEL_GRID_H
#define MODEL_GRID_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* The starts of the buckets of `unit` (minute … century, or "all") that meet [from, to) in UTC, at
 * most `most`. Weeks begin on Monday, decades and centuries as in PostgreSQL's date_trunc. */
int64_t *grid_utc(struct arena *a, const char *unit, int64_t from, int64_t to, size_t most,
                  size_t *n_r);

/* The bucket of `t` among edges[0..n), n > 0, t >= edges[0]; `hint` is where the search begins. */
size_t grid_find(const int64_t *edges, size_t n, int64_t t, size_t hint);

#endif
