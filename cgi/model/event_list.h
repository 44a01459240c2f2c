/* Events read back: one, a page of them, or all that a filter lets through.
 *
 * Events stand in the order of their ids, which is the order in which they were received; pages go
 * backwards. An id never changes and never comes back, so pages taken one behind the other repeat
 * nothing and miss nothing that was there when the first was taken, whatever arrives meanwhile.
 *
 * A filter that few events pass makes a page look at many. What it looks at is bounded: then the page
 * is `partial`, has what was found so far (perhaps nothing), and goes on behind its cursor.
 */
#ifndef MODEL_EVENT_LIST_H
#define MODEL_EVENT_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;

#define EVENT_FILTER_MAX 20 /* types, sources, conditions on the payload: each */

/* A stored event. */
struct event_row {
    const char *id, *type, *source, *user_id;
    const char *value; /* a number in JSON, or NULL */
    int64_t occurred_at, received_at;
    const char *payload; /* JSON or NULL */
    const char *key_id;
};
extern const struct field event_row_fields[];

/* What is asked for; a member that is empty, NULL or FIELD_TIME_NONE asks for everything. */
struct event_filter {
    struct field_strs types, sources; /* one of them */
    const char *user_id;
    const char *text;         /* anywhere in type, source, user id and payload, in any case */
    struct field_strs *where; /* {key or dotted path, text}: that is the payload's value */
    size_t nwhere;
    int64_t from, to; /* occurred_at in [from,to) */
};

struct event_page {
    struct event_row *items; /* newest first */
    size_t n;
    const char *next; /* id that the next page begins behind; NULL: this was the last */
    bool partial;     /* stopped looking before the page was full */
};

/* ERR_NOT_FOUND when the tenant has no such event. */
enum err event_by_id(struct ctx *c, const char *id, struct event_row *row_r)
    __attribute__((warn_unused_result));

/* Up to `limit` events received before the one with the id `after` (NULL: from the newest on). A
 * page of large payloads may be shorter. */
enum err event_list(struct ctx *c, const struct event_filter *f, const char *after, int64_t limit,
                    struct event_page *page_r) __attribute__((warn_unused_result));

#endif
