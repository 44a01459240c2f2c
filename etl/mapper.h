/* Rows become points here, as the plan says; what a row cannot give becomes a reject. */
#ifndef ETL_MAPPER_H
#define ETL_MAPPER_H

#include "etl/row.h"
#include "etl/segment.h"
#include "etl/series.h"
#include "etl/timecell.h"

/* A column that the plan uses, and what it stands for. */
struct mapper_metric {
    size_t column;
    int metric;   /* of the series table */
    char decimal; /* of the column's numbers */
};

struct mapper {
    const struct ingest_plan *plan;
    struct reader *reader;
    struct series_table table;
    struct builder *builder;
    int64_t ingest_time;
    struct time_cache times;
    struct mapper_metric *metrics; /* wide: in column order */
    size_t n_metrics;
    size_t label_columns[SERIES_LABELS_MAX]; /* column of each label of the table */
    size_t *late;                            /* columns that had no value in the sample */
    size_t n_late, known;                    /* columns of the reader looked at so far */
    bool takes_late;                         /* such a column may become a metric */
    uint64_t rows;
    int64_t
        line; /* of the row: the file's, or one more than the row before when it is no greater */
};

#define TIME_JOINED_MAX 256 /* bytes of a time in several columns */

/* The text of the row's time: its cell, or the cells of several columns with a blank between each
 * two, put together in `joined`. The length; 0 when there is none or too much to be a time. */
size_t time_text(const struct ingest_plan *plan, const struct row *row,
                 char joined[TIME_JOINED_MAX], const char **p_r);

/* `takes_late`: columns that first show a value behind the sample become metrics when that is a
 * number. The builder is attached by the caller before the first row. */
void mapper_init(struct mapper *m, struct arena *a, const struct ingest_plan *plan,
                 struct reader *reader, int64_t ingest_time, bool takes_late);

/* Takes reader->row; false when the run has failed. */
bool mapper_take(struct mapper *m) __attribute__((warn_unused_result));

#endif
