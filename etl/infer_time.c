/* Which columns are the time, and how it is written. */
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/zone.h"
#include "etl/colname.h"
#include "etl/study.h"
#include "etl/timecell.h"

#define YEAR_COLUMNS_MIN 3

/* Columns that make a time together. */
struct join {
    int column[TIME_COLUMNS_MAX];
    size_t n;
};

/* ---- Cells joined ---- */

static struct text join_row(struct study *s, const struct join *j, const struct study_row *row)
{
    struct str out = str_new(s->scratch, 1 << 12);
    for (size_t i = 0; i < j->n; i++) {
        if ((size_t)j->column[i] >= row->n || !row->cells[j->column[i]].p)
            continue;
        const struct text t = row->cells[j->column[i]];
        if (out.len)
            str_addc(&out, ' ');
        str_add(&out, t.p, t.n);
    }
    return (struct text){ str_c(&out), out.len };
}

/* The joined cells of all rows that have any; how many there are. */
static size_t join_rows(struct study *s, const struct join *j, struct text **texts_r)
{
    struct text *texts = arena_array(s->scratch, struct text, s->rows.len);
    size_t n = 0;
    for (size_t i = 0; i < s->rows.len; i++) {
        texts[n] = join_row(s, j, &s->rows.data[i]);
        n += texts[n].n > 0;
    }
    *texts_r = texts;
    return n;
}

static struct time_hints hints_of(const struct study *s)
{
    bool european =
        s->plan->decimal == ',' || (s->sample->type == FILE_CSV && s->plan->delimiter == ';');
    return (struct time_hints){ .named = true,
                                .year = true,
                                .month_first = s->has_dollars || s->has_halves,
                                .day_first = european };
}

/* How the joined cells are written; `formats` may be NULL for any date with a clock. */
static bool guess_join(struct study *s, const struct join *j, const char *const *formats, size_t n,
                       struct time_guess *out_r)
{
    struct text *texts;
    size_t rows = join_rows(s, j, &texts);
    *out_r = formats ? time_guess_of(s->guesser, formats, n, texts, rows)
                     : time_guess(s->guesser, s->arena, texts, rows, hints_of(s));
    return out_r->format && study_is_most(out_r->hits, rows);
}

/* ---- A date and a clock ---- */

static bool is_clock_column(const struct column_study *c)
{
    size_t clocks = 0;
    for (size_t i = 0; i < c->cells.len; i++)
        clocks += is_clock_text(c->cells.data[i]);
    return clocks && study_is_most(clocks, c->cells.len);
}

static bool is_hour_column(const struct column_study *c)
{
    for (size_t i = 0; i < c->cells.len; i++)
        if (c->cells.data[i].n > 2)
            return false;
    return c->integers && c->integers == c->cells.len;
}

/* The column beside the date whose name says time, or else that stands right behind it. */
static int find_clock(const struct study *s, int date)
{
    const struct ingest_plan *plan = s->plan;
    for (size_t i = 0; i < plan->n_columns; i++)
        if ((int)i != date && colname_is_clock(plan->columns[i].name) &&
            is_clock_column(&s->columns[i]))
            return (int)i;
    bool next = (size_t)date + 1 < plan->n_columns && is_clock_column(&s->columns[date + 1]);
    return next ? date + 1 : -1;
}

static int find_hour(const struct study *s)
{
    for (size_t i = 0; i < s->plan->n_columns; i++)
        if (colname_part(s->plan->columns[i].name) == PART_HOUR && is_hour_column(&s->columns[i]))
            return (int)i;
    return -1;
}

static bool add_clock(struct study *s, struct join *j, struct time_guess *guess)
{
    struct join both = { { j->column[0], find_clock(s, j->column[0]) }, 2 };
    struct time_guess found;
    if (both.column[1] >= 0) {
        if (!guess_join(s, &both, NULL, 0, &found))
            return false;
    } else {
        both.column[1] = find_hour(s);
        const char *format = arena_printf(s->arena, "%s %%H", guess->format);
        if (both.column[1] < 0 || !guess_join(s, &both, &format, 1, &found))
            return false;
        found.ambiguous = guess->ambiguous;
        found.other = guess->other ? arena_printf(s->arena, "%s %%H", guess->other) : NULL;
    }
    *j = both;
    *guess = found;
    return true;
}

