/* Which series a point belongs to: (metric, sorted labels) → series.
 *
 *     series_table_init(&t, a, &limits, label_names, n_labels);
 *     int metric = series_metric(&t, "revenue", 7);
 *     uint32_t set = series_label_set(&t, values);        // one value a label
 *     struct series *s = series_get(&t, metric, set);
 *
 * Values beyond a label's cap become OTHER_VALUE; when the series are too many, new ones get
 * OTHER_VALUE in all labels. Everything lives in the arena, bounded by the caps.
 */
#ifndef ETL_SERIES_H
#define ETL_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etl/ingest.h"
#include "etl/names.h"
#include "etl/rollup.h"
#include "etl/sketch.h"

#define SERIES_LABELS_MAX 32 /* label columns of one dataset */

struct series {
    struct ingest_series facts; /* first: the resolver sees it */
    uint32_t metric, set;
    uint32_t ordinal; /* in the table's list */
    uint32_t falls;   /* points in the buffer that are earlier than the one before them */
    int64_t latest_t; /* the time added last; INT64_MIN with an empty buffer */
    struct point *points;
    size_t n, room;
    struct rollup rollup;
    struct sketch sketch;
};

struct label_set {
    uint16_t values[SERIES_LABELS_MAX];
    struct ingest_label *labels; /* those with a value, made with the first series */
    size_t n_labels;
};

struct label_column {
    const char *name;
    struct names values;
    const char *last; /* the value met last, and its number */
    size_t last_len;
    uint16_t last_value;
    bool folded;
};

struct metric_name {
    uint32_t last_set;
    struct series *last_series;
    uint32_t n_series;
};

struct series_table {
    struct arena *arena;
    const struct ingest_limits *limits;
    struct names metrics;
    struct metric_name *metric_cache; /* beside metrics.list */
    size_t metric_room;
    struct label_column columns[SERIES_LABELS_MAX];
    size_t n_columns;
    struct label_set *sets;
    size_t n_sets, set_room;
    uint32_t *set_slots;
    size_t set_mask;
    int last_metric;
    struct series **list;
    size_t n, room;
    uint32_t *slots;
    size_t mask;
    bool folded;
};

/* A slice of text. */
struct label_value {
    const char *p;
    size_t n;
};

/* `names` are sorted and at most SERIES_LABELS_MAX. */
void series_table_init(struct series_table *t, struct arena *a, const struct ingest_limits *limits,
                       const char *const *names, size_t n);

/* The number of a metric; -1 when there are too many. */
int series_metric(struct series_table *t, const char *p, size_t n);

/* The number of the label set with these values, one a label in the order of the names; an empty
 * value means that the label is absent. */
uint32_t series_label_set(struct series_table *t, const struct label_value *values);

/* Adds a series whose id is known; only for a table that gets all its series so. */
struct series *series_add(struct series_table *t, const char *metric, int64_t id);

/* The series; NULL when there are too many even without labels. */
struct series *series_get_slow(struct series_table *t, int metric, uint32_t set);

static inline struct series *series_get(struct series_table *t, int metric, uint32_t set)
{
    const struct metric_name *m = &t->metric_cache[metric];
    if (m->last_series && m->last_set == set)
        return m->last_series;
    return series_get_slow(t, metric, set);
}

#endif
