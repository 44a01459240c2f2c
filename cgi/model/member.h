/* Who belongs to a tenant, and as what.
 *
 * Rules: only an owner makes or unmakes owners, and a tenant keeps one; an admin does everything
 * else; anybody may leave.
 */
#ifndef MODEL_MEMBER_H
#define MODEL_MEMBER_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;

struct member {
    const char *user_id, *email, *name, *role;
    int64_t joined_at;
};
extern const struct field member_fields[];
extern const char *const role_names[]; /* NULL-terminated */

enum err member_list(struct ctx *c, const char *after, int64_t limit, struct member **items_r,
                     size_t *n_r) __attribute__((warn_unused_result));

enum err member_set_role(struct ctx *c, const char *user_id, const char *role,
                         struct member *member_r) __attribute__((warn_unused_result));

/* Takes the person out of the tenant and cuts off their live channel. */
enum err member_remove(struct ctx *c, const char *user_id) __attribute__((warn_unused_result));

#endif
