/* The rows of a sample are looked at here, column by column. */
#include "etl/study.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "etl/colname.h"
#include "etl/number.h"
#include "etl/timecell.h"

#define DISTINCT_MAX 5000
#define EXAMPLE_BYTES 40
#define CELLS_MAX 200000 /* of a sample; only JSON of many columns has more */
#define CELL_BYTES 256   /* a longer cell is text, whatever follows */

enum ingest_error study_fail(struct study *s, enum ingest_error e, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    s->detail = arena_vprintf(s->arena, fmt, ap);
    va_end(ap);
    return e;
}

bool study_is_most(size_t part, size_t of)
{
    return of < FEW_CELLS ? part * 2 >= of && part : part * 4 >= of * 3;
}

int study_column_named(const struct ingest_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->n_columns; i++)
        if (str_eq(plan->columns[i].name, name))
            return (int)i;
    return -1;
}

bool study_lacks(const struct study *s, int column)
{
    bool empty = column >= 0 && s->plan->columns[column].kind == KIND_EMPTY;
    return column < 0 || (empty && s->sample->whole && s->sample->type != FILE_CSV);
}

enum ingest_error study_mapping_lacks(struct study *s, const char *name)
{
    return study_fail(s, INGEST_MAPPING_COLUMN,
                      "The mapping names a column \"%s\" that the file lacks.", name);
}

/* ---- Cells ---- */

static bool is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

/* Whole numbers: how large, and whether a sign of thousands would be expected in them. */
static void study_integer(struct column_study *c, struct text t)
{
    double v = 0;
    bool negative = t.n && *t.p == '-';
    size_t digits = 0;
    for (size_t i = negative; i < t.n; i++)
        digits += is_digit(t.p[i]);
    if (digits + negative != t.n || number_parse(t.p, t.n, '.', &v) != NUMBER_OK)
        return;
    c->rising_by_one = c->integers ? c->rising_by_one && v == c->last + 1 : true;
    c->last = v;
    c->integers++;
    c->leading_zeros += digits > 1 && t.p[negative] == '0';
    c->small_integers += v > -1000 && v < 1000;
    c->large_integers += v <= -1000 || v >= 1000;
}

static void study_number(struct study *s, struct column_study *c, struct text t)
{
    double as_point = 0, as_comma = 0;
    enum number_result point = number_parse(t.p, t.n, '.', &as_point);
    enum number_result comma = number_parse(t.p, t.n, ',', &as_comma);
    bool is_point = point == NUMBER_OK || point == NUMBER_RANGE;
    bool is_comma = comma == NUMBER_OK || comma == NUMBER_RANGE;
    c->points += is_point;
    c->commas += is_comma;
    c->point_only += is_point && !is_comma;
    c->comma_only += is_comma && !is_point;
    if (is_point && is_comma && (as_point < as_comma || as_point > as_comma)) {
        c->either++;
        c->grouped_by_point += as_point < as_comma;
    }
    const char *unit = "";
    size_t n = is_point || is_comma ? number_unit(t.p, t.n, &unit) : 0;
    if (n && !c->unit)
        c->unit = arena_strndup(s->scratch, unit, n);
    s->has_dollars |= n == 1 && *unit == '$';
}

static bool has_half(struct text t)
{
    for (size_t i = 1; i < t.n; i++)
        if ((t.p[i] | 0x20) == 'm' && strchr("aApP", t.p[i - 1]) && i + 1 == t.n)
            return t.n > 4 && is_digit(*t.p);
    return false;
}

static void study_cell(struct study *s, struct column_study *c, const struct cell *cell,
                       struct text t)
{
    vec_push(&c->cells, t);
    c->tokens += cell->kind == CELL_NUMBER;
    c->bytes += t.n;
    c->others += cell->kind == CELL_OTHER;
    if (cell->kind == CELL_OTHER || t.n > CELL_BYTES)
        return;
    study_integer(c, t);
    if (cell->kind == CELL_NUMBER) {
        c->points++;
        c->commas++;
    } else {
        study_number(s, c, t);
        s->has_halves |= has_half(t);
    }
    if (c->values.n < DISTINCT_MAX && t.n <= NAME_BYTES_MAX)
        names_add(&c->values, t.p, t.n);
}

