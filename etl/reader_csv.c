/* CSV after RFC 4180, and what people really send: rows of a table with a header. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "etl/csv_record.h"
#include "etl/csv_shape.h"

#define HEADER_KEPT 65536 /* a longer one is not known when it comes again */
#define BOM "\xef\xbb\xbf"
#define RENAMED_TOLD 5
#define SUFFIX_BYTES_MAX 8

enum taken { ROW, NO_ROW, AGAIN }; /* AGAIN: what stands at in->start is to be split once more */

static void reject_cell(struct csv *c, size_t column, enum reject_reason reason)
{
    struct reader *r = &c->base;
    const struct cell *cell = &r->row.cells[column];
    reject_add(r->rejects, r->row.line, r->columns.list[column].text, cell->p, cell->n, reason);
}

static bool is_blank_record(const struct csv *c)
{
    if (c->surplus)
        return false;
    for (size_t i = 0; i < c->n && i < c->room; i++)
        if (c->base.row.cells[i].n)
            return false;
    return true;
}

/* Whether all fields are text of allowed length; else one reject. */
static bool check_cells(struct csv *c)
{
    struct row *row = &c->base.row;
    for (size_t i = 0; i < row->n; i++) {
        const struct cell *cell = &row->cells[i];
        if (cell->n > c->base.limits->field_bytes)
            return reject_cell(c, i, REJECT_FIELD_TOO_LONG), false;
        if (!c->odd)
            continue;
        if (cell->n && memchr(cell->p, '\0', cell->n))
            return reject_cell(c, i, REJECT_NUL_BYTE), false;
        if (str_utf8_valid(cell->p, cell->n) != cell->n)
            return reject_cell(c, i, REJECT_NOT_UTF8), false;
    }
    return true;
}

/* ---- Lines that are no rows ---- */

/* "(3 rows)", "3 rows in set (0.00 sec)", "Time: 1.5 ms": what clients of databases say behind a
 * table. */
static bool is_client_footer(const char *p, size_t n)
{
    while (n && (unsigned char)*p <= ' ')
        p++, n--;
    size_t digits = n && *p == '(';
    while (digits < n && p[digits] >= '0' && p[digits] <= '9')
        digits++;
    bool counted = digits > (n && *p == '(') && n - digits >= 4 && !memcmp(p + digits, " row", 4);
    return counted || (n > 6 && !memcmp(p, "Time: ", 6));
}

/* Dashes below the names, as sqlcmd puts them into CSV. */
static bool is_underline(const struct csv *c)
{
    for (size_t i = 0; i < c->n && i < c->room; i++) {
        const struct cell *cell = &c->base.row.cells[i];
        if (!cell->n || strspn(cell->p, "-") < cell->n)
            return false;
    }
    return true;
}

/* The cells of a drawn table without its frame; false when the line is part of the frame. */
static bool undress(struct csv *c, const char *p, size_t n)
{
    struct cell *cells = c->base.row.cells;
    if (csv_is_rule(p, n) || is_client_footer(p, n))
        return false;
    size_t stored = c->n < c->room ? c->n : c->room;
    for (size_t i = 0; i < stored; i++)
        text_trim(&cells[i].p, &cells[i].n);
    size_t left = stored > 2 && !cells[0].n && p[strspn(p, " \t")] == '|';
    bool right = left && stored == c->n && !cells[stored - 1].n;
    memmove(cells, cells + left, (stored - left) * sizeof(*cells));
    c->n -= left + right;
    return true;
}

/* The header again, where files were put one behind the other: perhaps with its byte order mark. */
static bool repeats_header(const struct csv *c, const char *p, const char *end)
{
    if (end - p >= 3 && !memcmp(p, BOM, 3))
        p += 3;
    while (end > p && (end[-1] == '\n' || end[-1] == '\r'))
        end--;
    return (size_t)(end - p) == c->header_n && !memcmp(p, c->header, c->header_n);
}

/* Whether a quoted field has gone over rows of the table because its quote was a stray one: the
 * lines within it have as many delimiters as rows have. */
