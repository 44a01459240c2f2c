/* Coming in: with a password, or as somebody new. */
#ifndef MODEL_SIGNIN_H
#define MODEL_SIGNIN_H

#include "base/err.h"
#include "model/session.h"
#include "model/tenant.h"
#include "model/user.h"

struct ctx;

/* Opens a session. ERR_BAD_CREDENTIALS takes the same time whether the address is known or not;
 * ERR_RATE after too many of them from one network or for one address. Fills c->who. */
enum err signin(struct ctx *c, const char *email, const char *password, const struct visit *v,
                struct user *user_r, struct tokens *tokens_r) __attribute__((warn_unused_result));

struct registration {
    const char *email, *password, *name;
    const char *workspace;  /* the new tenant's name; NULL with an invitation */
    const char *invitation; /* a token, or NULL */
};

struct registered {
    struct user user;
    struct tenant tenant;
    struct tokens tokens;
};

/* Records what is wrong beyond types and lengths. */
void registration_check(struct ctx *c, const struct registration *in);

/* Makes the person, and a tenant or the membership that the invitation offers, and opens a session;
 * all or nothing. ERR_REGISTRATION_CLOSED, ERR_EMAIL_TAKEN, ERR_INVITATION_OVER. */
enum err registration_run(struct ctx *c, const struct registration *in, const struct visit *v,
                          struct registered *out_r) __attribute__((warn_unused_result));

#endif
