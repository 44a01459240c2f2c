/* Elements become cells here; what is no object is left, block by block. */
#include "etl/json_element.h"

#include <string.h>

#include "base/json_text.h"
#include "base/str.h"

/* Where the reading of an object stands. */
struct cursor {
    char *p, *end;
    uint32_t open[JSON_DEPTH_MAX]; /* keys of the objects around */
    unsigned depth;
    uint32_t before; /* the key read last */
};

enum json_outcome json_bad(struct json_reader *j, enum reject_reason reason)
{
    j->bad = reason;
    j->bad_column = "";
    j->bad_text = NULL;
    return ELEMENT_BAD;
}

/* What a scanner's answer means; *p moves on when there is a token. */
static enum json_outcome take_token(struct json_reader *j, char **p, char *answer)
{
    if (answer == JSON_TEXT_MORE)
        return ELEMENT_MORE;
    if (answer == JSON_TEXT_BAD)
        return json_bad(j, REJECT_BAD_JSON);
    *p = answer;
    return ELEMENT_DONE;
}

static enum reject_reason why_not_decoded(enum json_text_result r)
{
    return r == JSON_TEXT_NUL         ? REJECT_NUL_BYTE
           : r == JSON_TEXT_SURROGATE ? REJECT_NOT_UTF8
                                      : REJECT_BAD_JSON;
}

static enum reject_reason why_no_key(int answer, const char *p, size_t n)
{
    if (answer == JSON_KEY_NOT_TEXT)
        return memchr(p, '\0', n) ? REJECT_NUL_BYTE : REJECT_NOT_UTF8;
    return answer == JSON_KEY_LONG ? REJECT_NAME_TOO_LONG : REJECT_TOO_MANY_COLUMNS;
}

/* The member's name at the cursor and the colon behind it. */
static enum json_outcome take_key(struct json_reader *j, struct cursor *c, uint32_t *key_r)
{
    char decoded[NAME_BYTES_MAX * 6], *text = c->p + 1;
    bool escaped = false;
    if (c->p == c->end)
        return ELEMENT_MORE;
    if (*c->p != '"')
        return json_bad(j, REJECT_BAD_JSON);
    enum json_outcome o = take_token(j, &c->p, json_text_string(c->p, c->end, &escaped));
    if (o != ELEMENT_DONE)
        return o;
    size_t n = (size_t)(c->p - 1 - text);
    if (n > sizeof(decoded))
        return json_bad(j, REJECT_NAME_TOO_LONG);
    if (escaped) {
        enum json_text_result r = json_text_decode(decoded, text, n, &n);
        if (r != JSON_TEXT_OK)
            return json_bad(j, why_not_decoded(r));
        text = decoded;
    }
    int key = json_keys_get(&j->keys, c->open[c->depth - 1], c->before, text, n);
    if (key < 0)
        return json_bad(j, why_no_key(key, text, n));
    *key_r = c->before = (uint32_t)key;
    c->p = json_text_space(c->p, c->end);
    if (c->p == c->end)
        return ELEMENT_MORE;
    if (*c->p++ != ':')
        return json_bad(j, REJECT_BAD_JSON);
    c->p = json_text_space(c->p, c->end);
    return ELEMENT_DONE;
}

/* The cell of a key's column; the column is made with its first value. NULL: too many. */
static struct cell *cell_of(struct json_reader *j, uint32_t key)
{
    struct reader *r = &j->base;
    struct json_key *k = &j->keys.list[key];
    if (k->column < 0) {
        int column = names_find(&r->columns, k->path, k->path_len);
        if (column < 0 && r->columns.n >= r->limits->columns)
            return NULL;
        k->column = column < 0 ? names_add(&r->columns, k->path, k->path_len) : column;
        for (; r->row.n < r->columns.n; r->row.n++)
            r->row.cells[r->row.n] = (struct cell){ .kind = CELL_ABSENT };
    }
    return &r->row.cells[k->column];
}

static enum cell_kind kind_of(char *p, size_t n)
{
    switch (*p) {
    case '[':
        return CELL_OTHER;
    case 't':
    case 'f':
        return CELL_TEXT;
    case 'n':
        return n == 4 ? CELL_ABSENT : CELL_OTHER;
    default:
        return (p[n - 1] >= '0' && p[n - 1] <= '9') ? CELL_NUMBER : CELL_OTHER;
    }
}