static bool swallows_rows(const struct csv *c, bool ragged)
{
    const struct row *row = &c->base.row;
    size_t stored = c->n < c->room ? c->n : c->room, hits = 0, lines = 0;
    for (size_t i = 0; i < stored && row->n > 1; i++) {
        const char *p = row->cells[i].p, *end = p + row->cells[i].n, *next;
        if (!row->cells[i].quoted || !(p = memchr(p, c->eol, row->cells[i].n)))
            continue;
        for (p++; (next = memchr(p, c->eol, (size_t)(end - p))); p = next + 1) {
            lines++;
            hits += csv_count(p, next, c->delimiter) == row->n - 1;
        }
    }
    return ragged ? hits > 0 : lines >= 3 && hits == lines;
}

/* ---- Rows ---- */

/* "…,Grand total" behind the last column, as GA4 marks its row of totals. */
static bool surplus_is_total(const struct csv *c, char *p)
{
    char *end = c->after, *last;
    while (end > p && (end[-1] == '\n' || end[-1] == '\r'))
        end--;
    for (last = end; last > p && last[-1] != c->delimiter; last--)
        continue;
    struct cell cell = { .p = last, .n = (uint32_t)(end - last), .kind = CELL_TEXT };
    struct row row = { .cells = &cell, .n = 1 };
    return c->surplus && row_is_total(&row, 1);
}

static enum taken leave_ragged(struct csv *c, char *p)
{
    size_t n = (size_t)(c->after - p), mended = c->quoted ? 0 : csv_mend_lines(c, p, c->after);
    c->mended += mended;
    if (mended)
        return AGAIN;
    if (row_is_total(&c->base.row, c->n < c->room ? c->n : c->room) || surplus_is_total(c, p))
        c->base.totals++;
    else if (!is_client_footer(p, n))
        csv_reject_text(c, p, n - (n && p[n - 1] == c->eol), REJECT_RAGGED);
    return NO_ROW;
}

/* The record at p, of several lines when `many`. */
static enum taken take_record(struct csv *c, char *p, bool many)
{
    struct reader *r = &c->base;
    const size_t n = (size_t)(c->after - p);
    if (c->shape.drawn && !undress(c, p, n))
        return NO_ROW;
    if (is_blank_record(c) || (c->shape.comments && *p == '#'))
        return NO_ROW;
    if (n - c->header_n <= sizeof(BOM) + 1 && repeats_header(c, p, c->after)) {
        c->repeated++;
        return NO_ROW;
    }
    if (!c->begun) {
        c->begun = true;
        if (is_underline(c))
            return NO_ROW;
    }
    bool ragged = c->n < r->row.n || c->surplus || (c->shape.drawn && c->n > r->row.n);
    if (many && c->quoted && swallows_rows(c, ragged)) {
        c->bad = REJECT_UNCLOSED_QUOTE;
        csv_drop_line(c);
        return AGAIN;
    }
    if (ragged)
        return leave_ragged(c, p);
    /* mostly one look at the record says enough about its cells */
    if ((c->odd || n > r->limits->field_bytes) && !check_cells(c))
        return NO_ROW;
    if (c->quoted)
        for (size_t i = 0; i < r->row.n; i++)
            if (r->row.cells[i].quoted)
                csv_unquote(c, &r->row.cells[i]);
    return ROW;
}

static bool csv_next(struct reader *r)
{
    struct csv *c = (struct csv *)r;
    while (csv_next_record(c) == RECORD_DONE) {
        char *p = r->in->buf + r->in->start;
        r->row.line = r->line;
        uint64_t lines = c->quoted ? csv_count(p, c->after, c->eol) : 1;
        rejects_record(r->rejects, p, (size_t)(c->after - p));
        enum taken taken = take_record(c, p, lines > 1);
        if (taken == AGAIN) {
            csv_again(c);
            continue;
        }
        csv_use_up(c, c->after);
        r->line += lines;
        if (taken == ROW)
            return true;
    }
    return false;
}

