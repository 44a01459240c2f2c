/* People are read and changed here. */
#include "model/user.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/rowmap.h"
#include "base/settings.h"
#include "base/str.h"
#include "model/audit.h"
#include "model/limit.h"
#include "model/password.h"
#include "model/session.h"
#include "sql/registry.h"

const struct field user_fields[] = { FIELD(struct user, id, "id", FIELD_UUID, 0),
                                     FIELD(struct user, email, "email", FIELD_STR, 0),
                                     FIELD(struct user, name, "name", FIELD_STR, 0),
                                     FIELD(struct user, created_at, "createdAt", FIELD_TIME, 0),
                                     FIELD_END };

struct secret {
    const char *email, *password_hash;
};
static const struct field secret_fields[] = {
    FIELD(struct secret, email, "email", FIELD_STR, 0),
    FIELD(struct secret, password_hash, "passwordHash", FIELD_STR, 0), FIELD_END
};

enum err user_me(struct ctx *c, struct user *user_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_USER_BY_ID, &rows, db_uuid(c->who.user_id));

    if (e == OK)
        row_read(c->arena, rows, 0, user_fields, user_r);
    return e;
}

/* Visible characters only; what a mail server makes of them is its own business. */
static bool is_local_part(const char *p, size_t n)
{
    if (n == 0 || n > 64)
        return false;
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)p[i] <= ' ' || p[i] == 0x7f || strchr("()<>[]:;,\\\"@", p[i]))
            return false;
    return true;
}

static bool is_domain(const char *p)
{
    size_t label = 0;

    for (; *p; p++) {
        unsigned char ch = (unsigned char)*p;

        if (ch == '.' ? label == 0
                      : ch < 0x80 && !strchr("-0123456789abcdefghijklmnopqrstuvwxyz", ch))
            return false;
        label = ch == '.' ? 0 : label + 1;
    }
    return label > 0;
}

static char *lower_from(char *p)
{
    for (char *at = p; *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at |= 0x20;
    return p;
}

const char *user_email(struct ctx *c, const char *path, const char *email)
{
    char *copy = arena_strdup(c->arena, email), *at = strrchr(copy, '@');

    if (strlen(email) > EMAIL_MAX)
        ctx_invalid(c, path, "too_long", "must have at most %d characters", EMAIL_MAX);
    else if (!at || !is_local_part(copy, (size_t)(at - copy)) || !is_domain(lower_from(at + 1)))
        ctx_invalid(c, path, "format", "must be an e-mail address");
    else
        return copy;
    return NULL;
}

bool user_email_eq(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

bool user_may_sign_in(const char *email)
{
    return !settings.public_url[0] || !settings.demo_email[0] ||
           !user_email_eq(email, settings.demo_email);
}

static size_t characters(const char *s)
{
    size_t n = 0;

    for (; *s; s++)
        n += ((unsigned char)*s & 0xc0) != 0x80;
    return n;
}

void user_password_check(struct ctx *c, const char *path, const char *password, const char *email)
{
    size_t n = characters(password);

    if (n < PASSWORD_MIN)
        ctx_invalid(c, path, "too_short", "must have at least %d characters", PASSWORD_MIN);
    else if (n > PASSWORD_MAX)
        ctx_invalid(c, path, "too_long", "must have at most %d characters", PASSWORD_MAX);
    else if (email && user_email_eq(password, email))
        ctx_invalid(c, path, "format", "must not be the e-mail address");
}

/* Whether `password` is the current one of the person who asks; guesses are counted. */
static enum err confirm(struct ctx *c, const char *password, const char *path, struct secret *own_r)
{
    const struct db_rows *rows;
    bool same;
    enum err e = limit_check(c, "confirm", c->who.user_id, settings.rate_signin);

    if (e == OK)
        e = db_query0(c, &Q_USER_OWN_PASSWORD, &rows);
    if (e != OK)
        return e;
    row_read(c->arena, rows, 0, secret_fields, own_r);
    if ((e = password_matches(c, password, own_r->password_hash, &same)) != OK || same)
        return e;
    limit_count(c, "confirm", c->who.user_id);
    ctx_invalid(c, path, "wrong", "is not the current password");
    return ctx_check(c);
}

/* The address is only changed by somebody who knows the password, not by an open browser. */
static enum err allow_email(struct ctx *c, const struct user_change *change)
{
    struct secret own;

    if (!change->email)
        return OK;
    if (change->password)
        return confirm(c, change->password, "password", &own);
    ctx_invalid(c, "password", "required", "is required to change the e-mail address");
    return ctx_check(c);
}

enum err user_update(struct ctx *c, const struct user_change *change, const struct visit *v,
                     struct user *user_r)
{
    struct db_batch *b;
    enum err e = allow_email(c, change);
    int row;

    if (e != OK)
        return e;
    b = db_batch(c);
    row = db_add(b, &Q_USER_UPDATE, db_uuid(c->who.user_id), db_text(change->name),
                 db_text(change->email));
    if (change->email)
        audit_add_user(b, c, "email.changed", c->who.session_id, v->address);
    if ((e = db_run(b)) == OK)
        row_read(c->arena, db_rows(b, row), 0, user_fields, user_r);
    return e;
}

enum err user_change_password(struct ctx *c, const char *current, const char *new,
                              const struct visit *v)
{
    struct secret own;
    const char *hash;
    struct db_batch *b;
    enum err e = confirm(c, current, "current", &own);

    if (e != OK)
        return e;
    user_password_check(c, "new", new, own.email);
    if ((e = ctx_check(c)) != OK || (e = password_hash(c, new, &hash)) != OK)
        return e;
    b = db_batch(c);
    db_add(b, &Q_USER_SET_PASSWORD, db_uuid(c->who.user_id), db_text(hash));
    db_add(b, &Q_SESSION_REVOKE_ALL, db_uuid(c->who.user_id), db_uuid(c->who.session_id));
    audit_add_user(b, c, "password.changed", c->who.session_id, v->address);
    if ((e = db_run(b)) == OK)
        session_cut_off(c);
    return e;
}
