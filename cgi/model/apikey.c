/* API keys are made, changed and ended here. */
#include "model/apikey.h"

#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/hex.h"
#include "base/json.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "base/uuid.h"
#include "model/audit.h"
#include "model/idempotency.h"
#include "model/key_holder.h"
#include "model/origin.h"
#include "model/sealed.h"
#include "sql/registry.h"

#define PREFIX_BYTES (APIKEY_PREFIX_CHARS / 2)
#define SECRET_BYTES 32

const char *const apikey_scopes[] = {
    "events:read",      "events:write",   "datasets:read",
    "datasets:write",   "analytics:read", "dashboards:read",
    "dashboards:write", "usage:read",     NULL,
};
const char *const apikey_kinds[] = { "secret", "public", NULL };

const struct field apikey_fields[] = {
    FIELD(struct apikey, id, "id", FIELD_UUID, 0),
    FIELD(struct apikey, name, "name", FIELD_STR, 0),
    FIELD(struct apikey, prefix, "prefix", FIELD_STR, 0),
    FIELD(struct apikey, kind, "kind", FIELD_STR, 0),
    FIELD(struct apikey, public_key, "publicKey", FIELD_STR, FIELD_NULLABLE),
    FIELD(struct apikey, scopes, "scopes", FIELD_STRS, 0),
    FIELD(struct apikey, origins, "origins", FIELD_STRS, 0),
    FIELD(struct apikey, signing, "signing", FIELD_STR, FIELD_NULLABLE),
    FIELD(struct apikey, rate, "rate", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct apikey, expires_at, "expiresAt", FIELD_TIME, FIELD_NULLABLE),
    FIELD(struct apikey, last_used_at, "lastUsedAt", FIELD_TIME, FIELD_NULLABLE),
    FIELD(struct apikey, created_at, "createdAt", FIELD_TIME, 0),
    FIELD_END
};

static void check_scopes(struct ctx *c, const struct apikey_input *in)
{
    for (size_t i = 0; i < in->scopes.len; i++)
        for (size_t k = 0; k < i; k++)
            if (in->scopes.data[i] && str_eq(in->scopes.data[i], in->scopes.data[k])) {
                ctx_invalid(c, "scopes", "format", "names %s twice", in->scopes.data[i]);
                return;
            }
}

void apikey_check_origins(struct ctx *c, struct field_strs *origins)
{
    for (size_t i = 0; i < origins->len; i++) {
        const char *text = origins->data[i], *origin = text ? origin_read(c->arena, text) : NULL;
        const char *path = arena_printf(c->arena, "origins[%zu]", i);

        if (text && !origin)
            ctx_invalid(c, path, "format",
                        "must be like https://example.org or http://localhost:3000");
        for (size_t k = 0; origin && k < i; k++)
            if (str_eq(origin, origins->data[k]))
                ctx_invalid(c, path, "format", "names %s twice", origin);
        if (origin)
            origins->data[i] = origin;
    }
}

/* A page can be read by everybody, so its key writes events and nothing else. */
static void check_public(struct ctx *c, const struct apikey_input *in)
{
    if (in->scopes.len && (in->scopes.len > 1 || !str_eq(in->scopes.data[0], "events:write")))
        ctx_invalid(c, "scopes", "choice", "must be events:write alone for a public key");
    if (in->signing)
        ctx_invalid(c, "signing", "choice", "must be absent for a public key");
}

static void check_secret(struct ctx *c, const struct apikey_input *in)
{
    bool writes = false;

    for (size_t i = 0; i < in->scopes.len; i++)
        writes |= str_eq(in->scopes.data[i], "events:write");
    if (in->origins.len)
        ctx_invalid(c, "origins", "choice", "must be absent for a secret key");
    if (in->signing && !writes)
        ctx_invalid(c, "signing", "choice", "needs the scope events:write");
}

void apikey_check_signing(struct ctx *c, enum signing_scheme scheme, const char *secret)
{
    if (secret && scheme == SIGNING_NONE)
        ctx_invalid(c, "signingSecret", "choice", "must be absent for a key that does not sign");
    else if (secret && !signing_secret_good(c->arena, scheme, secret))
        ctx_invalid(c, "signingSecret", "format",
                    scheme == SIGNING_STANDARD ? "must be whsec_ and 16 to 64 bytes as base64"
                                               : "must be 16 to 255 characters of ASCII");
}

void apikey_check(struct ctx *c, struct apikey_input *in)
{
    if (in->expires_at != FIELD_TIME_NONE && in->expires_at <= time_now())
        ctx_invalid(c, "expiresAt", "too_small", "must be in the future");
    check_scopes(c, in);
    apikey_check_origins(c, &in->origins);
    in->is_public = str_eq(in->kind, "public");
    if (in->is_public)
        check_public(c, in);
    else
        check_secret(c, in);
    apikey_check_signing(c, signing_by_name(in->signing), in->signing_secret);
}

const char *apikey_seal(struct arena *a, const char *key_id)
{
    return arena_printf(a, "signing %s", key_id);
}

static enum err by_id(struct ctx *c, const char *id, struct apikey *key_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_APIKEY_BY_ID, &rows, db_uuid(c->who.tenant_id), db_uuid(id));

    if (e == OK)
        row_read(c->arena, rows, 0, apikey_fields, key_r);
    return e;
}

