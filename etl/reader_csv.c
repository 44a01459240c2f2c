/* CSV after RFC 4180, and what people really send: rows of slices, quick where no quote is. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "etl/csv_scan.h"
#include "etl/row.h"

enum outcome { RECORD_DONE, RECORD_MORE, RECORD_BAD, RECORD_NONE };

struct csv {
    struct reader base;
    char delimiter, eol;
    char *block;   /* the 64 bytes that `bits` stands for */
    uint64_t bits; /* special bytes in it that are not yet passed */
    bool odd;      /* the record touches a block with a NUL or a byte beyond ASCII */
    bool block_odd;
    bool quoted;  /* the record has a quoted field */
    bool open;    /* the input so far ends within a quoted field */
    bool surplus; /* a field beyond the last column is not empty */
    char *after;  /* behind the record */
    size_t n;     /* fields met */
    size_t room;  /* fields stored at most */
    enum reject_reason bad;
    char raw[REJECT_RAW_MAX]; /* the record's beginning before its quotes were taken off */
};

static void scan_from(struct csv *c, char *p)
{
    c->block = p;
    c->bits = csv_scan(p, c->delimiter, c->eol, &c->block_odd);
    c->odd |= c->block_odd;
}

/* The next delimiter, line end or quote; NULL when there is none before `end`. */
static inline char *next_special(struct csv *c, char *end)
{
    while (!c->bits) {
        if (end - c->block <= CSV_SCAN_BYTES)
            return NULL;
        scan_from(c, c->block + CSV_SCAN_BYTES);
    }
    char *p = c->block + __builtin_ctzll(c->bits);
    if (p >= end)
        return NULL;
    c->bits &= c->bits - 1;
    return p;
}

static inline void add_cell(struct csv *c, char *p, char *end, bool quoted)
{
    size_t n = (size_t)(end - p);
    if (c->n < c->room)
        c->base.row.cells[c->n] =
            (struct cell){ .p = p, .n = (uint32_t)n, .kind = CELL_TEXT, .quoted = quoted };
    else
        c->surplus |= n > 0;
    c->n++;
}

static inline void add_last_cell(struct csv *c, char *p, char *end)
{
    if (c->eol == '\n' && end > p && end[-1] == '\r')
        end--;
    add_cell(c, p, end, false);
}

static enum outcome bad_record(struct csv *c, enum reject_reason reason)
{
    c->bad = reason;
    return RECORD_BAD;
}

/* The closing quote of a field that opened before p; NULL when it is not there. */
static char *closing_quote(char *p, char *end)
{
    while ((p = memchr(p, '"', (size_t)(end - p)))) {
        if (p + 1 == end || p[1] != '"')
            return p;
        p += 2;
    }
    return NULL;
}

/* Takes the field whose quote opens at q; *after_r is the delimiter or line end behind it. */
static enum outcome take_quoted(struct csv *c, char *q, char *end, char **after_r)
{
    bool eof = c->base.in->eof;
    char *close = closing_quote(q + 1, end);
    c->open = !close;
    if (!close)
        return eof ? bad_record(c, REJECT_UNCLOSED_QUOTE) : RECORD_MORE;
    char *p = close + 1;
    while (p < end && (*p == ' ' || (*p == '\r' && c->eol == '\n')))
        p++;
    if (p == end && !eof)
        return RECORD_MORE;
    if (p < end && *p != c->delimiter && *p != c->eol)
        return bad_record(c, REJECT_BAD_QUOTE);
    c->quoted = true;
    add_cell(c, q + 1, close, true);
    *after_r = p;
    return RECORD_DONE;
}

static bool only_blanks(const char *p, const char *end)
{
    while (p < end && *p == ' ')
        p++;
    return p == end;
}

/* Behind the last byte of the input: what stands there is the last field. */
static enum outcome end_of_input(struct csv *c, char *field, char *start, char *end)
{
    if (!c->base.in->eof)
        return RECORD_MORE;
    if (start == end)
        return RECORD_NONE;
    add_last_cell(c, field, end);
    c->after = end;
    return RECORD_DONE;
}

