/* A JSON array of objects, one object a line, and how else exporters write the same: as a stream of
 * rows. */
#include <string.h>

#include "base/arena.h"
#include "base/json_text.h"
#include "base/str.h"
#include "etl/json_element.h"

/* ---- An array, perhaps as a member of an object ---- */

/* Behind the closing bracket nothing may follow, but for the object around it. */
static bool find_array(struct json_reader *j);

static bool end_array(struct json_reader *j)
{
    j->base.in->start++;
    if (j->member)
        return find_array(j);
    if (json_peek(j) >= 0)
        return json_fail(j, "there is more behind the end of the array");
    j->over = true;
    return false;
}

static bool next_of_array(struct json_reader *j)
{
    while (!j->over) {
        int c = json_peek(j);
        if (c < 0)
            return json_fail(j, "the array is not closed");
        if (c == ']')
            return end_array(j);
        if (j->behind_element) {
            if (c != ',')
                return json_fail(j, "a comma is missing between two elements");
            j->base.in->start++;
            j->behind_element = false;
            continue;
        }
        j->behind_element = true;
        if (c == ',' || c == '}')
            return json_fail(j, "an element is missing in the array");
        if (json_read(j))
            return true;
    }
    return false;
}

/* The member's name at in->start and the colon behind it, into the arena; NULL after an error. */
static const char *take_member(struct json_reader *j)
{
    struct input *in = j->base.in;
    bool escaped = false;
    char *p, *behind;
    do {
        p = in->buf + in->start;
        behind = json_text_string(p, in->buf + in->end, &escaped);
    } while (behind == JSON_TEXT_MORE && in->end - in->start <= NAME_BYTES_MAX * 6 &&
             input_more(in));
    if (behind == JSON_TEXT_MORE)
        return json_fail(j, "the name of a member does not end"), NULL;
    size_t n = (size_t)(behind - p) - 2;
    n = str_utf8_valid(p + 1, n < NAME_BYTES_MAX ? n : NAME_BYTES_MAX);
    const char *name = arena_strndup(j->base.arena, p + 1, n);
    in->start = (size_t)(behind - in->buf);
    if (json_peek(j) != ':')
        return json_fail(j, "a colon is missing behind the name of a member"), NULL;
    in->start++;
    return name;
}

/* Whether the value at in->start is an array of objects, which is then entered. */
static bool enter_array(struct json_reader *j)
{
    struct input *in = j->base.in;
    /* the bracket and the first byte behind it, which may come with another block */
    size_t ahead = 1;
    for (;; ahead++) {
        while (in->end - in->start <= ahead && input_more(in))
            continue;
        if (in->end - in->start <= ahead)
            return false;
        char c = in->buf[in->start + ahead];
        if (c == '{')
            break;
        j->empty_member |= c == ']';
        if (!strchr(" \t\r\n", c) || !c || ahead > j->base.limits->record_bytes)
            return false;
    }
    j->base.line += json_lines(in->buf + in->start, ahead);
    in->start += ahead;
    return true;
}

static bool two_arrays(struct json_reader *j, const char *other)
{
    j->over = true;
    return reader_fail(&j->base, INGEST_NOT_AN_ARRAY,
                       "The file is a JSON object with two arrays of objects, \"%s\" and \"%s\"; "
                       "one is expected.",
                       j->member, other);
}

/* Behind the closing brace of the object. */
static bool end_object(struct json_reader *j)
{
    j->base.in->start++;
    if (json_peek(j) >= 0)
        return json_fail(j, "there is more behind the end of the object");
    j->over = true;
    if (j->member || j->empty_member)
        return false;
    return reader_fail(&j->base, INGEST_NOT_AN_ARRAY,
                       "The file is a JSON object; an array of objects is expected.");
}

/* Among the members of an object: goes to the first array of objects, or behind it through the rest.
 * Whether there is one. */
static bool find_array(struct json_reader *j)
{
    struct excerpt passed = { .n = 0 };
    for (;;) {
        int c = json_peek(j);
        if (c == '}')
            return end_object(j);
        if (c == ',') {
            j->base.in->start++;
            continue;
        }
        if (c != '"')
            return json_fail(j, c < 0 ? "the object is not closed" : "a member is missing");
        const char *name = take_member(j);
        if (!name)
            return false;
        c = json_peek(j);
        if (c == '[' && enter_array(j)) {
            if (j->member)
                return two_arrays(j, name);
            j->member = name;
            return true;
        }
        if (c < 0 || !json_skip(j, &passed))
            return json_fail(j, "the object is not closed");
    }
}

/* ---- Objects one behind the other, perhaps with commas ---- */

static bool next_of_sequence(struct json_reader *j)
{
    while (!j->over) {
        int c = json_peek(j);
        if (c == ',')
            j->base.in->start++;
        else if (c == ']' || c == '}')
            return json_fail(j, "a bracket is closed that was not opened");
        else if (c < 0)
            j->over = true;
        else if (json_read(j))
            return true;
    }
    return false;
}

/* ---- One value a line ---- */

/* Leaves the line and its end. */
static void skip_line(struct json_reader *j)
{
    struct input *in = j->base.in;
    for (;;) {
        char *p = in->buf + in->start;
        char *eol = memchr(p, '\n', in->end - in->start);
        in->start = eol ? (size_t)(eol + 1 - in->buf) : in->end;
        if (eol || !input_more(in))
            break;
    }
    j->base.line++;
}

