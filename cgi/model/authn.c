/* Who asks is found out here. */
#include "model/authn.h"

#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/jwt.h"
#include "base/rowmap.h"
#include "base/settings.h"
#include "base/str.h"
#include "model/key_holder.h"
#include "model/limit.h"
#include "model/remember.h"
#include "model/token.h"
#include "sql/registry.h"

/* What is known of a session in a tenant (or in none). */
struct state {
    bool alive;
    const char *role, *status; /* NULL when not a member */
};
static const struct field state_fields[] = {
    FIELD(struct state, alive, "alive", FIELD_BOOL, 0),
    FIELD(struct state, role, "role", FIELD_STR, FIELD_NULLABLE),
    FIELD(struct state, status, "status", FIELD_STR, FIELD_NULLABLE), FIELD_END
};

struct pair_row {
    const char *session_id, *tenant_id;
};
static const struct field pair_fields[] = {
    FIELD(struct pair_row, session_id, "sessionId", FIELD_UUID, 0),
    FIELD(struct pair_row, tenant_id, "tenantId", FIELD_UUID, FIELD_NULLABLE), FIELD_END
};

static char *state_key(struct ctx *c, const char *session_id, const char *tenant_id)
{
    return arena_printf(c->arena, "authn:%s:%s", session_id, tenant_id ? tenant_id : "-");
}

/* Remembered as two letters: the role's number or '-', then active or suspended. */
static const char *state_text(struct ctx *c, const struct state *s)
{
    char role = s->role ? (char)('0' + role_by_name(s->role)) : '-';

    return arena_printf(c->arena, "%c%c", role, str_eq(s->status, "suspended") ? 's' : 'a');
}

static void state_read(const char *text, struct state *s)
{
    *s = (struct state){ .alive = true };
    if (text[0] == '-')
        return;
    s->role = role_name((enum role)(text[0] - '0'));
    s->status = text[1] == 's' ? "suspended" : "active";
}

static enum err find_state(struct ctx *c, const char *session_id, const char *user_id,
                           const char *tenant_id, struct state *s)
{
    const char *key = state_key(c, session_id, tenant_id);
    const struct db_rows *rows;
    uint64_t ticket;
    const char *text = remember_get(c, key, user_id, &ticket);
    enum err e;

    if (text) {
        state_read(text, s);
        return OK;
    }
    e = db_query(c, &Q_SESSION_STATE, &rows, db_uuid(session_id), db_uuid(user_id),
                 db_uuid(tenant_id));
    if (e != OK)
        return e;
    row_read(c->arena, rows, 0, state_fields, s);
    if (s->alive)
        remember_set(c, key, user_id, ticket, state_text(c, s));
    return OK;
}

/* Fills tenant and role of *who_r from what is known. */
static enum err settle_tenant(struct ctx *c, const struct state *s, const char *tenant_id,
                              struct identity *who_r)
{
    if (!s->role)
        return ctx_fail(c, ERR_NOT_A_MEMBER, "you are not a member of workspace %s", tenant_id);
    if (str_eq(s->status, "suspended"))
        return ctx_fail(c, ERR_TENANT_SUSPENDED, "workspace %s is suspended", tenant_id);
    who_r->tenant_id = tenant_id;
    who_r->role = role_by_name(s->role);
    return OK;
}

/* Ids are compared as text, so a client's upper case has to go. */
static const char *lower_id(struct ctx *c, const char *id)
{
    char *copy = arena_strdup(c->arena, id);

    for (char *p = copy; p && *p; p++)
        if (*p >= 'A' && *p <= 'F')
            *p |= 0x20;
    return copy;
}

static enum err identify_person(struct ctx *c, const struct credentials *offered,
                                struct identity *who_r)
{
    struct jwt_claims claims;
    struct state s;
    enum err e;

    if (!token_access(c->arena, offered->session_token, &claims))
        return ctx_fail(c, ERR_UNAUTHENTICATED, "the session token is not valid or has expired");
    e = find_state(c, claims.session_id, claims.user_id, offered->tenant_id, &s);
    if (e != OK)
        return e;
    if (!s.alive)
        return ctx_fail(c, ERR_SESSION_REVOKED, "this session has ended: sign in again");
    who_r->user_id = claims.user_id;
    who_r->session_id = claims.session_id;
    return offered->tenant_id ? settle_tenant(c, &s, offered->tenant_id, who_r) : OK;
}

