/* People come in here: by password or by registering. */
#include "model/signin.h"

#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/log.h"
#include "base/rowmap.h"
#include "base/settings.h"
#include "base/str.h"
#include "base/uuid.h"
#include "model/audit.h"
#include "model/invitation.h"
#include "model/limit.h"
#include "model/password.h"
#include "sql/registry.h"

/* One address is tried from many networks: it may fail this many times more often than one network.
 */
#define ACCOUNT_FACTOR 5

/* What is compared when nobody has the address, so that the answer takes as long. */
static const char nobodys_password[] =
    "$scrypt$ln=15,r=8,p=3$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

struct person {
    struct user user;
    const char *password_hash;
};
static const struct field person_fields[] = {
    FIELD(struct person, password_hash, "passwordHash", FIELD_STR, 0), FIELD_END
};

static char *lower(struct arena *a, const char *s)
{
    char *copy = arena_strdup(a, s);

    for (char *p = copy; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p |= 0x20;
    return copy;
}

/* *found_r is false when nobody has the address. */
static enum err find(struct ctx *c, const char *email, struct person *p, bool *found_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_USER_BY_EMAIL, &rows, db_text(email));

    if (e != OK)
        return e;
    *found_r = db_count(rows) == 1;
    if (*found_r) {
        row_read(c->arena, rows, 0, user_fields, &p->user);
        row_read(c->arena, rows, 0, person_fields, p);
    }
    return OK;
}

static enum err refuse(struct ctx *c, const char *network, const char *account)
{
    limit_count(c, "signin", network);
    limit_count(c, "account", account);
    log_info("sign-in failed", LOG_STR("network", network));
    return ctx_fail(c, ERR_BAD_CREDENTIALS, "e-mail or password is wrong");
}

static enum err open_session(struct ctx *c, const struct visit *v, struct tokens *tokens_r)
{
    struct db_batch *b = db_batch(c);

    *tokens_r = session_add(b, c, v);
    c->who.session_id = tokens_r->session_id;
    return db_run(b);
}

enum err signin(struct ctx *c, const char *email, const char *password, const struct visit *v,
                struct user *user_r, struct tokens *tokens_r)
{
    const char *network = limit_network(c, v->address), *account = lower(c->arena, email);
    struct person p = { .password_hash = nobodys_password };
    bool found = false, matches = false;
    enum err e = limit_check(c, "signin", network, settings.rate_signin);

    if (e == OK)
        e = limit_check(c, "account", account, settings.rate_signin * ACCOUNT_FACTOR);
    if (e == OK)
        e = find(c, email, &p, &found);
    if (e == OK)
        e = password_matches(c, password, p.password_hash, &matches);
    if (e != OK)
        return e;
    if (!found || !matches || !user_may_sign_in(p.user.email))
        return refuse(c, network, account);
    c->who = (struct identity){ .user_id = p.user.id };
    *user_r = p.user;
    return open_session(c, v, tokens_r);
}

void registration_check(struct ctx *c, const struct registration *in)
{
    if (in->email)
        user_email(c, "email", in->email);
    if (in->password)
        user_password_check(c, "password", in->password, in->email);
    if (!in->workspace && !in->invitation)
        ctx_invalid(c, "workspace", "required", "is required without an invitation");
}

static enum err may_register(struct ctx *c, const struct registration *in)
{
    if (str_eq(settings.registration, "closed"))
        return ctx_fail(c, ERR_REGISTRATION_CLOSED, "nobody can register here");
    if (str_eq(settings.registration, "invite") && !in->invitation)
        return ctx_fail(c, ERR_REGISTRATION_CLOSED, "registering needs an invitation");
    return OK;
}

/* Everything that registering stores, as one transaction; `slug` is not used with an invitation. */
static enum err store(struct ctx *c, const struct registration *in, const char *hash,
                      struct invited *i, const char *slug, const struct visit *v,
                      struct registered *out)
{
    struct tenant_input tenant = { .name = in->workspace };
    char tenant_id[UUID_TEXT];
    struct db_batch *b = db_batch(c);
    int user_row =
        db_add(b, &Q_USER_INSERT, db_uuid(c->who.user_id),
               db_text(user_email(c, "email", in->email)), db_text(in->name), db_text(hash));
    int tenant_row = -1;
    enum err e = OK;

    out->tokens = session_add(b, c, v);
    uuid_v7(tenant_id);
    if (i->open)
        e = invitation_take(b, c, i, in->email);
    else
        tenant_row = tenant_add(b, c, tenant_id, slug, &tenant);
    if (e != OK || (e = db_run(b)) != OK)
        return e;
    if (i->open)
        invitation_tell(c, b, i);
    row_read(c->arena, db_rows(b, user_row), 0, user_fields, &out->user);
    if (tenant_row >= 0)
        row_read(c->arena, db_rows(b, tenant_row), 0, tenant_fields, &out->tenant);
    return OK;
}

enum err registration_run(struct ctx *c, const struct registration *in, const struct visit *v,
                          struct registered *out_r)
{
    struct invited i = { 0 };
    char *user_id = arena_alloc(c->arena, UUID_TEXT);
    const char *hash;
    enum err e = may_register(c, in);

    if (e == OK && in->invitation)
        e = invitation_find(c, in->invitation, &i);
    if (e == OK)
        e = password_hash(c, in->password, &hash);
    if (e != OK)
        return e;
    uuid_v7(user_id);
    c->who = (struct identity){ .user_id = user_id };
    e = ERR_SLUG_TAKEN;
    for (int try = 0; e == ERR_SLUG_TAKEN && try < TENANT_SLUG_TRIES; try++) {
        c->problem = (struct problem){ 0 };
        e = store(c, in, hash, &i, in->workspace ? tenant_slug(c, in->workspace, try) : NULL, v,
                  out_r);
    }
    c->who.session_id = out_r->tokens.session_id;
    if (e == OK && i.open) {
        c->who.tenant_id = i.tenant_id;
        e = tenant_get(c, &out_r->tenant);
    }
    return e;
}