static enum outcome split_record(struct csv *c)
{
    struct input *in = c->base.in;
    char *start = in->buf + in->start, *end = in->buf + in->end, *field = start;
    c->n = 0;
    c->odd = c->block_odd;
    c->quoted = c->surplus = c->open = false;
    for (;;) {
        char *p = next_special(c, end);
        if (!p)
            return end_of_input(c, field, start, end);
        if (*p == '"') {
            if (!only_blanks(field, p))
                continue;
            enum outcome o = take_quoted(c, p, end, &p);
            if (o != RECORD_DONE)
                return o;
            c->after = p + (p < end);
            if (p == end || *p == c->eol)
                break;
            field = p + 1;
            scan_from(c, field);
        } else if (*p == c->delimiter) {
            add_cell(c, field, p, false);
            field = p + 1;
        } else {
            add_last_cell(c, field, p);
            c->after = p + 1;
            return RECORD_DONE;
        }
    }
    scan_from(c, c->after);
    return RECORD_DONE;
}

static uint64_t count_bytes(const char *p, const char *end, char wanted)
{
    uint64_t n = 0;
    for (; p < end; p++)
        n += *p == wanted;
    return n;
}

static void use_up(struct csv *c, char *to)
{
    struct input *in = c->base.in;
    in->start = (size_t)(to - in->buf);
}

static void reject_text(struct csv *c, const char *p, size_t n, enum reject_reason reason)
{
    if (n && p[n - 1] == '\r')
        n--;
    rejects_record(c->base.rejects, p, n);
    reject_add(c->base.rejects, c->base.line, "", p, n, reason);
}

/* Rejects the line that the input stands in and leaves it; constant memory however long it is. */
static void drop_line(struct csv *c)
{
    struct input *in = c->base.in;
    struct excerpt e = { .n = 0 };
    for (;;) {
        char *p = in->buf + in->start;
        char *eol = memchr(p, c->eol, in->end - in->start);
        size_t n = eol ? (size_t)(eol - p) : in->end - in->start;
        excerpt_add(&e, p, n);
        in->start += n + (eol != NULL);
        if (eol || !input_more(in))
            break;
    }
    reject_text(c, e.text, e.n, c->bad);
    c->base.line++;
    scan_from(c, in->buf + in->start);
}

static void reject_cell(struct csv *c, size_t column, enum reject_reason reason)
{
    struct reader *r = &c->base;
    const struct cell *cell = &r->row.cells[column];
    reject_add(r->rejects, r->row.line, r->columns.list[column].text, cell->p, cell->n, reason);
}

/* The next record in cells, past records that are none. RECORD_DONE, or RECORD_NONE at the end. */
static enum outcome next_record(struct csv *c)
{
    struct input *in = c->base.in;
    for (;;) {
        enum outcome o = split_record(c);
        if (o == RECORD_DONE || o == RECORD_NONE)
            return o;
        if (o == RECORD_MORE) {
            if (in->end - in->start <= c->base.limits->record_bytes) {
                if (!input_more(in) && !in->eof)
                    return RECORD_NONE;
                scan_from(c, in->buf + in->start);
                continue;
            }
            c->bad = c->open ? REJECT_UNCLOSED_QUOTE : REJECT_RECORD_TOO_LONG;
        }
        drop_line(c);
    }
}

