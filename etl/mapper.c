/* From rows to points of series. */
#include "etl/mapper.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "etl/infer.h"
#include "etl/number.h"

#define DEFAULT_METRIC "value"

static struct label_value trimmed(const struct cell *c)
{
    struct label_value v = { c->p, c->n };
    if (c->kind == CELL_ABSENT || c->kind == CELL_OTHER)
        return (struct label_value){ "", 0 };
    while (v.n && (v.p[0] == ' ' || v.p[0] == '\t'))
        v.p++, v.n--;
    while (v.n && (v.p[v.n - 1] == ' ' || v.p[v.n - 1] == '\t'))
        v.n--;
    return v;
}

static const struct cell *cell_of(const struct row *row, int column)
{
    static struct cell absent = { .p = NULL, .kind = CELL_ABSENT };
    return column >= 0 && (size_t)column < row->n ? &row->cells[column] : &absent;
}

static const struct cell *cell_at(const struct mapper *m, int column)
{
    return cell_of(&m->reader->row, column);
}

static void reject_cell(struct mapper *m, int column, enum reject_reason reason)
{
    const struct reader *r = m->reader;
    const struct cell *c = cell_at(m, column);
    const char *name = column < 0                            ? ""
                       : (size_t)column < m->plan->n_columns ? m->plan->columns[column].name
                                                             : r->columns.list[column].text;
    bool absent = c->kind == CELL_ABSENT;
    reject_add(r->rejects, r->row.line, name, absent ? "" : c->p, absent ? 0 : c->n, reason);
}

size_t time_text(const struct ingest_plan *plan, const struct row *row,
                 char joined[TIME_JOINED_MAX], const char **p_r)
{
    size_t n = 0;
    if (plan->n_time == 1) {
        const struct cell *c = cell_of(row, plan->time[0]);
        *p_r = c->p;
        return c->kind == CELL_TEXT || c->kind == CELL_NUMBER ? c->n : 0;
    }
    for (size_t i = 0; i < plan->n_time; i++) {
        struct label_value v = trimmed(cell_of(row, plan->time[i]));
        if (!v.n)
            continue;
        if (n + v.n + 1 > TIME_JOINED_MAX)
            return 0;
        if (n)
            joined[n++] = ' ';
        memcpy(joined + n, v.p, v.n);
        n += v.n;
    }
    *p_r = joined;
    return n;
}

static bool read_time(struct mapper *m, const struct cell *c, int64_t *t_r)
{
    if (m->plan->n_time == 1)
        return (c->kind == CELL_TEXT || c->kind == CELL_NUMBER) &&
               timecell_read(m->plan->times, &m->times, c->p, c->n, t_r);
    char joined[TIME_JOINED_MAX];
    const char *p = joined;
    size_t n = time_text(m->plan, &m->reader->row, joined, &p);
    return n && timecell_read(m->plan->times, &m->times, p, n, t_r);
}

/* The row's time; false when the row was rejected for it. */
static bool take_time(struct mapper *m, int64_t *t_r)
{
    const int column = m->plan->n_time ? m->plan->time[0] : -1;
    const struct cell *c = cell_at(m, column);
    *t_r = m->ingest_time;
    if (column < 0 || read_time(m, c, t_r))
        return true;
    bool missing = c->kind != CELL_OTHER && (!trimmed(c).n || cell_is_absent(c));
    if (missing && m->plan->is_long)
        return true;
    if (row_is_total(&m->reader->row, m->reader->row.n))
        m->reader->totals++;
    else
        reject_cell(m, column, missing ? REJECT_TIME_MISSING : REJECT_NOT_A_TIME);
    return false;
}

static uint32_t take_labels(struct mapper *m)
{
    struct label_value values[SERIES_LABELS_MAX];
    for (size_t i = 0; i < m->table.n_columns; i++)
        values[i] = trimmed(cell_at(m, (int)m->label_columns[i]));
    return series_label_set(&m->table, values);
}

static enum number_result read_number(const struct cell *c, char decimal, double *v_r)
{
    switch (c->kind) {
    case CELL_ABSENT:
        return NUMBER_BLANK;
    case CELL_NUMBER:
        return number_parse(c->p, c->n, '.', v_r);
    case CELL_TEXT:
        return number_parse(c->p, c->n, decimal, v_r);
    default:
        return NUMBER_BAD;
    }
}

static void reject_number(struct mapper *m, int column, enum number_result r)
{
    reject_cell(m, column, r == NUMBER_RANGE ? REJECT_NUMBER_RANGE : REJECT_NOT_A_NUMBER);
}

/* ---- Long format ---- */

/* The metric the row names; -1 when it was rejected. */
static int take_name(struct mapper *m)
{
    struct label_value name = trimmed(cell_at(m, m->plan->name));
    if (!name.n)
        name = (struct label_value){ DEFAULT_METRIC, strlen(DEFAULT_METRIC) };
    if (name.n > NAME_BYTES_MAX) {
        reject_cell(m, m->plan->name, REJECT_NAME_TOO_LONG);
        return -1;
    }
    int metric = series_metric(&m->table, name.p, name.n);
    if (metric < 0)
        reject_cell(m, m->plan->name, REJECT_TOO_MANY_SERIES);
    return metric;
}

