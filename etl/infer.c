/* What the columns of a table are is found out here, by header and sample. */
#include "etl/infer.h"

#include <stdarg.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/str.h"
#include "etl/number.h"
#include "etl/series.h"
#include "etl/timecell.h"

#define FEW_CELLS 20      /* fewer: half of them decide what a column is, else three quarters */
#define IDENTITY_CELLS 50 /* from so many on, text that hardly repeats is no label */
#define DISTINCT_MAX 5000
#define EXAMPLE_BYTES 40

struct column_stats {
    size_t cells, times, points, commas; /* not blank; dates; numbers with either decimal sign */
    struct names values;
    const char *example;
};

struct study {
    const struct sample *sample;
    struct arena *arena, *scratch;
    struct ingest_plan *plan;
    struct reader *reader;
    struct column_stats *stats;
    struct time_cache times;
    size_t point_only, comma_only; /* cells that are numbers with just that decimal sign */
    const char *detail;
};

static enum ingest_error fail(struct study *s, enum ingest_error e, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static enum ingest_error fail(struct study *s, enum ingest_error e, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    s->detail = arena_vprintf(s->arena, fmt, ap);
    va_end(ap);
    return e;
}

/* ---- Looking at cells ---- */

static void count_number(struct study *s, struct column_stats *c, const struct cell *cell)
{
    double v = 0;
    enum number_result point = number_parse(cell->p, cell->n, '.', &v);
    enum number_result comma = number_parse(cell->p, cell->n, ',', &v);
    c->points += point != NUMBER_BAD;
    c->commas += comma != NUMBER_BAD;
    s->point_only += point != NUMBER_BAD && comma == NUMBER_BAD;
    s->comma_only += comma != NUMBER_BAD && point == NUMBER_BAD;
}

static void study_cell(struct study *s, struct column_stats *c, const struct cell *cell)
{
    int64_t t = 0;
    if (cell->kind == CELL_ABSENT || cell_is_absent(cell))
        return;
    if (!c->cells++) {
        size_t n = cell->n < EXAMPLE_BYTES ? cell->n : EXAMPLE_BYTES;
        c->example = arena_strndup(s->scratch, cell->p, str_utf8_valid(cell->p, n));
    }
    if (cell->kind == CELL_NUMBER) {
        c->points++;
        c->commas++;
        return;
    }
    if (cell->kind != CELL_TEXT)
        return;
    if (timecell_parse(&s->times, cell->p, cell->n, &t))
        c->times++;
    else
        count_number(s, c, cell);
    if (c->values.n < DISTINCT_MAX && cell->n <= NAME_BYTES_MAX)
        names_add(&c->values, cell->p, cell->n);
}

static size_t study_rows(struct study *s)
{
    size_t rows = 0, known = 0;
    while (reader_next(s->reader)) {
        const struct row *row = &s->reader->row;
        for (; known < row->n; known++)
            names_init(&s->stats[known].values, s->scratch);
        for (size_t i = 0; i < row->n; i++)
            study_cell(s, &s->stats[i], &row->cells[i]);
        if (++rows >= FEW_CELLS && s->reader->in->start > INGEST_SAMPLE_BYTES)
            break;
    }
    return rows;
}

/* ---- What a column is ---- */

static bool is_most(size_t part, size_t of)
{
    return of < FEW_CELLS ? part * 2 >= of && part : part * 4 >= of * 3;
}

/* Files that separate by ';' or tab often come from places with a decimal comma. */
static char choose_decimal(const struct study *s)
{
    bool may_be_comma = s->sample->type == FILE_CSV && s->plan->delimiter != ',';
    return may_be_comma && s->comma_only > s->point_only ? ',' : '.';
}

static enum column_kind kind_of(const struct study *s, const struct column_stats *c)
{
    size_t numbers = s->plan->decimal == ',' ? c->commas : c->points;
    if (!c->cells)
        return KIND_EMPTY;
    if (is_most(c->times, c->cells))
        return KIND_TIME;
    return is_most(numbers, c->cells) ? KIND_NUMBER : KIND_TEXT;
}

/* Text that differs in most rows names the row; as a label it would make a series of each. */
static bool is_identity(const struct column_stats *c)
{
    return c->cells >= IDENTITY_CELLS && c->values.n * 2 > c->cells;
}

static void make_columns(struct study *s)
{
    struct ingest_plan *plan = s->plan;
    const struct names *names = &s->reader->columns;
    plan->n_columns = names->n;
    plan->columns = arena_array(s->arena, struct ingest_column, names->n);
    plan->decimal = choose_decimal(s);
    for (size_t i = 0; i < names->n; i++)
        plan->columns[i] =
            (struct ingest_column){ .name = arena_strndup(s->arena, names->list[i].text,
                                                          names->list[i].len),
                                    .name_len = names->list[i].len,
                                    .kind = kind_of(s, &s->stats[i]),
                                    .decimal = plan->decimal,
                                    .example = arena_strdup(s->arena, s->stats[i].example) };
}

static int column_named(const struct ingest_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->n_columns; i++)
        if (!strcasecmp(plan->columns[i].name, name))
            return (int)i;
    return -1;
}

