/* The holders of keys are found and remembered here. */
#include "model/key_holder.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/log.h"
#include "base/near.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "base/uuid.h"
#include "model/apikey.h"
#include "model/remember.h"
#include "model/sealed.h"
#include "sql/registry.h"

#define KEY_CHARS_MAX 128

/* What the functions lookup.keys_by_prefix() and lookup.signing_key() tell. */
struct candidate {
    const char *id, *tenant_id, *secret_hash, *status, *kind, *signing, *signing_secret;
    struct field_strs scopes, origins;
    int64_t expires_at, rate_per_second, rate_burst;
    bool stale;
};

#define HOLDER_FIELDS                                                                              \
    FIELD(struct candidate, id, "id", FIELD_UUID, 0),                                              \
        FIELD(struct candidate, tenant_id, "tenantId", FIELD_UUID, 0),                             \
        FIELD(struct candidate, scopes, "scopes", FIELD_STRS, 0),                                  \
        FIELD(struct candidate, expires_at, "expiresAt", FIELD_TIME, FIELD_NULLABLE),              \
        FIELD(struct candidate, status, "status", FIELD_STR, 0),                                   \
        FIELD(struct candidate, stale, "stale", FIELD_BOOL, 0),                                    \
        FIELD(struct candidate, rate_per_second, "ratePerSecond", FIELD_INT, FIELD_NULLABLE),      \
        FIELD(struct candidate, rate_burst, "rateBurst", FIELD_INT, FIELD_NULLABLE)

static const struct field by_prefix_fields[] = {
    HOLDER_FIELDS, FIELD(struct candidate, secret_hash, "secretHash", FIELD_STR, 0),
    FIELD(struct candidate, kind, "kind", FIELD_STR, 0),
    FIELD(struct candidate, origins, "origins", FIELD_STRS, 0), FIELD_END
};
static const struct field signing_fields[] = {
    HOLDER_FIELDS, FIELD(struct candidate, signing, "signing", FIELD_STR, 0),
    FIELD(struct candidate, signing_secret, "signingSecret", FIELD_STR, 0), FIELD_END
};

static const char *memory_key(struct ctx *c, const char *prefix, const char *secret_hash)
{
    return arena_printf(c->arena, "key:%s:%s", prefix, secret_hash);
}

static const char *signer_key(struct ctx *c, const char *key_id)
{
    return arena_printf(c->arena, "signer:%s", key_id);
}

/* Remembered as "tenant key scopes suspended rate burst expiry public", then the rest. */
static const char *holder_text(struct ctx *c, const struct key_holder *h, int64_t expires_at,
                               const char *rest)
{
    return arena_printf(c->arena, "%s %s %u %d %" PRId64 " %" PRId64 " %" PRId64 " %d %s",
                        h->tenant_id, h->key_id, h->scopes, h->suspended, h->rate.per_second,
                        h->rate.burst, expires_at, h->is_public, rest);
}

/* False when it cannot be read or the key has expired. */
static bool holder_read(struct ctx *c, const char *text, struct key_holder *h, const char **rest_r)
{
    char *tenant = arena_alloc(c->arena, UUID_TEXT), *id = arena_alloc(c->arena, UUID_TEXT);
    int64_t expires_at;
    int suspended, is_public, rest = 0;

    if (sscanf(text, "%36s %36s %u %d %" SCNd64 " %" SCNd64 " %" SCNd64 " %d %n", tenant, id,
               &h->scopes, &suspended, &h->rate.per_second, &h->rate.burst, &expires_at, &is_public,
               &rest) != 8)
        return false;
    h->tenant_id = tenant;
    h->key_id = id;
    h->suspended = suspended != 0;
    h->is_public = is_public != 0;
    *rest_r = text + rest;
    return expires_at == FIELD_TIME_NONE || expires_at > time_now();
}

