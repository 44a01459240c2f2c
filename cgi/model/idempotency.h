/* A POST that creates may be sent twice with the same Idempotency-Key and creates once.
 *
 * The key is claimed by the first statement of the creating batch, so it is kept exactly when the
 * object is. A repeat finds out from the failed batch and answers the first object again:
 *
 *     idempotency_claim(b, c, id);
 *     db_add(b, &Q_THING_INSERT, …);
 *     e = db_run(b);
 *     if (idempotency_repeated(c, e, &id))
 *         return thing_by_id(c, id, thing_r);          // secrets are not told again
 *     if (e != OK)
 *         return e;
 */
#ifndef MODEL_IDEMPOTENCY_H
#define MODEL_IDEMPOTENCY_H

#include <stdbool.h>

#include "base/err.h"

struct ctx;
struct db_batch;

/* Adds the claim for the object about to be made; does nothing when the request named no key. */
void idempotency_claim(struct db_batch *b, struct ctx *c, const char *object_id);

/* Whether the batch failed with `e` because an earlier request had made the object: then *id_r is
 * its id and the problem is forgotten. */
bool idempotency_repeated(struct ctx *c, enum err e, const char **id_r);

#endif
