/* Facts about who may do what, remembered so that not every request asks the database: two seconds in
 * the process (base/near.h), fifteen in memcached.
 *
 * A fact is about a subject (a person, a key). Who takes a right away commits and then forgets the
 * fact: every program of this host then asks the database again at once, and a reader that had asked
 * just before does not bring it back. On other hosts, and while memcached is away, a right ends by
 * itself a little later.
 */
#ifndef MODEL_REMEMBER_H
#define MODEL_REMEMBER_H

#include <stddef.h>
#include <stdint.h>

struct ctx;

/* The text remembered under `key` (in the arena), or NULL; *ticket_r is for remember_set(). */
const char *remember_get(struct ctx *c, const char *key, const char *subject, uint64_t *ticket_r);

/* Keeps a text that was found out since the ticket was given; never an empty one. */
void remember_set(struct ctx *c, const char *key, const char *subject, uint64_t ticket,
                  const char *text);

/* Forgets these facts about a subject. Waits up to 1.5 s for a memcached that is slow. */
void remember_forget(struct ctx *c, const char *subject, const char *const *keys, size_t n);

#endif
