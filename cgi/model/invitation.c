/* Invitations are made, shown, taken up and ended here. */
#include "model/invitation.h"

#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/json.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "base/uuid.h"
#include "model/audit.h"
#include "model/authn.h"
#include "model/idempotency.h"
#include "model/tenant.h"
#include "model/topic.h"
#include "model/user.h"
#include "sql/registry.h"

#define TOKEN_BYTES 32
#define TOKEN_CHARS_MAX 64
#define LIFE (7 * TIME_DAY)

const struct field invitation_fields[] = {
    FIELD(struct invitation, id, "id", FIELD_UUID, 0),
    FIELD(struct invitation, email, "email", FIELD_STR, 0),
    FIELD(struct invitation, role, "role", FIELD_STR, 0),
    FIELD(struct invitation, created_at, "createdAt", FIELD_TIME, 0),
    FIELD(struct invitation, expires_at, "expiresAt", FIELD_TIME, 0),
    FIELD_END
};

const struct field invited_fields[] = {
    FIELD(struct invited, workspace, "workspace", FIELD_STR, 0),
    FIELD(struct invited, email, "email", FIELD_STR, 0),
    FIELD(struct invited, role, "role", FIELD_STR, 0),
    FIELD(struct invited, expires_at, "expiresAt", FIELD_TIME, 0),
    FIELD(struct invited, id, "id", FIELD_UUID, FIELD_HIDDEN),
    FIELD(struct invited, tenant_id, "tenantId", FIELD_UUID, FIELD_HIDDEN),
    FIELD(struct invited, slug, "slug", FIELD_STR, FIELD_HIDDEN),
    FIELD(struct invited, open, "open", FIELD_BOOL, FIELD_HIDDEN),
    FIELD_END
};

static enum err by_id(struct ctx *c, const char *id, struct invitation *invitation_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_INVITATION_BY_ID, &rows, db_uuid(c->who.tenant_id), db_uuid(id));

    if (e == OK)
        row_read(c->arena, rows, 0, invitation_fields, invitation_r);
    return e;
}

static enum err may_invite(struct ctx *c, const struct invitation_input *in)
{
    const struct db_rows *rows;
    enum err e;

    if (str_eq(in->role, "owner") && c->who.role != ROLE_OWNER)
        return ctx_fail(c, ERR_FORBIDDEN, "only an owner makes owners");
    e = db_query(c, &Q_MEMBER_BY_EMAIL, &rows, db_uuid(c->who.tenant_id), db_text(in->email));
    if (e == OK && db_count(rows))
        return ctx_fail(c, ERR_ALREADY_MEMBER, "%s is a member already", in->email);
    return e;
}

static const char *detail(struct ctx *c, const struct invitation_input *in)
{
    struct str text = str_new(c->arena, 4096);
    struct json_out w = json_out(&text);

    json_open(&w, '{');
    json_key(&w, "email");
    json_str(&w, in->email);
    json_key(&w, "role");
    json_str(&w, in->role);
    json_close(&w, '}');
    return str_c(&text);
}

/* Only the digest of a token is stored, so only who holds it can show it. */
static void digest(const char *token, char hash[SHA256_HEX])
{
    crypto_sha256_hex(token, strlen(token), hash);
}

enum err invitation_create(struct ctx *c, const struct invitation_input *in,
                           struct invitation *invitation_r, const char **token_r)
{
    const char *token = crypto_token(c->arena, TOKEN_BYTES), *id;
    char made[UUID_TEXT], hash[SHA256_HEX];
    struct db_batch *b;
    enum err e = may_invite(c, in);
    int row;

    if (e != OK)
        return e;
    uuid_v7(made);
    id = made;
    digest(token, hash);
    b = db_batch(c);
    idempotency_claim(b, c, id);
    db_add(b, &Q_INVITATION_REPLACE, db_uuid(c->who.tenant_id), db_text(in->email));
    row = db_add(b, &Q_INVITATION_INSERT, db_uuid(c->who.tenant_id), db_uuid(id),
                 db_text(in->email), db_text(in->role), db_text(hash), db_uuid(c->who.user_id),
                 db_time(time_now() + LIFE));
    audit_add(b, c, "invitation.created", id, detail(c, in));
    e = db_run(b);
    *token_r = NULL;
    if (idempotency_repeated(c, e, &id))
        return by_id(c, id, invitation_r);
    if (e != OK)
        return e;
    row_read(c->arena, db_rows(b, row), 0, invitation_fields, invitation_r);
    *token_r = token;
    return OK;
}