/* A value that is no object into its cell. */
static enum json_outcome take_value(struct json_reader *j, struct cursor *c, uint32_t key)
{
    char *p = c->p;
    bool escaped = false;
    char *answer = *p == '"'   ? json_text_string(p, c->end, &escaped)
                   : *p == '[' ? json_text_nested(p, c->end)
                               : json_text_scalar(p, c->end);
    enum json_outcome o = take_token(j, &c->p, answer);
    if (o != ELEMENT_DONE)
        return o;
    struct cell *cell = cell_of(j, key);
    if (!cell)
        return json_bad(j, REJECT_TOO_MANY_COLUMNS);
    size_t n = (size_t)(c->p - p);
    if (*p == '"')
        *cell =
            (struct cell){ .p = p + 1, .n = (uint32_t)n - 2, .kind = CELL_TEXT, .quoted = escaped };
    else
        *cell = (struct cell){ .p = p, .n = (uint32_t)n, .kind = (uint8_t)kind_of(p, n) };
    return ELEMENT_DONE;
}

/* Behind a value: a comma, or the ends of as many objects as end here. */
static enum json_outcome take_ends(struct json_reader *j, struct cursor *c)
{
    for (;;) {
        c->p = json_text_space(c->p, c->end);
        if (c->p == c->end)
            return ELEMENT_MORE;
        char what = *c->p++;
        if (what == ',') {
            c->p = json_text_space(c->p, c->end);
            return ELEMENT_DONE;
        }
        if (what != '}')
            return json_bad(j, REJECT_BAD_JSON);
        if (--c->depth == 0)
            return ELEMENT_DONE;
    }
}

/* Goes into the object whose brace stands at the cursor; an empty one is left at once. */
static enum json_outcome enter(struct json_reader *j, struct cursor *c, uint32_t key)
{
    if (c->depth == JSON_DEPTH_MAX)
        return json_bad(j, REJECT_TOO_DEEP);
    c->open[c->depth++] = key;
    c->p = json_text_space(c->p + 1, c->end);
    if (c->p == c->end)
        return ELEMENT_MORE;
    return *c->p == '}' ? take_ends(j, c) : ELEMENT_DONE;
}

/* The object that begins at p into cells; j->after is behind it. */
enum json_outcome json_split(struct json_reader *j, char *p, char *end)
{
    struct cursor c = { .p = p, .end = end };
    j->base.row.n = j->base.columns.n;
    for (size_t i = 0; i < j->base.row.n; i++)
        j->base.row.cells[i].kind = CELL_ABSENT;
    enum json_outcome o = enter(j, &c, JSON_KEY_ROOT);
    while (o == ELEMENT_DONE && c.depth) {
        uint32_t key = 0;
        o = take_key(j, &c, &key);
        if (o != ELEMENT_DONE)
            break;
        if (c.p == c.end)
            return ELEMENT_MORE;
        if (*c.p == '{') {
            o = enter(j, &c, key);
        } else {
            o = take_value(j, &c, key);
            if (o == ELEMENT_DONE)
                o = take_ends(j, &c);
        }
    }
    j->after = c.p;
    return o;
}

uint64_t json_lines(const char *p, size_t n)
{
    const char *end = p + n;
    uint64_t lines = 0;
    while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
        lines++;
        p++;
    }
    return lines;
}

static enum json_outcome bad_cell(struct json_reader *j, size_t column, enum reject_reason reason)
{
    const struct cell *cell = &j->base.row.cells[column];
    j->bad = reason;
    j->bad_column = j->base.columns.list[column].text;
    j->bad_text = cell->p;
    j->bad_len = cell->n;
    return ELEMENT_BAD;
}

/* Strings are decoded where they stand: the element's text is kept aside before. */
static void keep_raw(struct json_reader *j)
{
    struct rejects *r = j->base.rejects;
    if (r->raw == j->raw)
        return;
    size_t n = r->raw_n < sizeof(j->raw) ? r->raw_n : sizeof(j->raw);
    memcpy(j->raw, r->raw, n);
    rejects_record(r, j->raw, n);
}

/* Decodes the strings of a whole element and looks at its text. */
enum json_outcome json_finish(struct json_reader *j, const char *p, size_t n)
{
    struct row *row = &j->base.row;
    if (memchr(p, '\0', n))
        return json_bad(j, REJECT_NUL_BYTE);
    if (!j->base.in->clean && str_utf8_valid(p, n) != n)
        return json_bad(j, REJECT_NOT_UTF8);
    for (size_t i = 0; i < row->n; i++) {
        struct cell *cell = &row->cells[i];
        if (cell->kind == CELL_ABSENT)
            continue;
        if (cell->n > j->base.limits->field_bytes)
            return bad_cell(j, i, REJECT_FIELD_TOO_LONG);
        if (!cell->quoted)
            continue;
        keep_raw(j);
        size_t len = 0;
        enum json_text_result r = json_text_decode(cell->p, cell->p, cell->n, &len);
        if (r != JSON_TEXT_OK)
            return bad_cell(j, i, why_not_decoded(r));
        cell->n = (uint32_t)len;
        cell->quoted = false;
    }
    return ELEMENT_DONE;
}