static struct text trimmed_copy(struct study *s, const struct cell *cell)
{
    char *p = cell->p;
    uint32_t n = cell->n;
    text_trim(&p, &n);
    return (struct text){ arena_strndup(s->scratch, p, n), n };
}

static void study_row(struct study *s, const struct row *row)
{
    struct text *cells = arena_array(s->scratch, struct text, row->n);
    for (size_t i = 0; i < row->n; i++) {
        const struct cell *cell = &row->cells[i];
        if (cell->kind == CELL_ABSENT || cell_is_absent(cell))
            continue;
        cells[i] = trimmed_copy(s, cell);
        study_cell(s, &s->columns[i], cell, cells[i]);
    }
    struct study_row r = { cells, row->n };
    vec_push(&s->rows, r);
    s->n_cells += row->n;
}

static void init_column(struct study *s, struct column_study *c)
{
    names_init(&c->values, s->scratch);
    vec_init(&c->cells, s->scratch);
}

size_t study_rows(struct study *s)
{
    size_t known = 0;
    vec_init(&s->rows, s->scratch);
    while (reader_next(s->reader)) {
        const struct row *row = &s->reader->row;
        for (; known < row->n; known++)
            init_column(s, &s->columns[known]);
        study_row(s, row);
        bool enough = s->n_cells > CELLS_MAX || s->reader->in->start > INGEST_SAMPLE_BYTES;
        if (s->rows.len >= FEW_CELLS && enough)
            break;
    }
    for (; known < s->reader->columns.n; known++)
        init_column(s, &s->columns[known]);
    return s->rows.len;
}

/* ---- Decimal signs ---- */

/* What the column itself says; '\0': nothing, or both. */
static char decimal_of(const struct column_study *c)
{
    if (c->comma_only == c->point_only)
        return '\0';
    return c->comma_only > c->point_only ? ',' : '.';
}

/* The sign that most columns with evidence have. */
static char decimal_of_file(const struct study *s)
{
    size_t points = 0, commas = 0;
    for (size_t i = 0; i < s->plan->n_columns; i++) {
        points += s->columns[i].point_only;
        commas += s->columns[i].comma_only;
    }
    return commas > points ? ',' : points ? '.' : '\0';
}

/* "1,500" alone: thousands if smaller numbers go without a sign, decimals if larger ones do. Else
 * the comma is a decimal sign where ';' divides the fields, and the point always is. */
static char guess_decimal(const struct study *s, const struct column_study *c)
{
    char sign = c->grouped_by_point ? '.' : ',', other = sign == '.' ? ',' : '.';
    if (c->large_integers)
        return sign;
    if (c->small_integers)
        return other;
    return sign == ',' && s->sample->type == FILE_CSV && s->plan->delimiter == ';' ? ',' : '.';
}

/* Between commas, or in JSON, a point alone is what it is to programs. */
static bool is_plain_point(const struct study *s, const struct column_study *c)
{
    bool commas = s->sample->type != FILE_CSV || s->plan->delimiter == ',';
    return commas && c->grouped_by_point == c->either;
}

static char choose_decimal(struct study *s, const struct column_study *c, const char *name,
                           char of_file, bool *open_r)
{
    const struct ingest_mapping *mapping = s->sample->mapping;
    char own = decimal_of(c);
    if (mapping && mapping->decimal)
        return mapping->decimal;
    if (own || !c->either || of_file || is_plain_point(s, c))
        return own ? own : of_file ? of_file : '.';
    char sign = guess_decimal(s, c);
    *open_r = true;
    const char *unsaid = sign == '.' ? "," : ".";
    plan_note(
        s->arena, s->plan, "decimal_ambiguous", name,
        "The numbers of %s are read with \"%c\" as decimal sign and \"%s\" between thousands; "
        "no cell of the beginning of the file says so for sure.",
        name, sign, unsaid);
    return sign;
}

/* ---- Kinds ---- */

static bool is_mapped_time(const struct ingest_mapping *mapping, const char *name)
{
    for (size_t i = 0; i < mapping->n_timestamp; i++)
        if (str_eq(mapping->timestamp[i], name))
            return true;
    return false;
}

