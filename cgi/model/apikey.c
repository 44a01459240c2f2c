/* API keys are made, found and ended here. */
#include "model/apikey.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/hex.h"
#include "base/json.h"
#include "base/near.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "base/uuid.h"
#include "model/audit.h"
#include "model/idempotency.h"
#include "model/remember.h"
#include "sql/registry.h"

#define PREFIX_BYTES 6
#define PREFIX_CHARS (2 * PREFIX_BYTES)
#define SECRET_BYTES 32
#define KEY_CHARS_MAX 128

const char *const apikey_scopes[] = {
    "events:read",      "events:write",   "datasets:read",
    "datasets:write",   "analytics:read", "dashboards:read",
    "dashboards:write", "usage:read",     NULL,
};

const struct field apikey_fields[] = {
    FIELD(struct apikey, id, "id", FIELD_UUID, 0),
    FIELD(struct apikey, name, "name", FIELD_STR, 0),
    FIELD(struct apikey, prefix, "prefix", FIELD_STR, 0),
    FIELD(struct apikey, scopes, "scopes", FIELD_STRS, 0),
    FIELD(struct apikey, expires_at, "expiresAt", FIELD_TIME, FIELD_NULLABLE),
    FIELD(struct apikey, last_used_at, "lastUsedAt", FIELD_TIME, FIELD_NULLABLE),
    FIELD(struct apikey, created_at, "createdAt", FIELD_TIME, 0),
    FIELD_END
};

/* What lookup.keys_by_prefix() tells. */
struct candidate {
    const char *id, *tenant_id, *secret_hash, *status;
    struct field_strs scopes;
    int64_t expires_at;
    bool stale;
};
static const struct field candidate_fields[] = {
    FIELD(struct candidate, id, "id", FIELD_UUID, 0),
    FIELD(struct candidate, tenant_id, "tenantId", FIELD_UUID, 0),
    FIELD(struct candidate, secret_hash, "secretHash", FIELD_STR, 0),
    FIELD(struct candidate, scopes, "scopes", FIELD_STRS, 0),
    FIELD(struct candidate, expires_at, "expiresAt", FIELD_TIME, FIELD_NULLABLE),
    FIELD(struct candidate, status, "status", FIELD_STR, 0),
    FIELD(struct candidate, stale, "stale", FIELD_BOOL, 0),
    FIELD_END
};

