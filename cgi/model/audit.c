/* Rows of the audit logs are written and listed here. */
#include "model/audit.h"

#include "base/ctx.h"
#include "base/db.h"
#include "base/rowmap.h"
#include "base/uuid.h"
#include "sql/registry.h"

const struct field audit_fields[] = {
    FIELD(struct audit, id, "id", FIELD_UUID, 0),
    FIELD(struct audit, at, "at", FIELD_TIME, 0),
    FIELD(struct audit, user_id, "userId", FIELD_UUID, FIELD_NULLABLE),
    FIELD(struct audit, user_email, "userEmail", FIELD_STR, FIELD_NULLABLE),
    FIELD(struct audit, key_id, "keyId", FIELD_UUID, FIELD_NULLABLE),
    FIELD(struct audit, action, "action", FIELD_STR, 0),
    FIELD(struct audit, object, "object", FIELD_STR, 0),
    FIELD(struct audit, detail, "detail", FIELD_JSON, 0),
    FIELD(struct audit, request_id, "requestId", FIELD_STR, 0),
    FIELD_END
};

void audit_add(struct db_batch *b, struct ctx *c, const char *action, const char *object,
               const char *detail)
{
    char id[UUID_TEXT];

    uuid_v7(id);
    db_add(b, &Q_AUDIT_INSERT, db_uuid(c->who.tenant_id), db_uuid(id), db_uuid(c->who.user_id),
           db_uuid(c->who.key_id), db_text(action), db_text(object), db_text(detail),
           db_text(c->request_id));
}

void audit_add_user(struct db_batch *b, struct ctx *c, const char *action, const char *session_id,
                    const char *address)
{
    char id[UUID_TEXT];

    uuid_v7(id);
    db_add(b, &Q_AUDIT_INSERT_USER, db_uuid(id), db_uuid(c->who.user_id), db_uuid(session_id),
           db_text(action), db_text(address ? address : ""), db_text(c->request_id));
}

enum err audit_list(struct ctx *c, const char *after, int64_t limit, struct audit **items_r,
                    size_t *n_r)
{
    const struct db_rows *rows;
    enum err e =
        db_query(c, &Q_AUDIT_LIST, &rows, db_uuid(c->who.tenant_id), db_uuid(after), db_int(limit));

    if (e == OK)
        *items_r = row_read_all(c->arena, rows, audit_fields, sizeof(struct audit), n_r);
    return e;
}