/* Takes the doubled quotes of a quoted field back to one; the raw record is kept aside before. */
static void unquote(struct csv *c, struct cell *cell)
{
    char *in = memchr(cell->p, '"', cell->n), *end = cell->p + cell->n;
    struct rejects *rejects = c->base.rejects;
    if (!in)
        return;
    if (rejects->raw != c->raw) {
        size_t n = rejects->raw_n < sizeof(c->raw) ? rejects->raw_n : sizeof(c->raw);
        memcpy(c->raw, rejects->raw, n);
        rejects_record(rejects, c->raw, n);
    }
    char *out = in;
    for (; in < end; in++) {
        *out++ = *in;
        in += *in == '"';
    }
    cell->n = (uint32_t)(out - cell->p);
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

static bool take_record(struct csv *c)
{
    struct reader *r = &c->base;
    if (is_blank_record(c))
        return false;
    if (c->n < r->row.n || c->surplus) {
        const char *p = r->in->buf + r->in->start;
        size_t n = (size_t)(c->after - p);
        reject_text(c, p, n - (n && p[n - 1] == c->eol), REJECT_RAGGED);
        return false;
    }
    if (!check_cells(c))
        return false;
    if (c->quoted)
        for (size_t i = 0; i < r->row.n; i++)
            if (r->row.cells[i].quoted)
                unquote(c, &r->row.cells[i]);
    return true;
}

static bool csv_next(struct reader *r)
{
    struct csv *c = (struct csv *)r;
    while (next_record(c) == RECORD_DONE) {
        char *p = r->in->buf + r->in->start;
        r->row.line = r->line;
        uint64_t lines = c->quoted ? count_bytes(p, c->after, c->eol) : 1;
        rejects_record(r->rejects, p, (size_t)(c->after - p));
        bool taken = take_record(c);
        use_up(c, c->after);
        r->line += lines;
        if (taken)
            return true;
    }
    return false;
}

/* ---- The header ---- */

static void trim(const char **p, size_t *n)
{
    while (*n && ((unsigned char)**p <= ' '))
        (*p)++, (*n)--;
    while (*n && ((unsigned char)(*p)[*n - 1] <= ' '))
        (*n)--;
}

/* A name no other column has: "name", "name_2", …; "column_3" for an empty one. */
static void add_column(struct reader *r, const char *p, size_t n)
{
    trim(&p, &n);
    if (n > NAME_BYTES_MAX)
        n = str_utf8_valid(p, NAME_BYTES_MAX);
    const char *name =
        n ? arena_strndup(r->arena, p, n) : arena_printf(r->arena, "column_%zu", r->columns.n + 1);
    const char *base = name;
    for (unsigned i = 2; names_find(&r->columns, name, strlen(name)) >= 0; i++)
        name = arena_printf(r->arena, "%s_%u", base, i);
    names_add(&r->columns, name, strlen(name));
}

static bool take_header(struct csv *c)
{
    struct reader *r = &c->base;
    if (c->n > c->room)
        return reader_fail(r, INGEST_TOO_MANY_COLUMNS,
                           "The header has %zu columns; %zu are allowed.", c->n, c->room);
    for (size_t i = 0; i < c->n; i++) {
        struct cell *cell = &r->row.cells[i];
        if (cell->quoted)
            unquote(c, cell);
        if (memchr(cell->p, '\0', cell->n) || str_utf8_valid(cell->p, cell->n) != cell->n)
            return reader_fail(r, INGEST_NOT_TEXT, "The header is not UTF-8 text.");
        if (cell->n > r->limits->field_bytes)
            return reader_fail(r, INGEST_NO_HEADER, "A column name in the header is too long.");
        add_column(r, cell->p, cell->n);
    }
    return true;
}

static void read_header(struct csv *c)
{
    struct reader *r = &c->base;
    scan_from(c, r->in->buf + r->in->start);
    uint64_t rejected = r->rejects->count;
    for (;;) {
        if (next_record(c) != RECORD_DONE) {
            if (!r->in->failed && !r->in->stopped)
                reader_fail(r, INGEST_EMPTY_FILE, "%s", ingest_sentence(INGEST_EMPTY_FILE));
            return;
        }
        if (r->rejects->count != rejected) {
            reader_fail(r, INGEST_NO_HEADER, "The header line cannot be read.");
            return;
        }
        char *start = r->in->buf + r->in->start;
        r->line += count_bytes(start, c->after, c->eol);
        bool blank = is_blank_record(c);
        if (blank || !take_header(c)) {
            use_up(c, c->after);
            if (blank)
                continue;
            return;
        }
        use_up(c, c->after);
        c->room = r->row.n = r->columns.n;
        return;
    }
}

struct reader *reader_csv_new(struct arena *a, struct input *in, struct rejects *rejects,
                              const struct ingest_limits *limits, struct csv_options options)
{
    struct csv *c = arena_one(a, struct csv);
    c->base = (struct reader){
        .next = csv_next, .in = in, .rejects = rejects, .limits = limits, .arena = a, .line = 1
    };
    c->delimiter = options.delimiter;
    c->eol = options.cr_lines ? '\r' : '\n';
    c->room = limits->columns;
    c->base.row.cells = arena_array(a, struct cell, limits->columns);
    names_init(&c->base.columns, a);
    read_header(c);
    return &c->base;
}