/* ---- The header ---- */

static void note_renamed(struct csv *c, const char *name)
{
    struct arena *a = c->base.arena;
    if (++c->renamed <= RENAMED_TOLD)
        c->renamed_list = c->renamed_list ? arena_printf(a, "%s, %s", c->renamed_list, name) : name;
}

/* "name_2", "name_3", …: the first that no column has, in `out`. A run of equal names goes on where
 * the last one ended. */
static size_t make_unique(struct csv *c, const char *p, size_t n, char out[NAME_BYTES_MAX + 1])
{
    const struct names *names = &c->base.columns;
    const size_t most = NAME_BYTES_MAX - SUFFIX_BYTES_MAX;
    size_t base = n < most ? n : str_utf8_valid(p, most);
    bool again = c->last_base && strlen(c->last_base) == base && !memcmp(c->last_base, p, base);
    unsigned i = again ? c->last_suffix : 1;
    memcpy(out, p, base);
    do
        n = base + (size_t)snprintf(out + base, SUFFIX_BYTES_MAX + 1, "_%u", ++i);
    while (names_find(names, out, n) >= 0);
    if (!again)
        c->last_base = arena_strndup(c->base.arena, p, base);
    c->last_suffix = i;
    return n;
}

/* A name no other column has: "name", "name_2", …; "column_3" for an empty one. */
static void add_column(struct csv *c, char *p, uint32_t len)
{
    struct reader *r = &c->base;
    char made[NAME_BYTES_MAX + 1], unique[NAME_BYTES_MAX + 1];
    text_trim(&p, &len);
    size_t n = len > NAME_BYTES_MAX ? str_utf8_valid(p, NAME_BYTES_MAX) : len;
    bool renamed = !n;
    if (!n) {
        n = (size_t)snprintf(made, sizeof(made), "column_%zu", r->columns.n + 1);
        p = made;
    }
    if (names_find(&r->columns, p, n) >= 0) {
        n = make_unique(c, p, n, unique);
        p = unique;
        renamed = true;
    }
    int column = names_add(&r->columns, p, n);
    if (renamed)
        note_renamed(c, r->columns.list[column].text);
}

/* "# time,value": the sign of a comment is no part of a name. */
static void strip_comment(struct cell *first)
{
    size_t n = 0;
    while (n < first->n && (first->p[n] == '#' || first->p[n] == ' '))
        n++;
    if (n < first->n) {
        first->p += n;
        first->n -= (uint32_t)n;
    }
}

/* Hosts of empty columns stand behind the tables of some workbooks. */
static bool cut_to_room(struct csv *c)
{
    struct reader *r = &c->base;
    size_t most = r->limits->columns;
    if (c->n <= most)
        return true;
    if (c->surplus)
        return reader_fail(r, INGEST_TOO_MANY_COLUMNS,
                           "The header has %zu columns; %zu are allowed.", c->n, most);
    for (c->n = most; c->n > 1 && !r->row.cells[c->n - 1].n; c->n--)
        continue;
    return true;
}

static bool take_header(struct csv *c)
{
    struct reader *r = &c->base;
    if (!cut_to_room(c))
        return false;
    if (!r->row.cells[0].quoted)
        strip_comment(&r->row.cells[0]);
    for (size_t i = 0; i < c->n; i++) {
        struct cell *cell = &r->row.cells[i];
        if (cell->quoted)
            csv_unquote(c, cell);
        if (memchr(cell->p, '\0', cell->n) || str_utf8_valid(cell->p, cell->n) != cell->n)
            return reader_fail(r, INGEST_NOT_TEXT, "The header is not UTF-8 text.");
        if (cell->n > r->limits->field_bytes)
            return reader_fail(r, INGEST_NO_HEADER, "A column name in the header is too long.");
        add_column(c, cell->p, cell->n);
    }
    return true;
}