static const char *scope_list(struct arena *a, const struct field_strs *scopes)
{
    struct str text = str_new(a, 1024);
    struct json_out w = json_out(&text);

    json_open(&w, '{');
    json_key(&w, "scopes");
    json_open(&w, '[');
    for (size_t i = 0; i < scopes->len; i++)
        json_str(&w, scopes->data[i]);
    json_close(&w, ']');
    json_close(&w, '}');
    return str_c(&text);
}

/* The parts of a key that is made. */
struct making {
    const char *id, *prefix, *secret, *whole, *signing_secret;
    char hash[SHA256_HEX];
};

static void make(struct ctx *c, const struct apikey_input *in, struct making *m)
{
    char *id = arena_alloc(c->arena, UUID_TEXT);
    char *prefix = arena_alloc(c->arena, APIKEY_PREFIX_CHARS + 1);
    uint8_t random[PREFIX_BYTES];

    uuid_v7(id);
    crypto_random(random, sizeof(random));
    hex_encode(random, sizeof(random), prefix);
    m->id = id;
    m->prefix = prefix;
    m->secret = crypto_token(c->arena, SECRET_BYTES);
    m->whole = arena_printf(c->arena, "bw_%s_%s", prefix, m->secret);
    crypto_sha256_hex(m->secret, strlen(m->secret), m->hash);
    m->signing_secret = in->signing_secret;
    if (in->signing && !m->signing_secret)
        m->signing_secret = signing_secret(c->arena);
}

static const char *seal(struct ctx *c, const char *key_id, const char *secret)
{
    return secret ? sealed_make(c->arena, apikey_seal(c->arena, key_id), secret) : NULL;
}

static struct db_arg rate_arg(int64_t n)
{
    return n ? db_int(n) : db_null();
}

static int add_insert(struct db_batch *b, struct ctx *c, const struct apikey_input *in,
                      const struct making *m)
{
    return db_add(b, &Q_APIKEY_INSERT, db_uuid(c->who.tenant_id), db_uuid(m->id), db_text(in->name),
                  db_text(m->prefix), db_text(m->hash), db_list(&in->scopes),
                  db_time(in->expires_at), db_uuid(c->who.user_id),
                  db_text(in->is_public ? "public" : "secret"),
                  db_text(in->is_public ? m->whole : NULL), db_list(&in->origins),
                  db_text(in->signing), db_text(seal(c, m->id, m->signing_secret)),
                  rate_arg(in->rate.per_second), rate_arg(in->rate.burst));
}

enum err apikey_create(struct ctx *c, const struct apikey_input *in, struct apikey_made *made_r)
{
    struct db_batch *b = db_batch(c);
    struct making m;
    const char *id;
    enum err e;
    int row;

    make(c, in, &m);
    id = m.id;
    idempotency_claim(b, c, id);
    row = add_insert(b, c, in, &m);
    audit_add(b, c, "key.created", id, scope_list(c->arena, &in->scopes));
    e = db_run(b);
    *made_r = (struct apikey_made){ 0 };
    if (idempotency_repeated(c, e, &id))
        return by_id(c, id, &made_r->key);
    if (e != OK)
        return e;
    row_read(c->arena, db_rows(b, row), 0, apikey_fields, &made_r->key);
    made_r->secret = m.whole;
    made_r->signing_secret = m.signing_secret;
    return OK;
}

static void check_change(struct ctx *c, const struct apikey *key, struct apikey_change *change)
{
    apikey_check_origins(c, &change->origins);
    if (change->origins.len && !key->public_key)
        ctx_invalid(c, "origins", "choice", "must be absent for a secret key");
    apikey_check_signing(c, signing_by_name(key->signing), change->signing_secret);
}

enum err apikey_update(struct ctx *c, const char *id, struct apikey_change *change,
                       struct apikey *key_r)
{
    struct db_batch *b;
    enum err e;
    int row;

    if ((e = by_id(c, id, key_r)) != OK)
        return e;
    check_change(c, key_r, change);
    if ((e = ctx_check(c)) != OK)
        return e;
    b = db_batch(c);
    row = db_add(b, &Q_APIKEY_UPDATE, db_uuid(c->who.tenant_id), db_uuid(id), db_text(change->name),
                 change->origins.len ? db_list(&change->origins) : db_null(),
                 db_text(seal(c, id, change->signing_secret)), db_flag(change->rate_sent),
                 rate_arg(change->rate.per_second), rate_arg(change->rate.burst));
    audit_add(b, c, "key.updated", id, NULL);
    if ((e = db_run(b)) != OK)
        return e;
    row_read(c->arena, db_rows(b, row), 0, apikey_fields, key_r);
    key_holder_forget(c, id, key_r->prefix, db_value(db_rows(b, row), 0, "secret_hash"));
    return OK;
}

enum err apikey_list(struct ctx *c, const char *after, int64_t limit, struct apikey **items_r,
                     size_t *n_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_APIKEY_LIST, &rows, db_uuid(c->who.tenant_id), db_uuid(after),
                          db_int(limit));

    if (e == OK)
        *items_r = row_read_all(c->arena, rows, apikey_fields, sizeof(struct apikey), n_r);
    return e;
}

enum err apikey_remove(struct ctx *c, const char *id)
{
    const struct db_rows *rows;
    char audit_id[UUID_TEXT];
    enum err e;

    uuid_v7(audit_id);
    e = db_query(c, &Q_APIKEY_REMOVE, &rows, db_uuid(c->who.tenant_id), db_uuid(id),
                 db_uuid(audit_id), db_uuid(c->who.user_id), db_text(c->request_id));
    if (e == OK)
        key_holder_forget(c, id, db_value(rows, 0, "prefix"), db_value(rows, 0, "secret_hash"));
    return e;
}
