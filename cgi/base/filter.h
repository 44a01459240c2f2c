/* Builds the statements whose WHERE depends on the question: listings and look-ups by label.
 *
 * The frame is a registry statement with the mark `/ * filter * /` (without the blanks) where
 * conditions go; identifiers come from a whitelist beside the caller, values are always parameters:
 *
 *     struct filter f = filter_new(c->arena, &Q_DATASET_LIST);
 *     filter_arg(&f, db_uuid(c->who.tenant_id));                  // $1 of the frame
 *     if (status)
 *         filter_where(&f, "d.status = $", db_text(status));
 *     if (cursor)
 *         filter_where(&f, "d.id < $", db_uuid(id_of_cursor));
 *     filter_end(&f, "order by d.id desc limit $", db_int(limit + 1));
 *
 * In a condition's text the one `$` stands for its parameter. The text must be a literal.
 */
#ifndef BASE_FILTER_H
#define BASE_FILTER_H

#include "base/db.h"
#include "base/str.h"

struct filter {
    struct arena *arena;
    const struct query *frame;
    struct str where, end;
    struct db_arg *args;
    size_t nargs, room;
};

struct filter filter_new(struct arena *a, const struct query *frame);

/* A parameter that the frame itself refers to, in order. Call before any condition. */
void filter_arg(struct filter *f, struct db_arg v);

/* Adds `and (text)`. */
#define filter_where(f, text, ...) filter_where_(f, "" text, __VA_ARGS__)
void filter_where_(struct filter *f, const char *text, struct db_arg v);

/* Appends behind the frame: order and limit. */
#define filter_end(f, text, ...) filter_end_(f, "" text, __VA_ARGS__)
void filter_end_(struct filter *f, const char *text, struct db_arg v);

/* The statement's text and parameters, for db_add_filter(). */
const char *filter_sql(const struct filter *f);

/* Cursors of listings: opaque to clients, an id inside. Encoding gives text in the arena; decoding
 * reports the field "cursor" as invalid. */
struct ctx;
const char *cursor_encode(struct arena *a, const char *id);
enum err cursor_decode(struct ctx *c, const char *cursor, const char **id_r)
    __attribute__((warn_unused_result));

#endif