/* Keeps the header's text before its quotes are taken off. */
static void keep_header(struct csv *c, const char *p)
{
    size_t n = (size_t)(c->after - p);
    while (n && (p[n - 1] == '\n' || p[n - 1] == '\r'))
        n--;
    bool kept = n && n <= HEADER_KEPT;
    c->header = kept ? arena_memdup(c->base.arena, p, n) : "";
    c->header_n = kept ? n : SIZE_MAX / 2;
}

/* The first record that is not blank; false at the end and when it cannot be read. */
static bool find_header(struct csv *c)
{
    struct reader *r = &c->base;
    const uint64_t rejected = r->rejects->count;
    while (csv_next_record(c) == RECORD_DONE) {
        char *p = r->in->buf + r->in->start;
        if (r->rejects->count != rejected)
            break;
        r->line += csv_count(p, c->after, c->eol);
        bool drawn = c->shape.drawn;
        if ((!drawn || undress(c, p, (size_t)(c->after - p))) && !is_blank_record(c))
            return true;
        csv_use_up(c, c->after);
    }
    if (r->rejects->count != rejected)
        return reader_fail(r, INGEST_NO_HEADER, "The header line cannot be read.");
    if (r->in->failed || r->in->stopped)
        return false;
    return reader_fail(r, INGEST_EMPTY_FILE, "%s", ingest_sentence(INGEST_EMPTY_FILE));
}

static void read_header(struct csv *c)
{
    struct reader *r = &c->base;
    for (uint32_t i = 0; i < c->shape.skip && csv_pass_line(c); i++)
        continue;
    csv_again(c);
    if (!find_header(c))
        return;
    keep_header(c, r->in->buf + r->in->start);
    take_header(c);
    csv_use_up(c, c->after);
    c->room = r->row.n = r->columns.n;
    if (c->shape.drawn)
        c->room += 2;
}

/* ---- Notes ---- */

static void csv_notes(const struct reader *r, struct arena *a, struct ingest_plan *plan)
{
    const struct csv *c = (const struct csv *)r;
    unsigned long long told = c->shape.told, repeated = c->repeated;
    if (told)
        plan_note(a, plan, "preamble_skipped", NULL,
                  "%llu line%s before the header %s passed over.", told, plural_s(told),
                  told == 1 ? "was" : "were");
    if (c->shape.drawn)
        plan_note(a, plan, "drawn_table", NULL,
                  "The table is drawn with bars and dashes; its frame was passed over.");
    if (c->renamed)
        plan_note(a, plan, "columns_renamed", NULL,
                  "%zu column%s without a name of %s own %s called %s%s.", c->renamed,
                  plural_s(c->renamed), c->renamed == 1 ? "its" : "their",
                  c->renamed == 1 ? "is" : "are", c->renamed_list,
                  c->renamed > RENAMED_TOLD ? ", …" : "");
    if (repeated)
        plan_note(a, plan, "header_repeated", NULL,
                  "The header comes again %llu time%s; %s passed over.", repeated,
                  plural_s(repeated), repeated == 1 ? "that line was" : "those lines were");
    if (c->mended)
        plan_note(a, plan, "mixed_line_ends", NULL,
                  "Lines end in different ways; each end was taken as one.");
}

struct reader *reader_csv_new(struct arena *a, struct input *in, struct rejects *rejects,
                              const struct ingest_limits *limits, struct csv_shape shape)
{
    struct csv *c = arena_one(a, struct csv);
    c->base = (struct reader){ .next = csv_next,
                               .notes = csv_notes,
                               .in = in,
                               .rejects = rejects,
                               .limits = limits,
                               .arena = a,
                               .line = 1 };
    c->shape = shape;
    c->delimiter = shape.delimiter;
    c->eol = shape.cr_lines ? '\r' : '\n';
    c->room = limits->columns + (shape.drawn ? 2 : 0);
    c->header_n = SIZE_MAX / 2;
    c->base.row.cells = arena_array(a, struct cell, c->room + 2);
    names_init(&c->base.columns, a);
    read_header(c);
    return &c->base;
}
