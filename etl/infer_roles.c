/* Metrics, labels and the long format are chosen here. */
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "etl/colname.h"
#include "etl/series.h"
#include "etl/study.h"

#define IDENTITY_CELLS 20 /* from so many on, text that hardly repeats is no label */
#define FEW_TIMES 5
#define NAMED_CELLS 3  /* so many different ids: each row has its own */
#define PROSE_BYTES 30 /* so long on average: sentences, if they hardly repeat */
#define PROSE_CELLS 3
#define CODES_MAX 50 /* identifiers that repeat are a dimension if there are at most so many */

static void set_role(struct ingest_plan *plan, int column, enum column_role role)
{
    if (column >= 0)
        plan->columns[column].role = role;
}

/* ---- Single columns ---- */

static bool differs_always(const struct column_study *c, size_t least)
{
    return c->values.n == c->cells.len && c->cells.len >= least;
}

/* One row a time: what differs from row to row divides nothing. */
static bool is_one_series(const struct study *s)
{
    return s->plan->n_time == 1 && differs_always(&s->columns[s->plan->time[0]], FEW_TIMES);
}

/* Text that differs in most rows names the row; as a label it would make a series of each. */
static bool is_identity(const struct study *s, const struct column_study *c, const char *name)
{
    if (differs_always(c, NAMED_CELLS) && colname_is_identifier(name))
        return true;
    if (differs_always(c, FEW_TIMES) && is_one_series(s))
        return true;
    bool prose = c->cells.len >= PROSE_CELLS && c->bytes > PROSE_BYTES * c->cells.len;
    return c->values.n * 2 > c->cells.len && (c->cells.len >= IDENTITY_CELLS || prose);
}

/* Whole numbers that count nothing: 007 and 00213, or what a name says is a number of something. */
static bool is_identifier(const struct ingest_column *col, const struct column_study *c)
{
    if (!c->integers || c->integers != c->points)
        return false;
    bool counts_rows = c->rising_by_one && c->cells.len > 2 && str_starts(col->name, "column_");
    return c->leading_zeros || counts_rows || colname_is_identifier(col->name);
}

/* An identifier that repeats, like that of a shop, divides the rows; one that does not is nothing. */
static bool is_code(const struct column_study *c)
{
    return c->values.n <= CODES_MAX && c->values.n < c->cells.len;
}

static bool is_label(const struct study *s, size_t i)
{
    const struct ingest_column *col = &s->plan->columns[i];
    const struct column_study *c = &s->columns[i];
    if (col->kind == KIND_NUMBER)
        return is_identifier(col, c) && is_code(c);
    return col->kind == KIND_TEXT && c->others < c->cells.len && !is_identity(s, c, col->name);
}

static bool is_metric(const struct study *s, size_t i)
{
    const struct ingest_column *col = &s->plan->columns[i];
    return col->kind == KIND_NUMBER && !is_identifier(col, &s->columns[i]);
}

static void infer_labels(const struct study *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->plan->n_columns && n < SERIES_LABELS_MAX; i++) {
        if (s->plan->columns[i].role != COLUMN_UNUSED || !is_label(s, i))
            continue;
        s->plan->columns[i].role = COLUMN_LABEL;
        n++;
    }
}

static size_t infer_metrics(const struct study *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->plan->n_columns; i++)
        if (s->plan->columns[i].role == COLUMN_UNUSED && is_metric(s, i)) {
            s->plan->columns[i].role = COLUMN_METRIC;
            n++;
        }
    return n;
}

/* ---- The long format ---- */

static int find_named(const struct ingest_plan *plan, bool (*is)(const char *name))
{
    for (size_t i = 0; i < plan->n_columns; i++)
        if (is(plan->columns[i].name))
            return (int)i;
    return -1;
}

static bool has_time(const struct ingest_plan *plan)
{
    for (size_t i = 0; i < plan->n_columns; i++)
        if (plan->columns[i].kind == KIND_TIME)
            return true;
    return false;
}

