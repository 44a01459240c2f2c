/* What inference knows while it looks at a sample: the rows of it, and of each column what its
 * cells may be. Shared by infer.c, study.c, infer_time.c and infer_roles.c alone. */
#ifndef ETL_STUDY_H
#define ETL_STUDY_H

#include "base/vec.h"
#include "etl/infer.h"
#include "etl/timeguess.h"

#define FEW_CELLS 20 /* fewer: half of them decide what a column is, else three quarters */

struct study_row {
    const struct text *cells; /* p is NULL where the cell stands for nothing */
    size_t n;
};

struct column_study {
    VEC(struct text) cells; /* those that stand for something */
    struct names values;
    size_t tokens, others;         /* JSON numbers; what is neither text nor number */
    size_t points, commas;         /* numbers with either decimal sign */
    size_t point_only, comma_only; /* numbers with just that one */
    size_t either;                 /* ",500" behind other digits: numbers with both, not the same */
    size_t grouped_by_point, small_integers, large_integers, integers, leading_zeros;
    bool rising_by_one;
    double last;
    size_t bytes;
    const char *unit; /* "$", "%"; NULL: none */
    struct time_guess time;
};

struct study {
    const struct sample *sample;
    struct arena *arena, *scratch;
    struct ingest_plan *plan;
    struct reader *reader;
    struct guesser *guesser;
    struct column_study *columns;
    VEC(struct study_row) rows;
    size_t n_cells;
    bool has_dollars, has_halves; /* signs of America: $12, 7:30 PM */
    const char *detail;
};

enum ingest_error study_fail(struct study *s, enum ingest_error e, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Reads the sample's rows; how many there are. */
size_t study_rows(struct study *s);

/* Fills plan->columns: names, kinds, decimal signs, examples. */
void study_columns(struct study *s);

/* Whether the cell is a time of that format. */
bool study_reads(struct study *s, const char *format, struct text cell);

/* Whether so many of all decide what a column is. */
bool study_is_most(size_t part, size_t of);

int study_column_named(const struct ingest_plan *plan, const char *name); /* -1: none */

/* Columns of a JSON mapping exist before any row; one that no row gives a value is lacking. */
bool study_lacks(const struct study *s, int column);
enum ingest_error study_mapping_lacks(struct study *s, const char *name);

/* Chooses the plan's time columns and how they are read; none is fine here. */
enum ingest_error infer_time(struct study *s);

/* What to say of a table without time. */
enum ingest_error infer_no_time(struct study *s);

/* Chooses all other roles. */
enum ingest_error infer_roles(struct study *s);

#endif