static int column_of_mapping(const struct ingest_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->n_columns; i++)
        if (str_eq(plan->columns[i].name, name))
            return (int)i;
    return -1;
}

static const char *const time_names[] = { "timestamp", "time", "datetime", "date", "ts", "day" };
#define N_TIME_NAMES (sizeof(time_names) / sizeof(*time_names))

/* The time column: one that holds times, best one whose name says so. */
static int find_time(const struct ingest_plan *plan)
{
    for (size_t k = 0; k < N_TIME_NAMES; k++) {
        int i = column_named(plan, time_names[k]);
        if (i >= 0 && plan->columns[i].kind == KIND_TIME)
            return i;
    }
    for (size_t i = 0; i < plan->n_columns; i++)
        if (plan->columns[i].kind == KIND_TIME)
            return (int)i;
    return -1;
}

/* ---- Roles ---- */

static void set_role(struct ingest_plan *plan, int column, enum column_role role)
{
    if (column >= 0)
        plan->columns[column].role = role;
}

static size_t infer_labels(const struct study *s)
{
    struct ingest_plan *plan = s->plan;
    size_t n = 0;
    for (size_t i = 0; i < plan->n_columns && n < SERIES_LABELS_MAX; i++) {
        struct ingest_column *c = &plan->columns[i];
        if (c->role != COLUMN_UNUSED || c->kind != KIND_TEXT || is_identity(&s->stats[i]))
            continue;
        c->role = COLUMN_LABEL;
        n++;
    }
    return n;
}

static size_t infer_metrics(struct ingest_plan *plan)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->n_columns; i++)
        if (plan->columns[i].role == COLUMN_UNUSED && plan->columns[i].kind == KIND_NUMBER) {
            plan->columns[i].role = COLUMN_METRIC;
            n++;
        }
    return n;
}

/* The long format needs a column `value`; without `metric` only when no column is a time. */
static bool is_long(struct study *s)
{
    struct ingest_plan *plan = s->plan;
    const struct ingest_mapping *mapping = s->sample->mapping;
    plan->name = column_named(plan, "metric");
    plan->value = column_named(plan, "value");
    if (mapping && (mapping->metrics || mapping->labels))
        return false;
    return plan->value >= 0 && (plan->name >= 0 || find_time(plan) < 0);
}

static enum ingest_error mapping_lacks(struct study *s, const char *name)
{
    return fail(s, INGEST_MAPPING_COLUMN, "The mapping names a column \"%s\" that the file lacks.",
                name);
}

/* Columns of a JSON mapping exist before any row; one that no row gives a value is lacking. */
static bool lacks(const struct study *s, int column)
{
    bool empty = column >= 0 && s->plan->columns[column].kind == KIND_EMPTY;
    return column < 0 || (empty && s->sample->whole && s->sample->type != FILE_CSV);
}

static enum ingest_error map_columns(struct study *s, const char *const *names, size_t n,
                                     enum column_role role)
{
    for (size_t i = 0; i < n; i++) {
        int column = column_of_mapping(s->plan, names[i]);
        if (lacks(s, column))
            return mapping_lacks(s, names[i]);
        set_role(s->plan, column, role);
    }
    return INGEST_OK;
}

static void take_time_column(struct ingest_plan *plan, int column)
{
    if (column < 0 || plan->n_time == TIME_COLUMNS_MAX)
        return;
    plan->time[plan->n_time++] = column;
    plan->time_format = "rfc3339";
    plan->time_zone = "UTC";
    set_role(plan, column, COLUMN_TIME);
}

