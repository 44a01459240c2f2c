/* One element of a JSON file after the other: objects into cells, constant memory, no tree. What the
 * elements stand in (an array, lines) is reader_json.c's business. */
#ifndef ETL_JSON_ELEMENT_H
#define ETL_JSON_ELEMENT_H

#include "base/json.h"
#include "etl/json_keys.h"
#include "etl/row.h"

enum json_outcome { ELEMENT_DONE, ELEMENT_MORE, ELEMENT_BAD };

struct json_reader {
    struct reader base;
    bool may_be_lines; /* the file is said to hold one value a line */
    bool begun, over, behind_element;
    bool (*next_element)(struct json_reader *j);
    const char *member;    /* of the object around the array; NULL: there is none */
    bool empty_member;     /* a member of that object is an array without elements */
    const char *other_way; /* for the notes: how the file was read instead; NULL: as it is called */
    struct json_keys keys;
    /* the element at hand */
    char *after;
    enum reject_reason bad;
    const char *bad_column;
    char *bad_text; /* NULL: the element */
    size_t bad_len;
    char raw[REJECT_RAW_MAX]; /* its beginning before its strings were decoded */
};

/* The object that begins at p into cells; j->after is behind it. */
enum json_outcome json_split(struct json_reader *j, char *p, char *end);

/* Decodes the strings of a whole element and looks at its text. */
enum json_outcome json_finish(struct json_reader *j, const char *p, size_t n);

/* Says what is wrong with the element at hand; ELEMENT_BAD. json_reject() tells the rejects. */
enum json_outcome json_bad(struct json_reader *j, enum reject_reason reason);
void json_reject(struct json_reader *j, uint64_t line);

/* The next byte that is no space, counting lines; -1 at the end. */
int json_peek(struct json_reader *j);

/* Reads the element that begins at in->start; false when it was dropped or the file is over. */
bool json_read(struct json_reader *j);

/* Leaves the value that begins at in->start; false when the file ends in it. */
bool json_skip(struct json_reader *j, struct excerpt *e);

/* Ends the file as bad JSON, unless its reading has failed; false. */
bool json_fail(struct json_reader *j, const char *what);

uint64_t json_lines(const char *p, size_t n);

#endif