void apikey_check(struct ctx *c, const struct apikey_input *in)
{
    if (in->expires_at != FIELD_TIME_NONE && in->expires_at <= time_now())
        ctx_invalid(c, "expiresAt", "too_small", "must be in the future");
    for (size_t i = 0; i < in->scopes.len; i++)
        for (size_t k = 0; k < i; k++)
            if (in->scopes.data[i] && str_eq(in->scopes.data[i], in->scopes.data[k])) {
                ctx_invalid(c, "scopes", "format", "names %s twice", in->scopes.data[i]);
                return;
            }
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

enum err apikey_create(struct ctx *c, const struct apikey_input *in, struct apikey *key_r,
                       const char **secret_r)
{
    char made[UUID_TEXT], prefix[PREFIX_CHARS + 1], hash[SHA256_HEX];
    uint8_t random[PREFIX_BYTES];
    const char *id = made, *secret = crypto_token(c->arena, SECRET_BYTES);
    struct db_batch *b = db_batch(c);
    enum err e;
    int row;

    uuid_v7(made);
    crypto_random(random, sizeof(random));
    hex_encode(random, sizeof(random), prefix);
    crypto_sha256_hex(secret, strlen(secret), hash);
    idempotency_claim(b, c, id);
    row = db_add(b, &Q_APIKEY_INSERT, db_uuid(c->who.tenant_id), db_uuid(id), db_text(in->name),
                 db_text(prefix), db_text(hash), db_list(&in->scopes), db_time(in->expires_at),
                 db_uuid(c->who.user_id));
    audit_add(b, c, "key.created", id, scope_list(c->arena, &in->scopes));
    e = db_run(b);
    *secret_r = NULL;
    if (idempotency_repeated(c, e, &id))
        return by_id(c, id, key_r);
    if (e != OK)
        return e;
    row_read(c->arena, db_rows(b, row), 0, apikey_fields, key_r);
    *secret_r = arena_printf(c->arena, "bw_%s_%s", prefix, secret);
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

static const char *memory_key(struct ctx *c, const char *prefix, const char *secret_hash)
{
    return arena_printf(c->arena, "key:%s:%s", prefix, secret_hash);
}

enum err apikey_remove(struct ctx *c, const char *id)
{
    const struct db_rows *rows;
    char audit_id[UUID_TEXT];
    enum err e;

    uuid_v7(audit_id);
    e = db_query(c, &Q_APIKEY_REMOVE, &rows, db_uuid(c->who.tenant_id), db_uuid(id),
                 db_uuid(audit_id), db_uuid(c->who.user_id), db_text(c->request_id));
    if (e == OK) {
        const char *prefix = db_value(rows, 0, "prefix");
        const char *key = memory_key(c, prefix, db_value(rows, 0, "secret_hash"));

        remember_forget(c, prefix, &key, 1);
    }
    return e;
}

/* Remembered as "tenant key scopes expiry": who knows the hash of the secret knows the secret. */
static const char *holder_text(struct ctx *c, const struct key_holder *h, int64_t expires_at)
{
    return arena_printf(c->arena, "%s %s %u %d %" PRId64, h->tenant_id, h->key_id, h->scopes,
                        h->suspended, expires_at);
}

static bool holder_read(struct ctx *c, const char *text, struct key_holder *h)
{
    char *tenant = arena_alloc(c->arena, UUID_TEXT), *id = arena_alloc(c->arena, UUID_TEXT);
    int64_t expires_at;
    int suspended;

    if (sscanf(text, "%36s %36s %u %d %" SCNd64, tenant, id, &h->scopes, &suspended, &expires_at) !=
        5)
        return false;
    h->tenant_id = tenant;
    h->key_id = id;
    h->suspended = suspended != 0;
    return expires_at == FIELD_TIME_NONE || expires_at > time_now();
}

/* Splits bw_<prefix>_<secret>. */
static bool split(struct arena *a, const char *key, const char **prefix_r, const char **secret_r)
{
    const char *end;

    if (!str_starts(key, "bw_") || strlen(key) > KEY_CHARS_MAX)
        return false;
    end = strchr(key + 3, '_');
    if (!end || end - (key + 3) != PREFIX_CHARS || !end[1])
        return false;
    *prefix_r = arena_strndup(a, key + 3, PREFIX_CHARS);
    *secret_r = end + 1;
    return strspn(*prefix_r, "0123456789abcdef") == PREFIX_CHARS;
}

/* Noting the use may fail: the key is good all the same. */
static void note_use(struct ctx *c, const struct key_holder *h)
{
    const char *before = c->who.tenant_id;

    c->who.tenant_id = h->tenant_id;
    if (db_query(c, &Q_APIKEY_USED, NULL, db_uuid(h->tenant_id), db_uuid(h->key_id)) != OK)
        c->problem = (struct problem){ 0 };
    c->who.tenant_id = before;
}

static enum err unknown(struct ctx *c)
{
    return ctx_fail(c, ERR_UNAUTHENTICATED, "the API key is unknown or has expired");
}

/* A key that was sent, taken apart. */
struct offer {
    const char *prefix;
    char hash[SHA256_HEX];
    const char *memory_key;
};

static bool offer_read(struct ctx *c, const char *key, struct offer *o)
{
    const char *secret;

    if (!split(c->arena, key, &o->prefix, &secret))
        return false;
    crypto_sha256_hex(secret, strlen(secret), o->hash);
    o->memory_key = memory_key(c, o->prefix, o->hash);
    return true;
}

/* Takes the candidate whose hash is the secret's, comparing all of them. */
static enum err choose(struct ctx *c, const struct db_rows *rows, const struct offer *o,
                       uint64_t ticket, struct key_holder *h)
{
    size_t n;
    struct candidate *list = row_read_all(c->arena, rows, candidate_fields, sizeof(*list), &n);
    const struct candidate *found = NULL;

    for (size_t i = 0; i < n; i++)
        if (crypto_equal(list[i].secret_hash, o->hash, SHA256_HEX - 1))
            found = &list[i];
    if (!found || (found->expires_at != FIELD_TIME_NONE && found->expires_at <= time_now()))
        return unknown(c);
    *h = (struct key_holder){ .key_id = found->id,
                              .tenant_id = found->tenant_id,
                              .suspended = !str_eq(found->status, "active") };
    for (size_t i = 0; i < found->scopes.len; i++)
        h->scopes |= scope_by_name(found->scopes.data[i]);
    remember_set(c, o->memory_key, o->prefix, ticket, holder_text(c, h, found->expires_at));
    if (found->stale)
        note_use(c, h);
    return OK;
}

bool apikey_recall(struct ctx *c, const char *key, struct key_holder *holder_r)
{
    struct offer o;
    uint64_t ticket;
    const char *text;

    if (!offer_read(c, key, &o))
        return false;
    text = remember_get(c, o.memory_key, o.prefix, &ticket);
    return text && holder_read(c, text, holder_r);
}

enum err apikey_find(struct ctx *c, const char *key, struct key_holder *holder_r)
{
    const struct db_rows *rows;
    struct offer o;
    uint64_t ticket;
    enum err e;

    if (!offer_read(c, key, &o))
        return unknown(c);
    ticket = near_ticket(o.prefix);
    if ((e = db_query(c, &Q_APIKEY_BY_PREFIX, &rows, db_text(o.prefix))) != OK)
        return e;
    return choose(c, rows, &o, ticket, holder_r);
}