/* ---- Leaving what cannot be read, block by block ---- */

struct skip {
    size_t depth;
    bool in_string, escaped, begun;
};

/* Behind the element that s is in, or NULL when it goes on beyond `end`. A scalar ends before a
 * comma or a bracket. */
static char *skip_on(struct skip *s, char *p, const char *end)
{
    for (; p < end; p++) {
        char c = *p;
        if (s->in_string) {
            bool closing = c == '"' && !s->escaped;
            s->escaped = c == '\\' && !s->escaped;
            s->in_string = !closing;
            continue;
        }
        if (!s->depth && (c == ',' || c == ']' || c == '}') && s->begun)
            return p;
        s->begun = true;
        if (c == '"')
            s->in_string = true;
        else if (c == '{' || c == '[')
            s->depth++;
        else if ((c == '}' || c == ']') && s->depth && --s->depth == 0)
            return p + 1;
    }
    return NULL;
}

/* Leaves the element; false when the file ends in it. */
bool json_skip(struct json_reader *j, struct excerpt *e)
{
    struct reader *r = &j->base;
    struct input *in = r->in;
    struct skip s = { 0 };
    for (;;) {
        char *from = in->buf + in->start, *end = in->buf + in->end;
        char *to = skip_on(&s, from, end);
        char *stop = to ? to : end;
        excerpt_add(e, from, (size_t)(stop - from));
        r->line += json_lines(from, (size_t)(stop - from));
        in->start = (size_t)(stop - in->buf);
        if (to)
            return true;
        if (!input_more(in))
            return false;
    }
}

/* Leaves the line and its end. */

void json_reject(struct json_reader *j, uint64_t line)
{
    struct rejects *r = j->base.rejects;
    if (j->bad_text)
        reject_add(r, line, j->bad_column, j->bad_text, j->bad_len, j->bad);
    else
        reject_add(r, line, "", r->raw, r->raw_n, j->bad);
}

bool json_fail(struct json_reader *j, const char *what)
{
    j->over = true;
    if (j->base.in->failed || j->base.in->stopped)
        return false;
    return reader_fail(&j->base, INGEST_BAD_JSON, "Line %llu: %s.",
                       (unsigned long long)j->base.line, what);
}

/* The next byte that is no space, counting lines; -1 at the end. */
int json_peek(struct json_reader *j)
{
    struct input *in = j->base.in;
    do {
        char *p = in->buf + in->start, *end = in->buf + in->end;
        char *q = json_text_space(p, end);
        j->base.line += json_lines(p, (size_t)(q - p));
        in->start = (size_t)(q - in->buf);
        if (q < end)
            return (unsigned char)*q;
    } while (input_more(in));
    return -1;
}

/* Rejects the element at hand, whose end is not known, and leaves it. */
static bool drop_element(struct json_reader *j)
{
    struct excerpt e = { .n = 0 };
    uint64_t line = j->base.line;
    if (!json_skip(j, &e))
        return json_fail(j, "the file ends within an element of the array");
    while (e.n && (unsigned char)e.text[e.n - 1] <= ' ')
        e.n--;
    rejects_record(j->base.rejects, e.text, e.n);
    json_reject(j, line);
    return true;
}

/* Passes the object that was split, and decodes it; false when it was rejected. */
static bool finish_element(struct json_reader *j, char *p)
{
    struct reader *r = &j->base;
    size_t n = (size_t)(j->after - p);
    r->row.line = r->line;
    r->line += json_lines(p, n);
    r->in->start = (size_t)(j->after - r->in->buf);
    rejects_record(r->rejects, p, n);
    if (json_finish(j, p, n) == ELEMENT_DONE)
        return true;
    json_reject(j, r->row.line);
    return false;
}

/* Reads the element that begins at in->start; false when it was dropped or the file is over. */
bool json_read(struct json_reader *j)
{
    struct reader *r = &j->base;
    struct input *in = r->in;
    for (;;) {
        char *p = in->buf + in->start, *end = in->buf + in->end;
        enum json_outcome o = *p == '{' ? json_split(j, p, end) : json_bad(j, REJECT_NOT_AN_OBJECT);
        if (o == ELEMENT_DONE)
            return finish_element(j, p);
        if (o == ELEMENT_MORE) {
            if (in->end - in->start > r->limits->record_bytes)
                json_bad(j, REJECT_RECORD_TOO_LONG);
            else if (input_more(in))
                continue;
            else
                return json_fail(j, "the file ends within an element of the array");
        }
        drop_element(j);
        return false;
    }
}

/* Behind the closing bracket nothing may follow. */