static enum ingest_error choose_time(struct study *s)
{
    struct ingest_plan *plan = s->plan;
    const struct ingest_mapping *mapping = s->sample->mapping;
    if (mapping && mapping->has_timestamp) {
        plan->ingest_time = !mapping->n_timestamp;
        for (size_t i = 0; i < mapping->n_timestamp; i++) {
            int column = column_of_mapping(plan, mapping->timestamp[i]);
            if (lacks(s, column))
                return mapping_lacks(s, mapping->timestamp[i]);
            take_time_column(plan, column);
        }
    } else {
        int column = find_time(plan);
        if (plan->is_long && column_named(plan, "timestamp") >= 0)
            column = column_named(plan, "timestamp");
        take_time_column(plan, column);
        plan->ingest_time = plan->is_long && column < 0;
    }
    return INGEST_OK;
}

static enum ingest_error no_time(struct study *s)
{
    for (size_t k = 0; k < N_TIME_NAMES; k++) {
        int i = column_named(s->plan, time_names[k]);
        if (i >= 0 && s->stats[i].example)
            return fail(s, INGEST_NO_TIME_COLUMN,
                        "No column holds dates or times; \"%s\" in column %s is none.",
                        s->stats[i].example, s->plan->columns[i].name);
    }
    return fail(s, INGEST_NO_TIME_COLUMN, "%s", ingest_sentence(INGEST_NO_TIME_COLUMN));
}

static enum ingest_error choose_wide(struct study *s)
{
    struct ingest_plan *plan = s->plan;
    const struct ingest_mapping *mapping = s->sample->mapping;
    enum ingest_error e = INGEST_OK;
    plan->name = plan->value = -1;
    if (!plan->n_time && !plan->ingest_time)
        return no_time(s);
    if (mapping && mapping->n_labels > SERIES_LABELS_MAX)
        return fail(s, INGEST_MAPPING_COLUMN, "The mapping names more than %d labels.",
                    SERIES_LABELS_MAX);
    if (mapping && mapping->metrics)
        e = map_columns(s, mapping->metrics, mapping->n_metrics, COLUMN_METRIC);
    if (!e && mapping && mapping->labels)
        e = map_columns(s, mapping->labels, mapping->n_labels, COLUMN_LABEL);
    if (e)
        return e;
    if (!mapping || !mapping->labels)
        infer_labels(s);
    size_t metrics = mapping && mapping->metrics ? mapping->n_metrics : infer_metrics(plan);
    if (!metrics)
        return fail(s, INGEST_NO_METRIC_COLUMN, "%s", ingest_sentence(INGEST_NO_METRIC_COLUMN));
    return INGEST_OK;
}

/* A first line with a date above a column of dates is no header. */
static enum ingest_error check_header(struct study *s)
{
    const struct ingest_plan *plan = s->plan;
    for (size_t i = 0; i < plan->n_columns && s->sample->type == FILE_CSV; i++) {
        int64_t t = 0;
        const struct ingest_column *c = &plan->columns[i];
        if (c->kind == KIND_TIME && timecell_parse(&s->times, c->name, c->name_len, &t))
            return fail(s, INGEST_NO_HEADER, "%s", ingest_sentence(INGEST_NO_HEADER));
    }
    return INGEST_OK;
}

static enum ingest_error choose_roles(struct study *s)
{
    struct ingest_plan *plan = s->plan;
    enum ingest_error e = check_header(s);
    if (e)
        return e;
    plan->is_long = is_long(s);
    e = choose_time(s);
    if (e || !plan->is_long)
        return e ? e : choose_wide(s);
    set_role(plan, plan->name, COLUMN_NAME);
    set_role(plan, plan->value, COLUMN_VALUE);
    infer_labels(s);
    return INGEST_OK;
}

/* ---- The sample ---- */

/* The part of a cut-off sample that ends with a line. */
static size_t whole_lines(const struct sample *s, bool cr_lines)
{
    size_t n = s->n;
    if (s->whole || s->type == FILE_JSON)
        return n;
    while (n && s->p[n - 1] != (cr_lines ? '\r' : '\n'))
        n--;
    return n;
}