static bool take_long(struct mapper *m, int64_t t)
{
    const int column = m->plan->value;
    const struct cell *c = cell_at(m, column);
    double v = 0;
    enum number_result r = read_number(c, m->plan->columns[column].decimal, &v);
    if (r == NUMBER_BLANK || (r == NUMBER_BAD && c->kind == CELL_TEXT && cell_is_absent(c))) {
        m->rows++;
        return true;
    }
    if (r != NUMBER_OK) {
        reject_number(m, column, r);
        return true;
    }
    int metric = take_name(m);
    if (metric < 0)
        return true;
    struct series *s = series_get(&m->table, metric, take_labels(m));
    if (!s) {
        reject_cell(m, column, REJECT_TOO_MANY_SERIES);
        return true;
    }
    m->rows++;
    return builder_add(m->builder, s, (struct point){ t, v, m->line });
}

/* ---- Wide tables ---- */

static void add_metric(struct mapper *m, size_t column)
{
    const struct name *name = &m->reader->columns.list[column];
    m->metrics[m->n_metrics++] =
        (struct mapper_metric){ column, series_metric(&m->table, name->text, name->len),
                                m->plan->decimal };
}

/* Decides about columns whose first value stands in this row. */
static void take_late_columns(struct mapper *m)
{
    size_t left = 0;
    for (size_t i = 0; i < m->n_late; i++) {
        const struct cell *c = cell_at(m, (int)m->late[i]);
        double v = 0;
        enum number_result r = read_number(c, m->plan->decimal, &v);
        if (c->kind == CELL_ABSENT || cell_is_absent(c))
            m->late[left++] = m->late[i];
        else if (r == NUMBER_OK)
            add_metric(m, m->late[i]);
    }
    m->n_late = left;
}

static void meet_columns(struct mapper *m)
{
    for (; m->known < m->reader->columns.n; m->known++)
        if (m->takes_late)
            m->late[m->n_late++] = m->known;
}

static bool take_wide(struct mapper *m, int64_t t)
{
    struct reader *r = m->reader;
    if (m->known < r->columns.n)
        meet_columns(m);
    if (m->n_late)
        take_late_columns(m);
    uint32_t set = take_labels(m);
    size_t points = 0;
    uint64_t rejects = r->rejects->count;
    for (size_t i = 0; i < m->n_metrics; i++) {
        const struct mapper_metric *metric = &m->metrics[i];
        const struct cell *c = cell_at(m, (int)metric->column);
        double v = 0;
        enum number_result result = read_number(c, metric->decimal, &v);
        if (result == NUMBER_BLANK || (result == NUMBER_BAD && cell_is_absent(c)))
            continue;
        struct series *s = NULL;
        if (result != NUMBER_OK)
            reject_number(m, (int)metric->column, result);
        else if (metric->metric < 0 || !(s = series_get(&m->table, metric->metric, set)))
            reject_cell(m, (int)metric->column, REJECT_TOO_MANY_SERIES);
        else if (!builder_add(m->builder, s, (struct point){ t, v, m->line }))
            return false;
        points += s != NULL;
    }
    m->rows += points > 0 || r->rejects->count == rejects;
    return true;
}

bool mapper_take(struct mapper *m)
{
    int64_t t = 0, line = (int64_t)m->reader->row.line;
    m->line = line > m->line ? line : m->line + 1;
    if (!take_time(m, &t))
        return true;
    return m->plan->is_long ? take_long(m, t) : take_wide(m, t);
}

/* ---- The beginning ---- */

struct label_order {
    const char *name;
    size_t column;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct label_order *)a)->name, ((const struct label_order *)b)->name);
}

static void init_labels(struct mapper *m, struct arena *a)
{
    struct label_order order[SERIES_LABELS_MAX];
    const char *names[SERIES_LABELS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < m->plan->n_columns && n < SERIES_LABELS_MAX; i++)
        if (m->plan->columns[i].role == COLUMN_LABEL)
            order[n++] = (struct label_order){ m->plan->columns[i].name, i };
    qsort(order, n, sizeof(*order), by_name);
    for (size_t i = 0; i < n; i++) {
        names[i] = order[i].name;
        m->label_columns[i] = order[i].column;
    }
    series_table_init(&m->table, a, m->reader->limits, names, n);
}

void mapper_init(struct mapper *m, struct arena *a, const struct ingest_plan *plan,
                 struct reader *reader, int64_t ingest_time, bool takes_late)
{
    memset(m, 0, sizeof(*m));
    m->plan = plan;
    m->reader = reader;
    m->ingest_time = ingest_time;
    m->takes_late = takes_late && !plan->is_long;
    m->metrics = arena_array(a, struct mapper_metric, reader->limits->columns);
    m->late = arena_array(a, size_t, reader->limits->columns);
    init_labels(m, a);
    m->known = plan->n_columns;
    for (size_t i = 0; i < plan->n_columns && !plan->is_long; i++) {
        const struct ingest_column *c = &plan->columns[i];
        if (c->role == COLUMN_METRIC)
            m->metrics[m->n_metrics++] =
                (struct mapper_metric){ i, series_metric(&m->table, c->name, c->name_len),
                                        c->decimal };
        else if (c->role == COLUMN_UNUSED && c->kind == KIND_EMPTY && m->takes_late)
            m->late[m->n_late++] = i;
    }
}
