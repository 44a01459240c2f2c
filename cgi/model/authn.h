/* Finding out who asks: the authenticator that every program hands to web/guard.
 *
 * A session token is verified without the database; that its session is still alive and what its
 * person may do in the tenant is remembered (remember.h), or asked of the database. Whoever takes a
 * right away calls authn_forget(), so it ends at once while memcached is there and within 15 seconds
 * when it was not.
 */
#ifndef MODEL_AUTHN_H
#define MODEL_AUTHN_H

#include "base/identity.h"

struct ctx;
struct key_holder;

/* See identity.h. */
enum err authn_identify(struct ctx *c, const struct credentials *offered, struct identity *who_r)
    __attribute__((warn_unused_result));

/* Fills in what the holder of a key may do. */
void authn_as_key(const struct key_holder *holder, struct identity *who_r);

/* For a person already known (c->who): fills c->who.tenant_id and role when `tenant_id` (a UUID) is
 * a tenant of theirs; ERR_NOT_A_MEMBER, ERR_TENANT_SUSPENDED. */
enum err authn_enter(struct ctx *c, const char *tenant_id) __attribute__((warn_unused_result));

/* Makes the next request of that person ask the database again. */
void authn_forget(struct ctx *c, const char *user_id);

#endif