/* ---- Year, month, day ---- */

static int find_part(const struct study *s, enum time_part part, const struct join *taken)
{
    for (size_t i = 0; i < s->plan->n_columns; i++) {
        bool is_taken = false;
        for (size_t k = 0; k < taken->n; k++)
            is_taken |= taken->column[k] == (int)i;
        if (!is_taken && colname_part(s->plan->columns[i].name) == part &&
            s->plan->columns[i].kind != KIND_EMPTY)
            return (int)i;
    }
    return -1;
}

static bool add_part(const struct study *s, struct join *j, enum time_part part)
{
    int column = j->n < TIME_COLUMNS_MAX ? find_part(s, part, j) : -1;
    if (column >= 0)
        j->column[j->n++] = column;
    return column >= 0;
}

/* How year, month and so on are written in the columns of j, which stand in this order. */
static bool guess_parts(struct study *s, const struct join *j, struct time_guess *guess)
{
    static const char *const rest[] = { " %d", " %H", " %M", " %S" };
    const char *formats[] = { "%Y %m", "%Y %b", "%Y M%m", "%Y Q%q", "%Y %q" };
    const size_t n_months = 3, n = sizeof(formats) / sizeof(*formats);
    bool quarter = colname_part(s->plan->columns[j->column[1]].name) == PART_QUARTER;
    for (size_t i = 2; i < j->n; i++)
        for (size_t k = 0; k < n; k++)
            formats[k] = arena_printf(s->arena, "%s%s", formats[k], rest[i - 2]);
    return quarter ? guess_join(s, j, formats + n_months, n - n_months, guess)
                   : guess_join(s, j, formats, n_months, guess);
}

static bool join_parts(struct study *s, struct join *j, struct time_guess *guess)
{
    struct join parts = { .n = 0 };
    if (!add_part(s, &parts, PART_YEAR))
        return false;
    if (add_part(s, &parts, PART_MONTH))
        for (int part = PART_DAY; part <= PART_SECOND; part++)
            if (!add_part(s, &parts, (enum time_part)part))
                break;
    if (parts.n < 2 && !add_part(s, &parts, PART_QUARTER))
        return false;
    if (!guess_parts(s, &parts, guess))
        return false;
    *j = parts;
    return true;
}

/* ---- Choosing ---- */

/* The time column: one that holds times, best one whose name says so. */
static int find_time(const struct ingest_plan *plan)
{
    int best = -1, best_rank = 1 << 20;
    for (size_t i = 0; i < plan->n_columns; i++) {
        int rank = colname_time_rank(plan->columns[i].name);
        rank = rank < 0 ? 1 << 10 : rank;
        if (plan->columns[i].kind == KIND_TIME && rank < best_rank) {
            best = (int)i;
            best_rank = rank;
        }
    }
    return best;
}

static bool find_any(struct study *s, struct join *j, struct time_guess *guess)
{
    int single = find_time(s->plan);
    bool year = single >= 0 && str_eq(s->columns[single].time.format, "%Y");
    if ((single < 0 || year) && join_parts(s, j, guess))
        return true;
    if (single < 0)
        return false;
    *j = (struct join){ { single }, 1 };
    *guess = s->columns[single].time;
    const struct ingest_mapping *mapping = s->sample->mapping;
    if (!guess->has_clock && !year && !(mapping && mapping->time_format))
        (void)add_clock(s, j, guess);
    return true;
}

static enum ingest_error find_mapped(struct study *s, const struct ingest_mapping *mapping,
                                     struct join *j, struct time_guess *guess)
{
    for (size_t i = 0; i < mapping->n_timestamp; i++) {
        int column = study_column_named(s->plan, mapping->timestamp[i]);
        if (study_lacks(s, column))
            return study_mapping_lacks(s, mapping->timestamp[i]);
        j->column[j->n++] = column;
    }
    if (j->n == 1)
        *guess = s->columns[j->column[0]].time;
    else if (j->n && mapping->time_format)
        (void)guess_join(s, j, &mapping->time_format, 1, guess);
    else if (j->n && !guess_join(s, j, NULL, 0, guess))
        (void)guess_parts(s, j, guess);
    if (mapping->time_format)
        guess->format = mapping->time_format;
    return INGEST_OK;
}

