/* The queue before the slow hash stands here. */
#include "model/password.h"

#include "base/crowd.h"
#include "base/crypto.h"
#include "base/ctx.h"

static struct crowd crowd;

static enum err enter(struct ctx *c)
{
    return crowd_enter(c, &crowd, 2, "Many are signing in right now. Try again in a moment.");
}

enum err password_hash(struct ctx *c, const char *password, const char **hash_r)
{
    enum err e = enter(c);

    if (e != OK)
        return e;
    *hash_r = crypto_password_hash(c->arena, password);
    crowd_leave(&crowd);
    return OK;
}

enum err password_matches(struct ctx *c, const char *password, const char *hash, bool *same_r)
{
    enum err e = enter(c);

    if (e != OK)
        return e;
    *same_r = crypto_password_matches(password, hash);
    crowd_leave(&crowd);
    return OK;
}
