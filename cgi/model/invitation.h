/* An invitation into a tenant: a link that the person with that address may take up in seven days.
 *
 * The link ends in a token of 256 random bits, of which only the SHA-256 is stored.
 */
#ifndef MODEL_INVITATION_H
#define MODEL_INVITATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;
struct db_batch;
struct tenant;

struct invitation {
    const char *id, *email, *role;
    int64_t created_at, expires_at;
};
extern const struct field invitation_fields[];

/* What the holder of a token may know. */
struct invited {
    const char *workspace, *email, *role;
    int64_t expires_at;
    const char *id, *tenant_id, *slug;
    bool open;
    int bump; /* the statement of invitation_take that raised the tenant's counter */
};
extern const struct field invited_fields[];

struct invitation_input {
    const char *email, *role;
};

/* Invites into c->who.tenant_id; an open invitation of the same address ends. *token_r is NULL for
 * an idempotent repeat. */
enum err invitation_create(struct ctx *c, const struct invitation_input *in,
                           struct invitation *invitation_r, const char **token_r)
    __attribute__((warn_unused_result));

/* The open ones. */
enum err invitation_list(struct ctx *c, const char *after, int64_t limit,
                         struct invitation **items_r, size_t *n_r)
    __attribute__((warn_unused_result));

enum err invitation_revoke(struct ctx *c, const char *id) __attribute__((warn_unused_result));

/* ERR_NOT_FOUND for an unknown token, ERR_INVITATION_OVER for one that can no longer be used. */
enum err invitation_find(struct ctx *c, const char *token, struct invited *invited_r)
    __attribute__((warn_unused_result));

/* Adds to the batch, as its end, what makes c->who.user_id, who has the address `email`, a member:
 * the tenant of the batch is set to the inviting one. */
enum err invitation_take(struct db_batch *b, struct ctx *c, struct invited *i, const char *email)
    __attribute__((warn_unused_result));

/* Tells the tenant who came in, once that batch is committed. */
void invitation_tell(struct ctx *c, const struct db_batch *b, const struct invited *i);

/* Makes the one who asks a member and enters the tenant. */
enum err invitation_accept(struct ctx *c, const char *token, struct tenant *tenant_r)
    __attribute__((warn_unused_result));

#endif
