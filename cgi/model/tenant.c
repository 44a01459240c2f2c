/* Tenants are made, read and changed here. */
#include "model/tenant.h"

#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/hex.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "base/uuid.h"
#include "model/audit.h"
#include "model/authn.h"
#include "model/idempotency.h"
#include "sql/registry.h"

const struct field tenant_fields[] = { FIELD(struct tenant, id, "id", FIELD_UUID, 0),
                                       FIELD(struct tenant, slug, "slug", FIELD_STR, 0),
                                       FIELD(struct tenant, name, "name", FIELD_STR, 0),
                                       FIELD(struct tenant, role, "role", FIELD_STR, 0),
                                       FIELD(struct tenant, status, "status", FIELD_STR, 0),
                                       FIELD(struct tenant, plan, "plan", FIELD_STR, 0),
                                       FIELD(struct tenant, metadata, "metadata", FIELD_JSON, 0),
                                       FIELD(struct tenant, created_at, "createdAt", FIELD_TIME, 0),
                                       FIELD_END };

static bool is_slug_char(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9');
}

static bool is_slug(const char *s)
{
    size_t n = strlen(s);

    if (n == 0 || n > SLUG_MAX || s[0] == '-' || s[n - 1] == '-')
        return false;
    for (; *s; s++)
        if (!is_slug_char(*s) && *s != '-')
            return false;
    return true;
}

void tenant_check(struct ctx *c, const struct tenant_input *in)
{
    if (in->slug && !is_slug(in->slug))
        ctx_invalid(c, "slug", "format",
                    "must be 1 to %d lower-case letters, digits and inner hyphens", SLUG_MAX);
    else if (in->slug && uuid_valid(in->slug))
        ctx_invalid(c, "slug", "format", "must not look like an id");
    if (in->metadata && in->metadata[0] != '{')
        ctx_invalid(c, "metadata", "type", "must be an object");
    else if (in->metadata && strlen(in->metadata) > METADATA_MAX)
        ctx_invalid(c, "metadata", "too_long", "must have at most %d bytes", METADATA_MAX);
}

/* Letters and digits stay, anything between them becomes one hyphen. */
static void slug_from(const char *name, char *out, size_t max)
{
    size_t n = 0;

    for (; *name && n < max; name++) {
        char ch = *name >= 'A' && *name <= 'Z' ? (char)(*name | 0x20) : *name;

        if (is_slug_char(ch))
            out[n++] = ch;
        else if (n && out[n - 1] != '-')
            out[n++] = '-';
    }
    while (n && out[n - 1] == '-')
        n--;
    out[n] = '\0';
}

const char *tenant_slug(struct ctx *c, const char *name, int try)
{
    char base[SLUG_MAX - 8 + 1], hex[7];
    uint8_t random[3];

    slug_from(name, base, sizeof(base) - 1);
    if (try == 0 && base[0])
        return arena_strdup(c->arena, base);
    crypto_random(random, sizeof(random));
    hex_encode(random, sizeof(random), hex);
    return arena_printf(c->arena, "%s-%s", base[0] ? base : "workspace", hex);
}

int tenant_add(struct db_batch *b, struct ctx *c, const char *id, const char *slug,
               const struct tenant_input *in)
{
    const char *before = c->who.tenant_id;
    int row;

    db_add(b, &Q_TENANT_ENTER, db_uuid(id));
    row = db_add(b, &Q_TENANT_INSERT, db_uuid(id), db_text(slug), db_text(in->name),
                 db_text(in->metadata));
    db_add(b, &Q_MEMBER_INSERT, db_uuid(id), db_uuid(c->who.user_id), db_text("owner"));
    c->who.tenant_id = id;
    audit_add(b, c, "tenant.created", id, NULL);
    c->who.tenant_id = before;
    return row;
}

/* One try with one slug. */
static enum err insert(struct ctx *c, const char *id, const char *slug,
                       const struct tenant_input *in, struct tenant *tenant_r)
{
    struct db_batch *b = db_batch(c);
    enum err e;
    int row;

    idempotency_claim(b, c, id);
    row = tenant_add(b, c, id, slug, in);
    if ((e = db_run(b)) == OK)
        row_read(c->arena, db_rows(b, row), 0, tenant_fields, tenant_r);
    return e;
}

enum err tenant_create(struct ctx *c, const struct tenant_input *in, struct tenant *tenant_r)
{
    char *made = arena_alloc(c->arena, UUID_TEXT);
    const char *id = made;
    enum err e = ERR_SLUG_TAKEN;

    uuid_v7(made);
    for (int try = 0; e == ERR_SLUG_TAKEN && try < (in->slug ? 1 : TENANT_SLUG_TRIES); try++) {
        c->problem = (struct problem){ 0 };
        e = insert(c, id, in->slug ? in->slug : tenant_slug(c, in->name, try), in, tenant_r);
    }
    if (!idempotency_repeated(c, e, &id))
        return e;
    e = tenant_enter(c, id);
    return e == OK ? tenant_get(c, tenant_r) : e;
}

enum err tenant_enter(struct ctx *c, const char *id)
{
    enum err e = uuid_valid(id) ? authn_enter(c, id) : ERR_NOT_A_MEMBER;

    if (e == ERR_NOT_A_MEMBER)
        return ctx_fail(c, ERR_NOT_FOUND, "there is no workspace %s of yours", id);
    return e;
}

enum err tenant_get(struct ctx *c, struct tenant *tenant_r)
{
    const struct db_rows *rows;
    enum err e =
        db_query(c, &Q_TENANT_BY_ID, &rows, db_uuid(c->who.tenant_id), db_uuid(c->who.user_id));

    if (e == OK)
        row_read(c->arena, rows, 0, tenant_fields, tenant_r);
    return e;
}

enum err tenant_update(struct ctx *c, const struct tenant_input *change, struct tenant *tenant_r)
{
    struct db_batch *b = db_batch(c);
    int row =
        db_add(b, &Q_TENANT_UPDATE, db_uuid(c->who.tenant_id), db_text(change->name),
               db_text(change->slug), db_text(change->metadata), db_text(role_name(c->who.role)));
    enum err e;

    audit_add(b, c, "tenant.updated", c->who.tenant_id, NULL);
    if ((e = db_run(b)) != OK)
        return e;
    row_read(c->arena, db_rows(b, row), 0, tenant_fields, tenant_r);
    return OK;
}

enum err tenant_mine(struct ctx *c, struct tenant **items_r, size_t *n_r)
{
    const struct db_rows *rows;
    enum err e = db_query0(c, &Q_TENANT_MINE, &rows);

    if (e == OK)
        *items_r = row_read_all(c->arena, rows, tenant_fields, sizeof(struct tenant), n_r);
    return e;
}
