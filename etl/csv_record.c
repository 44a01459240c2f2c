/* Fields are found here: 64 bytes at a time, quick where no quote is. */
#include "etl/csv_record.h"

#include <string.h>

#include "etl/csv_scan.h"

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

static enum csv_outcome bad_record(struct csv *c, enum reject_reason reason)
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
static enum csv_outcome take_quoted(struct csv *c, char *q, char *end, char **after_r)
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
static enum csv_outcome end_of_input(struct csv *c, char *field, char *start, char *end)
{
    if (!c->base.in->eof)
        return RECORD_MORE;
    if (start == end)
        return RECORD_NONE;
    add_last_cell(c, field, end);
    c->after = end;
    return RECORD_DONE;
}

static enum csv_outcome split_record(struct csv *c)
{
    struct input *in = c->base.in;
    char *start = in->buf + in->start, *end = in->buf + in->end, *field = start;
    if (c->eol == '\r' && start < end && *start == '\n')
        field++; /* the second half of a CRLF */
    c->n = 0;
    c->odd = c->block_odd;
    c->quoted = c->surplus = c->open = false;
    for (;;) {
        char *p = next_special(c, end);
        if (!p)
            return end_of_input(c, field, start, end);
        if (*p == '"') {
            if (c->shape.drawn || !only_blanks(field, p))
                continue;
            enum csv_outcome o = take_quoted(c, p, end, &p);
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

uint64_t csv_count(const char *p, const char *end, char wanted)
{
    uint64_t n = 0;
    for (; p < end; p++)
        n += *p == wanted;
    return n;
}

void csv_use_up(struct csv *c, char *to)
{
    struct input *in = c->base.in;
    in->start = (size_t)(to - in->buf);
}

void csv_again(struct csv *c)
{
    scan_from(c, c->base.in->buf + c->base.in->start);
}

void csv_reject_text(struct csv *c, const char *p, size_t n, enum reject_reason reason)
{
    if (n && p[n - 1] == '\r')
        n--;
    rejects_record(c->base.rejects, p, n);
    reject_add(c->base.rejects, c->base.line, "", p, n, reason);
}

/* Leaves the line that the input stands in, with its beginning in *e; whether it had an end. */
static bool pass_line(struct csv *c, struct excerpt *e)
{
    struct input *in = c->base.in;
    bool ended = false;
    do {
        char *p = in->buf + in->start;
        char *eol = memchr(p, c->eol, in->end - in->start);
        size_t n = eol ? (size_t)(eol - p) : in->end - in->start;
        excerpt_add(e, p, n);
        in->start += n + (eol != NULL);
        ended = eol != NULL;
    } while (!ended && input_more(in));
    return ended;
}

bool csv_pass_line(struct csv *c)
{
    struct excerpt e = { .n = 0 };
    bool ended = pass_line(c, &e);
    c->base.line++;
    return ended;
}

void csv_drop_line(struct csv *c)
{
    struct excerpt e = { .n = 0 };
    pass_line(c, &e);
    csv_reject_text(c, e.text, e.n, c->bad);
    c->base.line++;
    csv_again(c);
}

/* A lone CR among lines that end in LF, or a LF among lines that end in CR. */
static bool is_other_end(const struct csv *c, const char *p, const char *end)
{
    if (c->eol == '\r')
        return *p == '\n';
    return *p == '\r' && p + 1 < end && p[1] != '\n';
}

size_t csv_mend_lines(const struct csv *c, char *p, char *end)
{
    size_t n = 0;
    for (; p < end; p++)
        if (is_other_end(c, p, end)) {
            *p = c->eol;
            n++;
        }
    return n;
}

/* What to do with a record that does not end within what may be held: lines that end in another way
 * are told apart, else the line is left. */
static void leave_long(struct csv *c)
{
    struct input *in = c->base.in;
    char *from = in->buf + in->start;
    c->bad = c->open ? REJECT_UNCLOSED_QUOTE : REJECT_RECORD_TOO_LONG;
    size_t mended = c->open ? 0 : csv_mend_lines(c, from, in->buf + in->end);
    c->mended += mended;
    if (mended)
        csv_again(c);
    else
        csv_drop_line(c);
}

enum csv_outcome csv_next_record(struct csv *c)
{
    struct input *in = c->base.in;
    for (;;) {
        enum csv_outcome o = split_record(c);
        if (o == RECORD_DONE || o == RECORD_NONE)
            return o;
        if (o == RECORD_BAD) {
            csv_drop_line(c);
        } else if (in->end - in->start > c->base.limits->record_bytes) {
            leave_long(c);
        } else {
            if (!input_more(in) && !in->eof)
                return RECORD_NONE;
            csv_again(c);
        }
    }
}

void csv_unquote(struct csv *c, struct cell *cell)
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
