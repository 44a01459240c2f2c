/* Sessions begin, are carried on and end here. */
#include "model/session.h"

#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/hex.h"
#include "base/live.h"
#include "base/log.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "base/uuid.h"
#include "model/audit.h"
#include "model/authn.h"
#include "model/user.h"
#include "sql/registry.h"

#define USER_AGENT_MAX 300

const struct field session_fields[] = {
    FIELD(struct session, id, "id", FIELD_UUID, 0),
    FIELD(struct session, current, "current", FIELD_BOOL, 0),
    FIELD(struct session, user_agent, "userAgent", FIELD_STR, 0),
    FIELD(struct session, address, "address", FIELD_STR, 0),
    FIELD(struct session, created_at, "createdAt", FIELD_TIME, 0),
    FIELD(struct session, last_seen_at, "lastSeenAt", FIELD_TIME, 0),
    FIELD_END
};

/* What lookup.session_secret() tells of a session. */
struct secret {
    const char *user_id, *email, *seed_hex;
    int64_t generation;
    bool recent, alive;
    uint8_t seed[TOKEN_SEED_BYTES];
};
static const struct field secret_fields[] = {
    FIELD(struct secret, user_id, "userId", FIELD_UUID, 0),
    FIELD(struct secret, email, "email", FIELD_STR, 0),
    FIELD(struct secret, seed_hex, "seed", FIELD_STR, 0),
    FIELD(struct secret, generation, "generation", FIELD_INT, 0),
    FIELD(struct secret, recent, "recent", FIELD_BOOL, 0),
    FIELD(struct secret, alive, "alive", FIELD_BOOL, 0),
    FIELD_END
};

static int64_t expiry(void)
{
    return time_now() + TOKEN_SESSION_SECONDS * TIME_SECOND;
}

/* A header may hold any bytes; what is not UTF-8 ends the text. */
static const char *clean_agent(struct arena *a, const char *agent)
{
    size_t n = agent ? strnlen(agent, USER_AGENT_MAX) : 0;

    return arena_strndup(a, agent ? agent : "", agent ? str_utf8_valid(agent, n) : 0);
}

struct tokens session_add(struct db_batch *b, struct ctx *c, const struct visit *v)
{
    char *id = arena_alloc(c->arena, UUID_TEXT);
    char hex[2 * TOKEN_SEED_BYTES + 1];
    uint8_t seed[TOKEN_SEED_BYTES];

    uuid_v7(id);
    crypto_random(seed, sizeof(seed));
    hex_encode(seed, sizeof(seed), hex);
    db_add(b, &Q_SESSION_INSERT, db_uuid(id), db_uuid(c->who.user_id), db_text(hex),
           db_text(clean_agent(c->arena, v->user_agent)), db_text(v->address), db_time(expiry()));
    audit_add_user(b, c, "session.opened", id, v->address);
    return token_pair(c->arena, c->who.user_id, id, seed, 0);
}

static enum err not_ours(struct ctx *c)
{
    return ctx_fail(c, ERR_UNAUTHENTICATED, "the refresh token is not valid");
}

static enum err is_over(struct ctx *c)
{
    return ctx_fail(c, ERR_SESSION_REVOKED, "this session has ended: sign in again");
}

/* Finds the session that a token belongs to and proves that it does. */
static enum err find(struct ctx *c, const char *refresh, struct refresh_token *t, struct secret *s)
{
    const struct db_rows *rows;
    enum err e;

    if (!refresh || !token_refresh_read(c->arena, refresh, t))
        return not_ours(c);
    if ((e = db_query(c, &Q_SESSION_SECRET, &rows, db_uuid(t->session_id))) != OK)
        return e;
    if (db_count(rows) == 0)
        return not_ours(c);
    row_read(c->arena, rows, 0, secret_fields, s);
    if (!hex_decode(s->seed_hex, s->seed, sizeof(s->seed)))
        BUG("session %s has no seed", t->session_id);
    if (!token_refresh_genuine(t, s->seed))
        return not_ours(c);
    c->who.user_id = s->user_id;
    c->who.session_id = arena_strdup(c->arena, t->session_id);
    return s->alive && user_may_sign_in(s->email) ? OK : is_over(c);
}