static struct time_hints hints_of(const struct study *s, const char *name, char of_file)
{
    const struct ingest_mapping *mapping = s->sample->mapping;
    struct time_hints h = {
        .named = colname_is_time(name),
        .year = colname_is_year(name),
        .month_first = s->has_dollars || s->has_halves,
        .day_first = of_file == ',' || (s->sample->type == FILE_CSV && s->plan->delimiter == ';'),
    };
    if (mapping && is_mapped_time(mapping, name))
        h.named = h.year = true;
    return h;
}

static size_t count_hits(struct study *s, const struct column_study *c, const char *format)
{
    const char *problem = NULL;
    const struct time_format *f = time_format_new(s->scratch, format, NULL, &problem);
    struct time_cache cache = { .zoned = false };
    size_t hits = 0;
    for (size_t i = 0; f && i < c->cells.len; i++) {
        int64_t us = 0;
        hits += timecell_read(f, &cache, c->cells.data[i].p, c->cells.data[i].n, &us);
    }
    return hits;
}

bool study_reads(struct study *s, const char *format, struct text cell)
{
    const char *problem = NULL;
    const struct time_format *f = time_format_new(s->scratch, format, NULL, &problem);
    struct time_cache cache = { .zoned = false };
    int64_t us = 0;
    return f && timecell_read(f, &cache, cell.p, cell.n, &us);
}

/* Whether the mapping's format is meant for this column: all numbers are seconds of some epoch. */
static bool takes_format(const struct ingest_mapping *mapping, const char *name)
{
    if (!mapping || !mapping->time_format)
        return false;
    if (mapping->n_timestamp)
        return is_mapped_time(mapping, name);
    return colname_is_time(name) || !str_starts(mapping->time_format, "epoch_");
}

static void study_time(struct study *s, struct column_study *c, const char *name, char of_file)
{
    const struct ingest_mapping *mapping = s->sample->mapping;
    if (takes_format(mapping, name)) {
        c->time.hits = count_hits(s, c, mapping->time_format);
        c->time.format = c->time.hits ? mapping->time_format : NULL;
        return;
    }
    c->time =
        time_guess(s->guesser, s->arena, c->cells.data, c->cells.len, hints_of(s, name, of_file));
}

static enum column_kind kind_of(const struct column_study *c, char decimal)
{
    if (!c->cells.len)
        return KIND_EMPTY;
    if (study_is_most(c->time.hits, c->cells.len))
        return KIND_TIME;
    return study_is_most(decimal == ',' ? c->commas : c->points, c->cells.len) ? KIND_NUMBER
                                                                               : KIND_TEXT;
}

static const char *example_of(struct study *s, const struct column_study *c)
{
    if (!c->cells.len)
        return NULL;
    struct text t = c->cells.data[0];
    size_t n = t.n < EXAMPLE_BYTES ? t.n : EXAMPLE_BYTES;
    return arena_strndup(s->arena, t.p, str_utf8_valid(t.p, n));
}

/* The sign that most number columns have. */
static char decimal_of_most(const struct ingest_plan *plan)
{
    size_t points = 0, commas = 0;
    for (size_t i = 0; i < plan->n_columns; i++) {
        points += plan->columns[i].kind == KIND_NUMBER && plan->columns[i].decimal == '.';
        commas += plan->columns[i].kind == KIND_NUMBER && plan->columns[i].decimal == ',';
    }
    return commas > points ? ',' : '.';
}

void study_columns(struct study *s)
{
    struct ingest_plan *plan = s->plan;
    const struct names *names = &s->reader->columns;
    plan->n_columns = names->n;
    plan->columns = arena_array(s->arena, struct ingest_column, names->n);
    char of_file = decimal_of_file(s);
    for (size_t i = 0; i < names->n; i++) {
        struct column_study *c = &s->columns[i];
        const char *name = arena_strndup(s->arena, names->list[i].text, names->list[i].len);
        study_time(s, c, name, of_file);
        bool is_time = c->cells.len && study_is_most(c->time.hits, c->cells.len);
        bool open = false;
        char decimal = is_time ? '.' : choose_decimal(s, c, name, of_file, &open);
        plan->columns[i] = (struct ingest_column){ .name = name,
                                                   .name_len = names->list[i].len,
                                                   .kind = kind_of(c, decimal),
                                                   .decimal = decimal,
                                                   .decimal_open = open,
                                                   .example = example_of(s, c) };
    }
    plan->decimal = decimal_of_most(plan);
}