/* Rejects the element at hand, or the cell of it that is bad. */
/* The end of the line at in->start, reading on as needed; NULL when it is too long. */
static char *line_end(struct json_reader *j)
{
    struct input *in = j->base.in;
    for (;;) {
        char *eol = memchr(in->buf + in->start, '\n', in->end - in->start);
        if (eol)
            return eol;
        if (in->end - in->start > j->base.limits->record_bytes)
            return NULL;
        if (!input_more(in))
            return in->buf + in->end;
    }
}

static enum json_outcome read_line(struct json_reader *j, char *p, char *end)
{
    rejects_record(j->base.rejects, p, (size_t)(end - p));
    if (*p != '{')
        return json_bad(j, REJECT_NOT_AN_OBJECT);
    enum json_outcome o = json_split(j, p, end);
    if (o == ELEMENT_MORE || (o == ELEMENT_DONE && json_text_space(j->after, end) != end))
        return json_bad(j, REJECT_BAD_JSON);
    return o == ELEMENT_DONE ? json_finish(j, p, (size_t)(j->after - p)) : o;
}

static bool next_of_lines(struct json_reader *j)
{
    struct reader *r = &j->base;
    struct input *in = r->in;
    while (!j->over) {
        char *eol = line_end(j);
        if (!eol) {
            rejects_record(r->rejects, in->buf + in->start, in->end - in->start);
            json_bad(j, REJECT_RECORD_TOO_LONG);
            json_reject(j, r->line);
            skip_line(j);
            continue;
        }
        char *p = json_text_space(in->buf + in->start, eol);
        r->row.line = r->line++;
        j->over = eol == in->buf + in->end;
        in->start = (size_t)(eol - in->buf) + !j->over;
        if (p == eol)
            continue;
        if (read_line(j, p, eol) == ELEMENT_DONE)
            return true;
        json_reject(j, r->row.line);
    }
    return false;
}

/* ---- The beginning ---- */

enum first { FIRST_ALONE, FIRST_OF_LINES, FIRST_OF_MANY, FIRST_LONG };

/* What the object that the file begins with is, by the first 64 KB. */
static enum first look_at_object(struct json_reader *j)
{
    struct input *in = j->base.in;
    while (in->end - in->start < INGEST_SAMPLE_BYTES && input_more(in))
        continue;
    char *p = in->buf + in->start, *end = in->buf + in->end;
    if (end - p > INGEST_SAMPLE_BYTES)
        end = p + INGEST_SAMPLE_BYTES;
    char *behind = json_text_nested(p, end);
    if (behind == JSON_TEXT_MORE)
        return FIRST_LONG;
    char *next = json_text_space(behind, end);
    if (next == end || (*next != '{' && *next != ','))
        return FIRST_ALONE;
    bool by_line = *next == '{' && !memchr(p, '\n', (size_t)(behind - p));
    return by_line ? FIRST_OF_LINES : FIRST_OF_MANY;
}

/* Whether the first line ends amid an object that is laid out for people. */
static bool is_laid_out(const struct input *in)
{
    const char *p = in->buf + in->start, *eol = memchr(p, '\n', in->end - in->start);
    while (eol && eol > p && strchr(" \t\r\n", *eol) && *eol)
        eol--;
    return eol && (*eol == '{' || *eol == '[' || *eol == ',');
}

static bool begin_in_object(struct json_reader *j)
{
    enum first first = look_at_object(j);
    if (first == FIRST_OF_LINES || (j->may_be_lines && !is_laid_out(j->base.in))) {
        j->next_element = next_of_lines;
        j->other_way = j->may_be_lines ? NULL : "one object a line";
        return true;
    }
    if (first == FIRST_OF_MANY) {
        j->next_element = next_of_sequence;
        j->other_way = "objects one behind the other";
        return true;
    }
    j->next_element = next_of_array;
    j->base.in->start++;
    return find_array(j);
}

static bool begin(struct json_reader *j)
{
    struct reader *r = &j->base;
    struct input *in = r->in;
    j->begun = true;
    int c = json_peek(j);
    if (c < 0)
        return in->failed || in->stopped
                   ? false
                   : reader_fail(r, INGEST_EMPTY_FILE, "%s", ingest_sentence(INGEST_EMPTY_FILE));
    if (c == '{')
        return begin_in_object(j);
    if (c == '[') {
        in->start++;
        j->next_element = next_of_array;
        return true;
    }
    j->next_element = next_of_lines;
    return j->may_be_lines ||
           reader_fail(r, INGEST_NOT_AN_ARRAY, "The file does not begin with an array of objects.");
}

static bool json_next(struct reader *r)
{
    struct json_reader *j = (struct json_reader *)r;
    if (r->error || j->over || (!j->begun && !begin(j)))
        return false;
    return j->next_element(j);
}

static void json_notes(const struct reader *r, struct arena *a, struct ingest_plan *plan)
{
    const struct json_reader *j = (const struct json_reader *)r;
    if (j->member)
        plan_note(a, plan, "array_in_object", NULL, "The rows were taken from the member \"%s\".",
                  j->member);
    if (j->other_way)
        plan_note(a, plan, "objects_without_array", NULL,
                  "The file is no JSON array; it was read as %s.", j->other_way);
}

struct reader *reader_json_new(struct arena *a, struct input *in, struct rejects *rejects,
                               const struct ingest_limits *limits, bool lines)
{
    struct json_reader *j = arena_one(a, struct json_reader);
    j->base = (struct reader){ .next = json_next,
                               .notes = json_notes,
                               .in = in,
                               .rejects = rejects,
                               .limits = limits,
                               .arena = a,
                               .line = 1 };
    j->may_be_lines = lines;
    j->base.row.cells = arena_array(a, struct cell, limits->columns);
    names_init(&j->base.columns, a);
    json_keys_init(&j->keys, a);
    return &j->base;
}
