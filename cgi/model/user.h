/* A person: name, address, password. */
#ifndef MODEL_USER_H
#define MODEL_USER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;
struct visit;

#define EMAIL_MAX 254
#define NAME_MAX_CHARS 120
#define PASSWORD_MIN 10
#define PASSWORD_MAX 200

struct user {
    const char *id, *email, *name;
    int64_t created_at;
};
extern const struct field user_fields[];

/* The person who asks (c->who.user_id). */
enum err user_me(struct ctx *c, struct user *user_r) __attribute__((warn_unused_result));

/* What changes; NULL stays. Another address needs the current password. */
struct user_change {
    const char *name, *email, *password;
};
enum err user_update(struct ctx *c, const struct user_change *change, const struct visit *v,
                     struct user *user_r) __attribute__((warn_unused_result));

/* Replaces the password and ends the person's other sessions. */
enum err user_change_password(struct ctx *c, const char *current, const char *new,
                              const struct visit *v) __attribute__((warn_unused_result));

/* Records what is wrong with an address under `path` and brings its domain to lower case, in the
 * arena; NULL when it is no address. */
const char *user_email(struct ctx *c, const char *path, const char *email);

/* Records what is wrong with a new password under `path`. */
void user_password_check(struct ctx *c, const char *path, const char *password, const char *email);

/* Whether two addresses are the same person's: case is ignored. */
bool user_email_eq(const char *a, const char *b);

/* False for the demo person once the site is public. */
bool user_may_sign_in(const char *email);

#endif
