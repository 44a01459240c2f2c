/* Members change and leave here. */
#include "model/member.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/json.h"
#include "base/live.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "base/uuid.h"
#include "model/authn.h"
#include "model/topic.h"
#include "sql/registry.h"

const struct field member_fields[] = { FIELD(struct member, user_id, "userId", FIELD_UUID, 0),
                                       FIELD(struct member, email, "email", FIELD_STR, 0),
                                       FIELD(struct member, name, "name", FIELD_STR, 0),
                                       FIELD(struct member, role, "role", FIELD_STR, 0),
                                       FIELD(struct member, joined_at, "joinedAt", FIELD_TIME, 0),
                                       FIELD_END };

const char *const role_names[] = { "viewer", "editor", "admin", "owner", NULL };

enum err member_list(struct ctx *c, const char *after, int64_t limit, struct member **items_r,
                     size_t *n_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_MEMBER_LIST, &rows, db_uuid(c->who.tenant_id), db_uuid(after),
                          db_int(limit));

    if (e == OK)
        *items_r = row_read_all(c->arena, rows, member_fields, sizeof(struct member), n_r);
    return e;
}

static enum err by_user(struct ctx *c, const char *user_id, struct member *member_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_MEMBER_BY_USER, &rows, db_uuid(c->who.tenant_id), db_uuid(user_id));

    if (e == OK)
        row_read(c->arena, rows, 0, member_fields, member_r);
    return e;
}

static enum err need_owner(struct ctx *c)
{
    return c->who.role == ROLE_OWNER
               ? OK
               : ctx_fail(c, ERR_FORBIDDEN, "only an owner makes or unmakes owners");
}

/* {"from":…,"to":…} for the log; `to` NULL is left out. */
static const char *roles(struct ctx *c, const char *from, const char *to)
{
    return to ? arena_printf(c->arena, "{\"from\":\"%s\",\"to\":\"%s\"}", from, to)
              : arena_printf(c->arena, "{\"from\":\"%s\"}", from);
}

/* The member as live messages carry it. */
static const char *member_json(struct ctx *c, const struct member *m)
{
    struct str data = str_new(c->arena, 4096);
    struct json_out w = json_out(&data);

    json_thing(&w, member_fields, m);
    return str_c(&data);
}

enum err member_set_role(struct ctx *c, const char *user_id, const char *role,
                         struct member *member_r)
{
    char log_id[UUID_TEXT];
    struct db_batch *b;
    enum err e = by_user(c, user_id, member_r);
    int seq;

    if (e == OK && (str_eq(role, "owner") || str_eq(member_r->role, "owner")))
        e = need_owner(c);
    if (e != OK || str_eq(role, member_r->role))
        return e;
    b = db_batch(c);
    uuid_v7(log_id);
    db_add(b, &Q_MEMBER_SET_ROLE, db_uuid(c->who.tenant_id), db_uuid(user_id), db_text(role),
           db_text(member_r->role), db_uuid(log_id), db_uuid(c->who.user_id),
           db_text(roles(c, member_r->role, role)), db_text(c->request_id));
    seq = topic_bump(b, topic_of_tenant(c));
    if ((e = db_run(b)) != OK)
        return e;
    member_r->role = role;
    authn_forget(c, user_id);
    topic_tell(c, b, seq, topic_of_tenant(c), "member.updated", member_json(c, member_r));
    return OK;
}

static enum err may_remove(struct ctx *c, const struct member *m)
{
    if (str_eq(m->user_id, c->who.user_id))
        return OK;
    if (c->who.role < ROLE_ADMIN)
        return ctx_fail(c, ERR_FORBIDDEN, "only an admin removes somebody else");
    return str_eq(m->role, "owner") ? need_owner(c) : OK;
}

enum err member_remove(struct ctx *c, const char *user_id)
{
    struct member m;
    char log_id[UUID_TEXT];
    struct db_batch *b;
    enum err e = by_user(c, user_id, &m);
    int seq;

    if (e == OK)
        e = may_remove(c, &m);
    if (e != OK)
        return e;
    b = db_batch(c);
    uuid_v7(log_id);
    db_add(b, &Q_MEMBER_REMOVE, db_uuid(c->who.tenant_id), db_uuid(user_id), db_text(m.role),
           db_uuid(log_id), db_uuid(c->who.user_id), db_text(roles(c, m.role, NULL)),
           db_text(c->request_id));
    seq = topic_bump(b, topic_of_tenant(c));
    if ((e = db_run(b)) != OK)
        return e;
    authn_forget(c, user_id);
    topic_tell(c, b, seq, topic_of_tenant(c), "member.removed", member_json(c, &m));
    live_drop(c, arena_printf(c->arena, "user:%s", user_id));
    return OK;
}
