/* The queue before the slow hash stands here. */
#include "model/password.h"

#include <stdatomic.h>

#include "base/crypto.h"
#include "base/ctx.h"
#include "base/settings.h"

/* How many threads of this process hash or wait to. */
static atomic_int busy;

static enum err enter(struct ctx *c)
{
    int most = settings.threads > 3 ? (int)(settings.threads / 2) : 1;

    if (atomic_fetch_add(&busy, 1) < most)
        return OK;
    atomic_fetch_sub(&busy, 1);
    c->problem.retry_after = 2;
    return ctx_fail(c, ERR_UNAVAILABLE, "Many are signing in right now. Try again in a moment.");
}

static void leave(void)
{
    atomic_fetch_sub(&busy, 1);
}

enum err password_hash(struct ctx *c, const char *password, const char **hash_r)
{
    enum err e = enter(c);

    if (e != OK)
        return e;
    *hash_r = crypto_password_hash(c->arena, password);
    leave();
    return OK;
}

enum err password_matches(struct ctx *c, const char *password, const char *hash, bool *same_r)
{
    enum err e = enter(c);

    if (e != OK)
        return e;
    *same_r = crypto_password_matches(password, hash);
    leave();
    return OK;
}