/* It needs a column `value`; without `metric` only when no column is a time. */
static bool is_long(struct study *s)
{
    struct ingest_plan *plan = s->plan;
    const struct ingest_mapping *mapping = s->sample->mapping;
    plan->name = find_named(plan, colname_is_name);
    plan->value = find_named(plan, colname_is_value);
    if (mapping && (mapping->metrics || mapping->labels))
        return false;
    return plan->value >= 0 && (plan->name >= 0 || !has_time(plan));
}

/* ---- All of them ---- */

static enum ingest_error map_columns(struct study *s, const char *const *names, size_t n,
                                     enum column_role role)
{
    for (size_t i = 0; i < n; i++) {
        int column = study_column_named(s->plan, names[i]);
        if (study_lacks(s, column))
            return study_mapping_lacks(s, names[i]);
        set_role(s->plan, column, role);
    }
    return INGEST_OK;
}

static enum ingest_error map_roles(struct study *s, const struct ingest_mapping *mapping)
{
    enum ingest_error e = INGEST_OK;
    if (mapping->n_labels > SERIES_LABELS_MAX)
        return study_fail(s, INGEST_MAPPING_COLUMN, "The mapping names more than %d labels.",
                          SERIES_LABELS_MAX);
    if (mapping->metrics)
        e = map_columns(s, mapping->metrics, mapping->n_metrics, COLUMN_METRIC);
    if (!e && mapping->labels)
        e = map_columns(s, mapping->labels, mapping->n_labels, COLUMN_LABEL);
    return e;
}

static void note_units(struct study *s)
{
    struct ingest_plan *plan = s->plan;
    for (size_t i = 0; i < plan->n_columns; i++) {
        const struct ingest_column *c = &plan->columns[i];
        if ((c->role == COLUMN_METRIC || c->role == COLUMN_VALUE) && s->columns[i].unit)
            plan_note(s->arena, plan, "unit_dropped", c->name,
                      "The cells of %s carry \"%s\"; the numbers are stored without it, as they "
                      "stand.",
                      c->name, s->columns[i].unit);
    }
}

static enum ingest_error choose_wide(struct study *s)
{
    struct ingest_plan *plan = s->plan;
    const struct ingest_mapping *mapping = s->sample->mapping;
    enum ingest_error e = mapping ? map_roles(s, mapping) : INGEST_OK;
    plan->name = plan->value = -1;
    if (e)
        return e;
    if (!mapping || !mapping->labels)
        infer_labels(s);
    size_t metrics = mapping && mapping->metrics ? mapping->n_metrics : infer_metrics(s);
    if (!plan->n_time && !plan->ingest_time)
        return infer_no_time(s);
    if (!metrics)
        return study_fail(s, INGEST_NO_METRIC_COLUMN, "%s",
                          ingest_sentence(INGEST_NO_METRIC_COLUMN));
    return INGEST_OK;
}

/* A first line with a date above a column of dates is no header. */
static enum ingest_error check_header(struct study *s)
{
    const struct ingest_plan *plan = s->plan;
    for (size_t i = 0; i < plan->n_columns && s->sample->type == FILE_CSV; i++) {
        const struct ingest_column *c = &plan->columns[i];
        struct text name = { c->name, c->name_len };
        if (c->kind == KIND_TIME && study_reads(s, s->columns[i].time.format, name))
            return study_fail(s, INGEST_NO_HEADER, "%s", ingest_sentence(INGEST_NO_HEADER));
    }
    return INGEST_OK;
}

enum ingest_error infer_roles(struct study *s)
{
    struct ingest_plan *plan = s->plan;
    enum ingest_error e = check_header(s);
    if (e)
        return e;
    plan->is_long = is_long(s);
    e = infer_time(s);
    if (!e && !plan->is_long)
        e = choose_wide(s);
    if (!e && plan->is_long) {
        set_role(plan, plan->name, COLUMN_NAME);
        set_role(plan, plan->value, COLUMN_VALUE);
        infer_labels(s);
    }
    note_units(s);
    return e;
}