enum err authn_enter(struct ctx *c, const char *id)
{
    const char *tenant_id = lower_id(c, id);
    struct state s;
    enum err e = find_state(c, c->who.session_id, c->who.user_id, tenant_id, &s);

    if (e != OK)
        return e;
    if (!s.alive)
        return ctx_fail(c, ERR_SESSION_REVOKED, "this session has ended: sign in again");
    return settle_tenant(c, &s, tenant_id, &c->who);
}

/* Guessing keys costs as much patience as guessing passwords; a key that is known is no guess. */
static enum err find_holder(struct ctx *c, const struct credentials *offered,
                            struct key_holder *holder)
{
    const char *network;
    enum err e;

    if (key_holder_recall(c, offered->api_key, holder))
        return OK;
    network = limit_network(c, offered->address);
    if ((e = limit_check(c, "apikey", network, settings.rate_signin)) != OK)
        return e;
    e = key_holder_find(c, offered->api_key, holder);
    if (e == ERR_UNAUTHENTICATED)
        limit_count(c, "apikey", network);
    return e;
}

/* A public key can be read in the page, so it is good there only. */
static enum err check_origin(struct ctx *c, const char *origin, const struct key_holder *holder)
{
    if (!origin)
        return ctx_fail(c, ERR_CROSS_ORIGIN, "a public key needs the Origin of its page");
    if (!key_holder_allows(holder, origin))
        return ctx_fail(c, ERR_CROSS_ORIGIN, "the key is not for pages of %s", origin);
    return OK;
}

void authn_as_key(const struct key_holder *holder, struct identity *who_r)
{
    who_r->key_id = holder->key_id;
    who_r->tenant_id = holder->tenant_id;
    who_r->scopes = holder->scopes;
    who_r->rate = holder->rate;
}

static enum err identify_program(struct ctx *c, const struct credentials *offered,
                                 struct identity *who_r)
{
    struct key_holder holder = { 0 };
    enum err e = find_holder(c, offered, &holder);

    if (e != OK)
        return e;
    if (holder.suspended)
        return ctx_fail(c, ERR_TENANT_SUSPENDED, "workspace %s is suspended", holder.tenant_id);
    if (offered->tenant_id && !str_eq(offered->tenant_id, holder.tenant_id))
        return ctx_fail(c, ERR_FORBIDDEN, "the API key belongs to another workspace");
    if (holder.is_public && (e = check_origin(c, offered->origin, &holder)) != OK)
        return e;
    authn_as_key(&holder, who_r);
    who_r->origin = holder.is_public ? offered->origin : NULL;
    return OK;
}

enum err authn_identify(struct ctx *c, const struct credentials *offered, struct identity *who_r)
{
    struct credentials o = *offered;

    o.tenant_id = lower_id(c, offered->tenant_id);
    if (o.api_key)
        return identify_program(c, &o, who_r);
    if (o.session_token)
        return identify_person(c, &o, who_r);
    return OK;
}

void authn_forget(struct ctx *c, const char *user_id)
{
    const struct db_rows *rows;
    struct pair_row *pairs;
    const char **keys;
    size_t n;

    if (db_query(c, &Q_SESSION_PAIRS, &rows, db_uuid(user_id)) != OK) {
        c->problem = (struct problem){ 0 };
        remember_forget(c, user_id, NULL, 0);
        return;
    }
    pairs = row_read_all(c->arena, rows, pair_fields, sizeof(*pairs), &n);
    keys = arena_array(c->arena, const char *, 2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        const char *tenant_id = pairs[i].tenant_id ? pairs[i].tenant_id : c->who.tenant_id;

        /* a tenant that the person has just left is not among theirs any more */
        keys[2 * i] = state_key(c, pairs[i].session_id, tenant_id);
        keys[2 * i + 1] = state_key(c, pairs[i].session_id, pairs[i].tenant_id);
    }
    remember_forget(c, user_id, keys, 2 * n);
}
