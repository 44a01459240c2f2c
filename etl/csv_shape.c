/* The layout of a CSV file is found out here. */
#include "etl/csv_shape.h"

#include <string.h>
#include <strings.h>

#define LINES_MAX 200
#define PREAMBLE_MAX 50 /* lines that may stand before a header */

/* A line of the sample, split by the delimiter that is tried. */
struct line {
    const char *p;
    size_t n;        /* bytes, without its end */
    uint32_t number; /* from 0 */
    uint32_t fields, filled, numeric;
    uint32_t effective; /* fields up to the last one that is filled */
    bool comment, first_filled, first_numeric, colon;
};

struct table {
    struct line lines[LINES_MAX];
    size_t n;
    char delimiter, eol;
};

/* Where a header may be, and what speaks for it. */
struct header {
    size_t line;
    size_t cells; /* of the lines that go with it; 0: there is none */
    size_t fit;   /* those lines, with itself */
    bool firm;    /* hardly a line does not */
};

/* ---- Lines and fields ---- */

struct field {
    const char *p;
    size_t n;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static struct field trimmed(const char *p, const char *end)
{
    while (p < end && is_blank(*p))
        p++;
    while (end > p && is_blank(end[-1]))
        end--;
    return (struct field){ p, (size_t)(end - p) };
}

/* Behind the quoted field at p, or NULL when it is none after all. */
static const char *quoted(const char *p, const char *end, const struct table *t, struct field *f)
{
    while (p < end && *p == ' ')
        p++;
    if (p == end || *p != '"')
        return NULL;
    const char *from = p + 1;
    for (p = from; (p = memchr(p, '"', (size_t)(end - p))); p += 2)
        if (p + 1 == end || p[1] != '"')
            break;
    if (!p)
        return NULL;
    *f = (struct field){ from, (size_t)(p - from) };
    for (p++; p < end && (*p == ' ' || (*p == '\r' && t->eol == '\n')); p++)
        continue;
    return p == end || *p == t->delimiter || *p == t->eol ? p : NULL;
}

static const char *take_field(const char *p, const char *end, const struct table *t,
                              struct field *f)
{
    const char *behind = quoted(p, end, t, f);
    if (behind)
        return behind;
    const char *from = p;
    while (p < end && *p != t->delimiter && *p != t->eol)
        p++;
    *f = trimmed(from, p);
    return p;
}

/* Digits, perhaps behind a sign or a currency: a number, a date, a time. */
static bool is_numeric(struct field f)
{
    size_t i = 0;
    while (i < f.n && i < 4 && (strchr("+-($.,", f.p[i]) || (f.p[i] & 0x80)))
        i++;
    return i < f.n && f.p[i] >= '0' && f.p[i] <= '9';
}

static void count_field(struct line *l, struct field f)
{
    bool first = !l->fields++;
    if (!f.n)
        return;
    bool numeric = is_numeric(f);
    l->filled++;
    l->effective = l->fields;
    l->numeric += numeric;
    if (first) {
        l->first_filled = true;
        l->first_numeric = numeric;
        l->colon = f.p[f.n - 1] == ':';
    }
}

/* Takes the line at p; behind its end. */
static const char *take_line(const char *p, const char *end, const struct table *t, struct line *l)
{
    struct field f = { 0 };
    *l = (struct line){ .p = p, .comment = *p == '#' };
    for (;; p++) {
        p = take_field(p, end, t, &f);
        count_field(l, f);
        if (p == end || *p == t->eol)
            break;
    }
    l->n = (size_t)(p - l->p);
    return p < end ? p + 1 : end;
}

static void split(struct table *t, const char *p, const char *end, uint32_t number)
{
    for (t->n = 0; p < end && t->n < LINES_MAX; t->n++) {
        const char *from = p;
        p = take_line(p, end, t, &t->lines[t->n]);
        t->lines[t->n].number = number;
        for (; from < p; from++)
            number += *from == t->eol;
    }
}

/* ---- The header ---- */

static bool counts(const struct line *l)
{
    return l->filled && !l->comment;
}

/* Whether a row has as many fields as the header, or more that are empty. */
static bool fits(const struct line *row, const struct line *header)
{
    return row->fields == header->fields ||
           (row->effective <= header->fields && row->fields > header->fields);
}

static const struct line *next_fit(const struct table *t, size_t i)
{
    for (size_t k = i + 1; k < t->n; k++)
        if (counts(&t->lines[k]) && fits(&t->lines[k], &t->lines[i]))
            return &t->lines[k];
    return NULL;
}

/* A line with a name or two and otherwise empty, above fuller ones: the title of a sheet. */
static bool is_title(const struct line *l, const struct line *next)
{
    return l->first_filled && l->filled * 2 <= l->fields && next && next->filled > l->filled;
}

static bool may_be_header(const struct table *t, size_t i, bool first)
{
    const struct line *l = &t->lines[i], *next = next_fit(t, i);
    if (l->fields < 2 || !counts(l) || l->colon || is_title(l, next))
        return false;
    return first || (next && !l->first_numeric);
}

static struct header weigh(const struct table *t, size_t i)
{
    size_t fit = 1, other = 0;
    for (size_t k = i + 1; k < t->n; k++) {
        if (!counts(&t->lines[k]))
            continue;
        fit += fits(&t->lines[k], &t->lines[i]);
        other += !fits(&t->lines[k], &t->lines[i]);
    }
    return (struct header){ i, fit * t->lines[i].fields, fit, other * 10 <= fit };
}

static size_t first_line(const struct table *t)
{
    size_t i = 0;
    while (i < t->n && !counts(&t->lines[i]))
        i++;
    return i;
}

/* "# time,value" above rows that look like data is the header itself. */
static bool is_commented_header(const struct table *t, size_t i)
{
    if (!i || i + 1 >= t->n || !t->lines[i - 1].comment)
        return false;
    const struct line *above = &t->lines[i - 1], *l = &t->lines[i], *next = &t->lines[i + 1];
    return above->fields == l->fields && l->fields > 1 && above->filled == above->fields &&
           l->numeric && next->fields == l->fields && next->numeric == l->numeric;
}

static bool is_same_text(const struct line *a, const struct line *b)
{
    return a->n == b->n && !memcmp(a->p, b->p, a->n);
}

/* A few lines of as many fields as the table may stand above it, behind a blank line: the table is
 * the longer part, and its header is all text. */
static size_t behind_blank(const struct table *t, size_t h)
{
    for (size_t i = h + 1; i + 2 < t->n && i < h + PREAMBLE_MAX; i++) {
        const struct line *l = &t->lines[i + 1], *row = &t->lines[i + 2];
        if (t->lines[i].filled || !counts(l) || l->numeric || !row->numeric)
            continue;
        if (fits(l, &t->lines[h]) && fits(row, l) && !is_same_text(l, &t->lines[h]) &&
            t->n - i > 2 * (i - h))
            return i + 1;
    }
    return h;
}

static struct header find_header(const struct table *t)
{
    struct header best = { 0 };
    size_t first = first_line(t);
    if (is_commented_header(t, first)) {
        best = weigh(t, first);
        best.line = first - 1;
        return best;
    }
    for (size_t i = first; i < t->n && i < first + PREAMBLE_MAX; i++) {
        if (!may_be_header(t, i, i == first))
            continue;
        struct header h = weigh(t, i);
        bool alone = best.fit == 1 && h.fit > 1 && !t->lines[i].numeric;
        if (alone || h.cells > best.cells)
            best = h;
    }
    if (best.cells)
        best.line = behind_blank(t, best.line);
    return best;
}

/* ---- The delimiter ---- */

/* Tabs hardly stand in other text; of the others, those that make more cells. */
static const char delimiters[] = "\t;|,";

static char choose(struct table *t, const char *p, const char *end, uint32_t number,
                   struct header *best_r)
{
    char best = 0;
    *best_r = (struct header){ 0 };
    for (const char *d = delimiters; *d; d++) {
        t->delimiter = *d;
        split(t, p, end, number);
        struct header h = find_header(t);
        if (h.cells <= best_r->cells)
            continue;
        best = *d;
        *best_r = h;
        if (*d == '\t' && h.firm)
            break;
    }
    return best;
}

/* For a table of one column: a delimiter that does not stand in it. */
static char choose_absent(const char *p, const char *end)
{
    for (const char *d = ",;\t|"; *d; d++)
        if (!memchr(p, *d, (size_t)(end - p)))
            return *d;
    return ',';
}

/* ---- Special first lines ---- */

/* Excel's `sep=;`, perhaps in quotes; 0: it is none. */
static char named_delimiter(const char *p, size_t n)
{
    while (n && (is_blank(p[n - 1]) || p[n - 1] == '"'))
        n--;
    if (n && *p == '"')
        p++, n--;
    if (n == 4 && !strncasecmp(p, "sep=", 4))
        return '\t'; /* whose tab was trimmed */
    return n == 5 && !strncasecmp(p, "sep=", 4) ? p[4] : 0;
}

bool csv_is_rule(const char *p, size_t n)
{
    size_t dashes = 0;
    for (size_t i = 0; i < n; i++) {
        if (!strchr("-+|=: \t\r\n", p[i]) || !p[i])
            return false;
        dashes += p[i] == '-' || p[i] == '=';
    }
    return dashes >= 3;
}

static bool has_bar(const struct line *l)
{
    return l->n && memchr(l->p, '|', l->n);
}

/* The line of a drawn table's header: above its rule, where a row or an end follows. */
static bool find_drawn(const struct table *t, size_t *header_r)
{
    for (size_t i = 1; i < t->n && i < PREAMBLE_MAX; i++) {
        const struct line *rule = &t->lines[i], *header = rule - 1;
        if (!csv_is_rule(rule->p, rule->n) || !has_bar(header) || csv_is_rule(header->p, header->n))
            continue;
        if (i + 1 < t->n && !has_bar(rule + 1) && (rule + 1)->filled && *(rule + 1)->p != '(')
            continue;
        *header_r = i - 1;
        return true;
    }
    return false;
}

static bool ends_in_cr(const char *p, size_t n)
{
    size_t cr = 0, lf = 0;
    for (size_t i = 0; i < n; i++) {
        lf += p[i] == '\n';
        cr += p[i] == '\r' && (i + 1 == n || p[i + 1] != '\n');
    }
    return cr > lf;
}

/* ---- All of it ---- */

static void skip_to(struct csv_shape *s, const struct table *t, size_t header)
{
    s->skip = t->lines[header].number;
    for (size_t i = 0; i < header; i++)
        s->told += t->lines[i].filled > 0;
    for (size_t i = 0; i < header; i++)
        s->comments |= *t->lines[i].p == '#';
}

static bool shape_drawn(struct csv_shape *s, struct table *t, const char *p, const char *end)
{
    size_t header = 0;
    t->delimiter = '|';
    split(t, p, end, 0);
    if (!find_drawn(t, &header))
        return false;
    s->drawn = true;
    s->delimiter = '|';
    skip_to(s, t, header);
    /* the upper rule of a frame says nothing */
    s->told -= header > 0 && csv_is_rule(t->lines[header - 1].p, t->lines[header - 1].n);
    return true;
}

struct csv_shape csv_shape(const char *p, size_t n)
{
    struct csv_shape s = { .delimiter = ',', .cr_lines = ends_in_cr(p, n) };
    struct table t = { .eol = s.cr_lines ? '\r' : '\n' };
    const char *end = p + n, *eol = n ? memchr(p, t.eol, n) : NULL, *from = p;
    struct header h = { 0 };
    if (!n || shape_drawn(&s, &t, p, end))
        return s;
    char named = named_delimiter(p, eol ? (size_t)(eol - p) : n);
    if (named) {
        from = eol ? eol + 1 : end;
        s.delimiter = t.delimiter = named;
        split(&t, from, end, 1);
        h = find_header(&t);
    } else {
        s.delimiter = choose(&t, p, end, 0, &h);
    }
    if (!s.delimiter)
        s.delimiter = choose_absent(p, end);
    t.delimiter = s.delimiter;
    split(&t, from, end, named != 0);
    size_t header = h.cells ? h.line : first_line(&t);
    if (header < t.n)
        skip_to(&s, &t, header);
    else
        s.skip = named != 0;
    return s;
}