/* Splits bw_<prefix>_<secret>. */
static bool split(struct arena *a, const char *key, const char **prefix_r, const char **secret_r)
{
    const char *end;

    if (!str_starts(key, "bw_") || strlen(key) > KEY_CHARS_MAX)
        return false;
    end = strchr(key + 3, '_');
    if (!end || end - (key + 3) != APIKEY_PREFIX_CHARS || !end[1])
        return false;
    *prefix_r = arena_strndup(a, key + 3, APIKEY_PREFIX_CHARS);
    *secret_r = end + 1;
    return strspn(*prefix_r, "0123456789abcdef") == APIKEY_PREFIX_CHARS;
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

static bool is_over(const struct candidate *k)
{
    return k->expires_at != FIELD_TIME_NONE && k->expires_at <= time_now();
}

static const char *joined(struct arena *a, const struct field_strs *list)
{
    struct str s = str_new(a, 8192);

    for (size_t i = 0; i < list->len; i++)
        str_printf(&s, "%s%s", i ? " " : "", list->data[i]);
    return str_c(&s);
}

static void holder_of(struct ctx *c, const struct candidate *k, struct key_holder *h)
{
    *h = (struct key_holder){ .key_id = k->id,
                              .tenant_id = k->tenant_id,
                              .suspended = !str_eq(k->status, "active"),
                              .is_public = str_eq(k->kind, "public"),
                              .origins = joined(c->arena, &k->origins),
                              .rate = { k->rate_per_second, k->rate_burst } };
    for (size_t i = 0; i < k->scopes.len; i++)
        h->scopes |= scope_by_name(k->scopes.data[i]);
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
    struct candidate *list = row_read_all(c->arena, rows, by_prefix_fields, sizeof(*list), &n);
    const struct candidate *found = NULL;

    for (size_t i = 0; i < n; i++)
        if (crypto_equal(list[i].secret_hash, o->hash, SHA256_HEX - 1))
            found = &list[i];
    if (!found || is_over(found))
        return unknown(c);
    holder_of(c, found, h);
    remember_set(c, o->memory_key, o->prefix, ticket,
                 holder_text(c, h, found->expires_at, h->origins));
    if (found->stale)
        note_use(c, h);
    return OK;
}

bool key_holder_recall(struct ctx *c, const char *key, struct key_holder *holder_r)
{
    struct offer o;
    uint64_t ticket;
    const char *text;

    if (!offer_read(c, key, &o))
        return false;
    text = remember_get(c, o.memory_key, o.prefix, &ticket);
    return text && holder_read(c, text, holder_r, &holder_r->origins);
}

enum err key_holder_find(struct ctx *c, const char *key, struct key_holder *holder_r)
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

void key_holder_forget(struct ctx *c, const char *key_id, const char *prefix,
                       const char *secret_hash)
{
    const char *key = memory_key(c, prefix, secret_hash), *signer = signer_key(c, key_id);

    remember_forget(c, prefix, &key, 1);
    remember_forget(c, key_id, &signer, 1);
}

bool key_holder_allows(const struct key_holder *h, const char *origin)
{
    size_t want = strlen(origin);

    for (const char *p = h->origins; *p;) {
        size_t n = strcspn(p, " ");

        if (n == want && memcmp(p, origin, n) == 0)
            return true;
        p += n + (p[n] == ' ');
    }
    return false;
}

/* What is remembered of a signer has its secret sealed: "<holder> <scheme> <sealed secret>". */
static bool signer_read(struct ctx *c, const char *text, struct signer *s)
{
    const char *rest, *sealed;
    char scheme[16];

    if (!holder_read(c, text, &s->holder, &rest) || sscanf(rest, "%15s", scheme) != 1)
        return false;
    sealed = rest + strlen(scheme) + 1;
    s->secret = sealed_open(c->arena, apikey_seal(c->arena, s->holder.key_id), sealed);
    s->scheme = s->secret ? signing_by_name(scheme) : SIGNING_NONE;
    if (!s->secret)
        log_error("the secret of a key does not open: is BELLWETHER_SEAL_KEY another one?",
                  LOG_STR("key", s->holder.key_id));
    return true;
}

static enum err ask_for_signer(struct ctx *c, const char *key_id, uint64_t ticket,
                               struct signer *signer_r)
{
    const struct db_rows *rows;
    struct candidate k = { 0 };
    const char *text;
    enum err e = db_query(c, &Q_APIKEY_SIGNING, &rows, db_uuid(key_id));

    if (e != OK || !db_count(rows))
        return e;
    row_read(c->arena, rows, 0, signing_fields, &k);
    if (is_over(&k))
        return OK;
    holder_of(c, &k, &signer_r->holder);
    text = holder_text(c, &signer_r->holder, k.expires_at,
                       arena_printf(c->arena, "%s %s", k.signing, k.signing_secret));
    remember_set(c, signer_key(c, key_id), key_id, ticket, text);
    if (k.stale)
        note_use(c, &signer_r->holder);
    if (!signer_read(c, text, signer_r))
        *signer_r = (struct signer){ 0 };
    return OK;
}

enum err key_holder_signer(struct ctx *c, const char *key_id, struct signer *signer_r)
{
    const char *text;
    uint64_t ticket;

    *signer_r = (struct signer){ 0 };
    if (!uuid_valid(key_id))
        return OK;
    text = remember_get(c, signer_key(c, key_id), key_id, &ticket);
    if (text && signer_read(c, text, signer_r))
        return OK;
    *signer_r = (struct signer){ 0 };
    return ask_for_signer(c, key_id, ticket, signer_r);
}

enum err key_holder_origin(struct ctx *c, const char *origin, bool *known_r)
{
    const char *key = arena_printf(c->arena, "origin:%s", origin), *text;
    const struct db_rows *rows;
    uint64_t ticket;
    enum err e;

    text = remember_get(c, key, origin, &ticket);
    if (!text) {
        if ((e = db_query(c, &Q_APIKEY_ORIGIN, &rows, db_text(origin))) != OK)
            return e;
        text = db_value(rows, 0, "known");
        remember_set(c, key, origin, ticket, text);
    }
    *known_r = text[0] == 't';
    return OK;
}