void infer_input(struct input *in, struct arena *a, const struct sample *s,
                 const struct ingest_plan *plan)
{
    input_of_memory(in, a, s->p, whole_lines(s, plan->cr_lines));
}

/* What a sample without a row means. */
static enum ingest_error without_rows(struct study *s, const struct rejects *rejects)
{
    if (!s->sample->whole)
        return fail(s, INGEST_NO_ROWS, "There is no whole row in the first %zu bytes.",
                    s->sample->n);
    if (rejects->count)
        return fail(s, INGEST_NOTHING_READABLE, "%s", ingest_sentence(INGEST_NOTHING_READABLE));
    return fail(s, INGEST_NO_ROWS, "%s",
                s->sample->type == FILE_CSV ? ingest_sentence(INGEST_NO_ROWS)
                                            : "The array has no elements.");
}

static void plan_shape(struct ingest_plan *plan, struct csv_shape s)
{
    plan->delimiter = s.delimiter;
    plan->cr_lines = s.cr_lines;
    plan->drawn = s.drawn;
    plan->skip = s.skip;
    plan->told = s.told;
}

static struct csv_shape shape_of(const struct ingest_plan *plan)
{
    return (struct csv_shape){ .delimiter = plan->delimiter,
                               .cr_lines = plan->cr_lines,
                               .drawn = plan->drawn,
                               .skip = plan->skip,
                               .told = plan->told };
}

static enum ingest_error study_sample(struct study *s)
{
    const struct sample *sample = s->sample;
    struct ingest_plan *plan = s->plan;
    plan_encoding(s->arena, plan, sample->gzip, sample->encoding);
    if (sample->type == FILE_CSV)
        plan_shape(plan, csv_shape(sample->p, sample->n));
    struct input *in = arena_one(s->scratch, struct input);
    struct rejects *rejects = arena_one(s->scratch, struct rejects);
    infer_input(in, s->scratch, sample, plan);
    rejects_init(rejects, s->scratch, 0);
    s->stats = arena_array(s->scratch, struct column_stats, sample->limits->columns);
    s->reader =
        infer_reader(s->scratch, sample->type, plan, sample->mapping, in, rejects, sample->limits);
    size_t rows = s->reader->error ? 0 : study_rows(s);
    reader_notes(s->reader, s->arena, plan);
    enum ingest_error e = s->reader->error;
    bool cut = !sample->whole && (e == INGEST_BAD_JSON || e == INGEST_EMPTY_FILE);
    if (e && !cut)
        return fail(s, e, "%s", s->reader->detail);
    if (!rows)
        return without_rows(s, rejects);
    make_columns(s);
    return choose_roles(s);
}

enum ingest_error infer_sample(struct arena *a, struct arena *scratch, const struct sample *sample,
                               struct ingest_plan *plan_r, const char **detail_r)
{
    struct ingest_plan plan = { .name = -1, .value = -1, .decimal = '.' };
    struct study s = { .sample = sample, .arena = a, .scratch = scratch, .plan = &plan };
    enum ingest_error e = study_sample(&s);
    *plan_r = plan;
    *detail_r = s.detail;
    return e;
}

/* ---- Readers by plan ---- */

static void expect(struct reader *r, const char *name)
{
    if (name && r->columns.n < r->limits->columns)
        names_add(&r->columns, name, strlen(name));
}

/* Columns that a mapping names exist in JSON before a row shows them. */
static void expect_mapping(struct reader *r, const struct ingest_mapping *mapping)
{
    if (!mapping)
        return;
    for (size_t i = 0; i < mapping->n_timestamp; i++)
        expect(r, mapping->timestamp[i]);
    for (size_t i = 0; i < mapping->n_metrics; i++)
        expect(r, mapping->metrics[i]);
    for (size_t i = 0; i < mapping->n_labels; i++)
        expect(r, mapping->labels[i]);
}

struct reader *infer_reader(struct arena *a, enum file_type type, const struct ingest_plan *plan,
                            const struct ingest_mapping *mapping, struct input *in,
                            struct rejects *rejects, const struct ingest_limits *limits)
{
    if (type == FILE_CSV)
        return reader_csv_new(a, in, rejects, limits, shape_of(plan));
    struct reader *r = reader_json_new(a, in, rejects, limits, type == FILE_NDJSON);
    expect_mapping(r, mapping);
    return r;
}