enum err invitation_list(struct ctx *c, const char *after, int64_t limit,
                         struct invitation **items_r, size_t *n_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_INVITATION_LIST, &rows, db_uuid(c->who.tenant_id), db_uuid(after),
                          db_int(limit));

    if (e == OK)
        *items_r = row_read_all(c->arena, rows, invitation_fields, sizeof(struct invitation), n_r);
    return e;
}

enum err invitation_revoke(struct ctx *c, const char *id)
{
    char log_id[UUID_TEXT];

    uuid_v7(log_id);
    return db_query(c, &Q_INVITATION_REVOKE, NULL, db_uuid(c->who.tenant_id), db_uuid(id),
                    db_uuid(log_id), db_uuid(c->who.user_id), db_text(c->request_id));
}

static enum err unknown(struct ctx *c)
{
    return ctx_fail(c, ERR_NOT_FOUND, "there is no such invitation");
}

enum err invitation_find(struct ctx *c, const char *token, struct invited *invited_r)
{
    const struct db_rows *rows;
    char hash[SHA256_HEX];
    enum err e;

    if (strlen(token) > TOKEN_CHARS_MAX)
        return unknown(c);
    digest(token, hash);
    e = db_query(c, &Q_INVITATION_BY_HASH, &rows, db_text(hash));
    if (e == ERR_NOT_FOUND)
        return unknown(c);
    if (e != OK)
        return e;
    row_read(c->arena, rows, 0, invited_fields, invited_r);
    if (!invited_r->open)
        return ctx_fail(c, ERR_INVITATION_OVER, "the invitation was used, revoked or is over");
    return OK;
}

static const char *topic_of(struct ctx *c, const struct invited *i)
{
    return arena_printf(c->arena, "tenant:%s", i->tenant_id);
}

enum err invitation_take(struct db_batch *b, struct ctx *c, struct invited *i, const char *email)
{
    const char *before = c->who.tenant_id;

    if (!user_email_eq(email, i->email))
        return ctx_fail(c, ERR_FORBIDDEN, "the invitation is for another e-mail address");
    db_add(b, &Q_TENANT_ENTER, db_uuid(i->tenant_id));
    db_add(b, &Q_INVITATION_ACCEPT, db_uuid(i->id), db_uuid(c->who.user_id));
    c->who.tenant_id = i->tenant_id;
    audit_add(b, c, "invitation.accepted", i->id, NULL);
    c->who.tenant_id = before;
    i->bump = topic_bump(b, topic_of(c, i));
    return OK;
}

void invitation_tell(struct ctx *c, const struct db_batch *b, const struct invited *i)
{
    struct str data = str_new(c->arena, 4096);
    struct json_out w = json_out(&data);

    json_open(&w, '{');
    json_key(&w, "userId");
    json_str(&w, c->who.user_id);
    json_key(&w, "role");
    json_str(&w, i->role);
    json_close(&w, '}');
    topic_tell(c, b, i->bump, topic_of(c, i), "member.created", str_c(&data));
}

/* Whether the one who asks is in already, so that a repeated request is answered alike. */
static bool taken_before(struct ctx *c, const struct invited *i)
{
    const struct problem problem = c->problem;

    if (authn_enter(c, i->tenant_id) != OK) {
        c->problem = problem;
        return false;
    }
    c->problem = (struct problem){ 0 };
    return true;
}

enum err invitation_accept(struct ctx *c, const char *token, struct tenant *tenant_r)
{
    struct invited i = { 0 };
    struct user me;
    struct db_batch *b;
    enum err e = invitation_find(c, token, &i);

    if (e == ERR_INVITATION_OVER && taken_before(c, &i))
        return tenant_get(c, tenant_r);
    if (e == OK)
        e = user_me(c, &me);
    if (e != OK)
        return e;
    b = db_batch(c);
    if ((e = invitation_take(b, c, &i, me.email)) != OK || (e = db_run(b)) != OK)
        return e;
    invitation_tell(c, b, &i);
    c->who.tenant_id = i.tenant_id;
    authn_forget(c, c->who.user_id);
    return tenant_get(c, tenant_r);
}
