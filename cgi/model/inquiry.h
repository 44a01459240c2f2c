/* An analysis whose answer is wanted as text; the texts are kept (kept.h) under the dataset, the
 * version of its data, and the question in one fixed spelling.
 *
 *     e = inquiry_prepare(c, list, n)            one round trip: which data there is
 *     inquiry_recall(c, &list[i], &n)            the text, or NULL: then
 *     inquiry_answer(c, &list[i], out)           one more round trip
 */
#ifndef MODEL_INQUIRY_H
#define MODEL_INQUIRY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/analysis.h"

struct db_batch;
struct str;

struct inquiry {
    struct analysis analysis;
    bool summary; /* in one bucket, with all totals */
    bool csv;
    const char *dataset_name; /* NULL: there is no such dataset for the tenant */
    const char *key;          /* of the text, in hex; also a good ETag */
};

/* Looks the datasets of n inquiries up, in one statement, and makes their keys. */
enum err inquiry_prepare(struct ctx *c, struct inquiry *list, size_t n)
    __attribute__((warn_unused_result));

/* The text that is remembered, NUL-terminated in the arena, or NULL. */
const char *inquiry_recall(struct ctx *c, const struct inquiry *i, size_t *n_r);

/* Asks the database, appends the text and remembers it. */
enum err inquiry_answer(struct ctx *c, const struct inquiry *i, struct str *out)
    __attribute__((warn_unused_result));

/* The same in two steps, for many in one round trip: the batch is run in between. What a failed
 * batch means is told by inquiry_explain(). */
struct analysis_rows inquiry_add(struct db_batch *b, const struct inquiry *i,
                                 const char *tenant_id);
enum err inquiry_write(struct ctx *c, const struct inquiry *i, const struct db_batch *b,
                       struct analysis_rows rows, struct str *out)
    __attribute__((warn_unused_result));

/* An error of the batch, as the problem of this inquiry. */
enum err inquiry_explain(struct ctx *c, enum err e);

/* The Content-Disposition of its CSV: a file named after the dataset. */
const char *inquiry_disposition(struct ctx *c, const struct inquiry *i);

#endif