static const struct time_format *make_format(struct study *s, const char *text,
                                             const struct zone *zone, const char **problem_r)
{
    return text ? time_format_new(s->arena, text, zone, problem_r) : NULL;
}

static void note_order(struct study *s)
{
    const struct ingest_plan *plan = s->plan;
    const struct ingest_column *c = &plan->columns[plan->time[0]];
    bool month_first = strstr(plan->time_format, "%m") < strstr(plan->time_format, "%d");
    plan_note(s->arena, s->plan, "date_order_ambiguous", c->name,
              "Dates like %s may begin with the day or with the month; they are read as %s first.",
              c->example, month_first ? "month" : "day");
}

static enum ingest_error take(struct study *s, const struct join *j, const struct time_guess *guess)
{
    struct ingest_plan *plan = s->plan;
    const struct ingest_mapping *mapping = s->sample->mapping;
    const char *zone_name = mapping ? mapping->time_zone : NULL, *problem = NULL;
    const struct zone *zone = NULL;
    for (size_t i = 0; i < j->n; i++) {
        plan->time[i] = j->column[i];
        plan->columns[j->column[i]].role = COLUMN_TIME;
        if (j->n > 1)
            plan->columns[j->column[i]].kind = KIND_TIME;
    }
    plan->n_time = j->n;
    plan->time_format = guess->format ? guess->format : "rfc3339";
    plan->time_zone = zone_name ? zone_name : "UTC";
    if (zone_name && !str_eq(zone_name, "UTC") && !(zone = zone_load(s->arena, zone_name)))
        return study_fail(s, INGEST_MAPPING_TIME, "There is no time zone \"%s\".", zone_name);
    plan->times = make_format(s, plan->time_format, zone, &problem);
    if (!plan->times)
        return study_fail(s, INGEST_MAPPING_TIME, "The time format \"%s\" is not known: %s.",
                          plan->time_format, problem);
    if (guess->ambiguous) {
        plan->other_format = guess->other;
        plan->other_times = make_format(s, guess->other, zone, &problem);
        note_order(s);
    }
    return INGEST_OK;
}

/* The long format's own column, whatever it holds. */
static int named_timestamp(const struct ingest_plan *plan)
{
    for (size_t i = 0; i < plan->n_columns; i++)
        if (colname_time_rank(plan->columns[i].name) == 0)
            return (int)i;
    return -1;
}

enum ingest_error infer_time(struct study *s)
{
    struct ingest_plan *plan = s->plan;
    const struct ingest_mapping *mapping = s->sample->mapping;
    struct join j = { .n = 0 };
    struct time_guess guess = { 0 };
    if (mapping && mapping->has_timestamp) {
        plan->ingest_time = !mapping->n_timestamp;
        enum ingest_error e = find_mapped(s, mapping, &j, &guess);
        if (e)
            return e;
    } else if (!find_any(s, &j, &guess) && plan->is_long) {
        j.column[0] = named_timestamp(plan);
        j.n = j.column[0] >= 0;
        plan->ingest_time = !j.n;
    }
    return j.n ? take(s, &j, &guess) : INGEST_OK;
}

/* ---- No time ---- */

static bool is_year_name(const char *name)
{
    size_t n = strspn(name, "0123456789");
    return n == 4 && (name[0] == '1' || name[0] == '2') && (!name[4] || strchr(" -[Q", name[4]));
}

enum ingest_error infer_no_time(struct study *s)
{
    const struct ingest_plan *plan = s->plan;
    size_t years = 0;
    for (size_t i = 0; i < plan->n_columns; i++)
        years += is_year_name(plan->columns[i].name);
    if (years >= YEAR_COLUMNS_MIN)
        return study_fail(s, INGEST_NO_TIME_COLUMN,
                          "No column holds dates or times; %zu columns are named by years. Turn "
                          "the table so that each row has a year and a value.",
                          years);
    for (size_t i = 0; i < plan->n_columns; i++)
        if (colname_time_rank(plan->columns[i].name) >= 0 && plan->columns[i].example)
            return study_fail(s, INGEST_NO_TIME_COLUMN,
                              "No column holds dates or times; \"%s\" in column %s is none.",
                              plan->columns[i].example, plan->columns[i].name);
    return study_fail(s, INGEST_NO_TIME_COLUMN, "%s", ingest_sentence(INGEST_NO_TIME_COLUMN));
}
