/* Texts of answers, kept in memcached under all that they depend on: tenant, question, and the version
 * of the data. The version is read from PostgreSQL before each look, so a text is never older than
 * the data; nothing is ever deleted.
 *
 *     struct str facts = kept_facts(c);
 *     kept_fact(&facts, question);
 *     key = kept_key(c, &facts);
 *     if (!(text = kept_get(c, key, &n)))
 *         …                                make it, then kept_set(c, key, text, n)
 */
#ifndef MODEL_KEPT_H
#define MODEL_KEPT_H

#include <stddef.h>

#include "base/str.h"

struct ctx;

/* The start of a list of facts: the tenant who asks. */
struct str kept_facts(struct ctx *c);

/* Adds one; NULL is another fact than any text. */
void kept_fact(struct str *facts, const char *text);

/* Their hash in hex, good as an ETag, too; NULL (nothing is kept) for more facts than a key holds. */
const char *kept_key(struct ctx *c, const struct str *facts);

/* The text, NUL-terminated in the arena, or NULL. */
const char *kept_get(struct ctx *c, const char *key, size_t *n_r);
void kept_set(struct ctx *c, const char *key, const char *text, size_t n);

#endif