enum err session_recognise(struct ctx *c, const char *refresh)
{
    struct refresh_token t;
    struct secret s = { 0 };

    return find(c, refresh, &t, &s);
}

void session_cut_off(struct ctx *c)
{
    authn_forget(c, c->who.user_id);
    live_drop(c, arena_printf(c->arena, "user:%s", c->who.user_id));
}

static enum err revoke(struct ctx *c, const char *session_id, const char *action,
                       const struct visit *v, bool *ended_r)
{
    const struct db_rows *rows;
    char id[UUID_TEXT];
    enum err e;

    uuid_v7(id);
    e = db_query(c, &Q_SESSION_REVOKE, &rows, db_uuid(session_id), db_uuid(c->who.user_id),
                 db_uuid(id), db_text(action), db_text(v->address), db_text(c->request_id));
    if (e != OK)
        return e;
    *ended_r = db_count(rows) == 1;
    if (*ended_r)
        session_cut_off(c);
    return OK;
}

/* An old token came back: two hold what only one should, and nobody knows who of them is who. */
static enum err end_reused(struct ctx *c, const struct visit *v)
{
    bool ended;
    enum err e = revoke(c, c->who.session_id, "session.reused", v, &ended);

    if (e != OK)
        return e;
    log_warn("refresh token used again", LOG_STR("session", c->who.session_id),
             LOG_STR("user", c->who.user_id));
    return is_over(c);
}

/* Raises the generation; *won_r is false when another request did it first. */
static enum err rotate(struct ctx *c, int64_t generation, bool *won_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_SESSION_ROTATE, &rows, db_uuid(c->who.session_id),
                          db_uuid(c->who.user_id), db_int(generation), db_time(expiry()));

    if (e == OK)
        *won_r = db_count(rows) == 1;
    return e;
}

enum err session_refresh(struct ctx *c, const char *refresh, const struct visit *v,
                         struct tokens *tokens_r)
{
    struct refresh_token t;
    struct secret s = { 0 };
    bool won = false;
    enum err e = find(c, refresh, &t, &s);

    if (e == OK && t.generation == s.generation && (e = rotate(c, s.generation, &won)) == OK &&
        !won)
        e = find(c, refresh, &t, &s);
    if (e != OK)
        return e;
    if (!won && !(t.generation == s.generation - 1 && s.recent))
        return end_reused(c, v);
    *tokens_r = token_pair(c->arena, c->who.user_id, c->who.session_id, s.seed, t.generation + 1);
    return OK;
}

enum err session_end(struct ctx *c, const char *session_id, const struct visit *v)
{
    bool ended;
    enum err e = revoke(c, session_id, "session.closed", v, &ended);

    if (e == OK && !ended)
        return ctx_fail(c, ERR_NOT_FOUND, "there is no session %s of yours", session_id);
    return e;
}

enum err session_end_all(struct ctx *c, const struct visit *v)
{
    struct db_batch *b = db_batch(c);
    enum err e;

    db_add(b, &Q_SESSION_REVOKE_ALL, db_uuid(c->who.user_id), db_null());
    audit_add_user(b, c, "session.closed_all", c->who.session_id, v->address);
    if ((e = db_run(b)) == OK)
        session_cut_off(c);
    return e;
}

enum err session_list(struct ctx *c, const char *after, int64_t limit, struct session **items_r,
                      size_t *n_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_SESSION_LIST, &rows, db_uuid(c->who.user_id),
                          db_uuid(c->who.session_id), db_uuid(after), db_int(limit));

    if (e == OK)
        *items_r = row_read_all(c->arena, rows, session_fields, sizeof(struct session), n_r);
    return e;
}
