/* The log of what changed who may do what, written in the transaction of the change. */
#ifndef MODEL_AUDIT_H
#define MODEL_AUDIT_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;
struct db_batch;

struct audit {
    const char *id;
    int64_t at;
    const char *user_id, *user_email, *key_id, *action, *object, *detail, *request_id;
};
extern const struct field audit_fields[];

/* Adds a row to the tenant's log: what the one who asks did ("member.role") to which object (an
 * id or ""); `detail` is a JSON object or NULL. */
void audit_add(struct db_batch *b, struct ctx *c, const char *action, const char *object,
               const char *detail);

/* Adds a row to a person's own log ("session.opened"); `address` and `session_id` may be NULL. */
void audit_add_user(struct db_batch *b, struct ctx *c, const char *action, const char *session_id,
                    const char *address);

/* The newest `limit` rows of the tenant, older than the row `after` unless that is NULL. */
enum err audit_list(struct ctx *c, const char *after, int64_t limit, struct audit **items_r,
                    size_t *n_r) __attribute__((warn_unused_result));

#endif
