/* The statements of a lot's transaction get their columns here. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/db.h"
#include "base/db_array.h"
#include "base/hex.h"
#include "base/json.h"
#include "base/settings.h"
#include "model/event_lot.h"
#include "sql/registry.h"

#define RAW_MAX (64 << 10) /* bytes of a reject that are kept */
#define KEEP_MAX 1000      /* rejects of one lot that are kept; the others are only counted */

static struct db_arg keys_since(void)
{
    return db_time(time_now() - settings.event_keys_hours * TIME_HOUR);
}

static void add_body(struct db_array *bodies, const struct event *e)
{
    uint8_t body[32];

    if (e->body_hash && strlen(e->body_hash) == 64 && hex_decode(e->body_hash, body, 32))
        db_array_bytes(bodies, body, sizeof(body));
    else
        db_array_null(bodies);
}

struct claims {
    struct db_array tenants, keys, ids, bodies;
};

static struct claims claims_of(struct ctx *c, struct entry *const *list, size_t n)
{
    struct claims v = { db_array(c->arena, DB_UUID, n), db_array(c->arena, DB_UUID, n),
                        db_array(c->arena, DB_UUID, n), db_array(c->arena, DB_BYTEA, n) };

    for (size_t i = 0; i < n; i++) {
        db_array_bytes(&v.tenants, list[i]->call->tenant, UUID_BYTES);
        db_array_bytes(&v.keys, list[i]->key, UUID_BYTES);
        db_array_bytes(&v.ids, list[i]->id, UUID_BYTES);
        add_body(&v.bodies, list[i]->event);
    }
    return v;
}

void lot_claim_all(struct db_batch *b, const struct lot *l)
{
    struct claims v = claims_of(l->c, l->keyed, l->nkeyed);

    db_add(b, &Q_EVENT_CLAIM_ALL, db_array_arg(&v.tenants), db_array_arg(&v.keys),
           db_array_arg(&v.ids), db_array_arg(&v.bodies));
}

int lot_claim(struct db_batch *b, const struct lot *l)
{
    struct claims v = claims_of(l->c, l->keyed, l->nkeyed);

    return db_add(b, &Q_EVENT_CLAIM, db_array_arg(&v.tenants), db_array_arg(&v.keys),
                  db_array_arg(&v.ids), db_array_arg(&v.bodies), keys_since());
}

int lot_look(struct db_batch *b, struct ctx *c, struct entry *const *list, size_t n)
{
    struct claims v = claims_of(c, list, n);

    return db_add(b, &Q_EVENT_SEEN, db_array_arg(&v.tenants), db_array_arg(&v.keys), keys_since());
}

void lot_unclaim(struct db_batch *b, struct ctx *c, struct entry *const *list, size_t n)
{
    struct claims v = claims_of(c, list, n);

    db_add(b, &Q_EVENT_UNCLAIM, db_array_arg(&v.tenants), db_array_arg(&v.keys),
           db_array_arg(&v.ids));
}

static const uint8_t *key_or_null(const struct call *call)
{
    static const uint8_t none[UUID_BYTES];

    return memcmp(call->key_id, none, UUID_BYTES) == 0 ? NULL : call->key_id;
}

static size_t payload_bytes(const struct lot *l)
{
    size_t bytes = 0;

    for (size_t i = 0; i < l->ngood; i++)
        bytes += l->good[i]->event->payload_len;
    return bytes;
}

static void store_events(struct db_batch *b, const struct lot *l)
{
    struct arena *a = l->c->arena;
    size_t n = l->ngood;
    struct db_array tenants = db_array(a, DB_UUID, n), ids = db_array(a, DB_UUID, n),
                    types = db_array(a, DB_TEXT, n), sources = db_array(a, DB_TEXT, n),
                    users = db_array(a, DB_TEXT, n), values = db_array(a, DB_FLOAT8, n),
                    times = db_array(a, DB_TIMESTAMPTZ, n),
                    payloads = db_array(a, DB_JSONB, n + payload_bytes(l) / 32),
                    keys = db_array(a, DB_UUID, n);

    for (size_t i = 0; i < n; i++) {
        const struct entry *x = l->good[i];
        const struct event *e = x->event;

        db_array_bytes(&tenants, x->call->tenant, UUID_BYTES);
        db_array_bytes(&ids, x->id, UUID_BYTES);
        db_array_text(&types, e->type);
        db_array_text(&sources, e->source);
        db_array_text(&users, e->user_id);
        if (e->has_value)
            db_array_real(&values, e->value);
        else
            db_array_null(&values);
        db_array_time(&times, x->occurred);
        db_array_json(&payloads, e->payload, e->payload_len);
        db_array_bytes(&keys, key_or_null(x->call), UUID_BYTES);
    }
    db_add(b, &Q_EVENT_STORE, db_array_arg(&tenants), db_array_arg(&ids), db_array_arg(&types),
           db_array_arg(&sources), db_array_arg(&users), db_array_arg(&values),
           db_array_arg(&times), db_array_arg(&payloads), db_array_arg(&keys));
}

/* --- rejects */

/* What came, as text that can be stored; *cut_r: only its beginning. */
static const char *raw_text(struct arena *a, const char *p, size_t n, bool *cut_r)
{
    struct str s = str_new(a, 4 * RAW_MAX);

    *cut_r = n > RAW_MAX;
    if (*cut_r)
        for (n = RAW_MAX; n && ((unsigned char)p[n] & 0xc0) == 0x80; n--)
            ;
    while (n) {
        size_t good = str_utf8_valid(p, strnlen(p, n));

        str_add(&s, p, good);
        p += good;
        n -= good;
        if (n) {
            str_adds(&s, "\xef\xbf\xbd");
            p++;
            n--;
        }
    }
    return str_c(&s);
}

static void describe(struct arena *a, struct json_out *w, const struct event *e)
{
    json_open(w, '{');
    json_key(w, "type");
    json_str(w, e->type);
    json_key(w, "source");
    json_str(w, e->source);
    json_key(w, "userId");
    json_str(w, e->user_id);
    if (e->has_value) {
        json_key(w, "value");
        json_real(w, e->value);
    }
    if (e->occurred_at != FIELD_TIME_NONE) {
        json_key(w, "occurredAt");
        json_time(w, e->occurred_at);
    }
    if (e->payload) {
        json_key(w, "payload");
        json_raw(w, arena_strndup(a, e->payload, e->payload_len));
    }
    json_close(w, '}');
}

static const char *raw_of(struct arena *a, const struct event *e, bool *cut_r)
{
    struct str s = str_new(a, (size_t)2 * EVENT_PAYLOAD_MAX);
    struct json_out w = json_out(&s);

    if (e->raw)
        return raw_text(a, e->raw, e->raw_len, cut_r);
    describe(a, &w, e);
    return raw_text(a, s.data, s.len, cut_r);
}

static void errors_json(struct str *s, const struct field_error *list)
{
    struct json_out w = json_out(s);

    json_open(&w, '[');
    for (; list; list = list->next) {
        json_open(&w, '{');
        json_key(&w, "path");
        json_str(&w, list->path);
        json_key(&w, "code");
        json_str(&w, list->code);
        json_key(&w, "message");
        json_str(&w, list->message);
        json_close(&w, '}');
    }
    json_close(&w, ']');
}

static void keep_rejects(struct db_batch *b, const struct lot *l)
{
    struct arena *a = l->c->arena;
    size_t n = l->nbad < KEEP_MAX ? l->nbad : KEEP_MAX;
    struct db_array tenants = db_array(a, DB_UUID, n), ids = db_array(a, DB_UUID, n),
                    times = db_array(a, DB_TIMESTAMPTZ, n), ways = db_array(a, DB_TEXT, n),
                    keys = db_array(a, DB_UUID, n), raws = db_array(a, DB_TEXT, n),
                    cuts = db_array(a, DB_BOOL, n), errors = db_array(a, DB_JSONB, n);

    for (size_t i = 0; i < n; i++) {
        const struct entry *x = l->bad[i];
        struct str why = str_new(a, 1 << 20);
        bool cut;

        db_array_bytes(&tenants, x->call->tenant, UUID_BYTES);
        db_array_bytes(&ids, x->id, UUID_BYTES);
        db_array_time(&times, x->received);
        db_array_text(&ways, x->call->way);
        db_array_bytes(&keys, key_or_null(x->call), UUID_BYTES);
        db_array_text(&raws, raw_of(a, x->event, &cut));
        db_array_flag(&cuts, cut);
        errors_json(&why, x->event->errors);
        db_array_json(&errors, why.data, why.len);
    }
    db_add(b, &Q_EVENT_KEEP_REJECTS, db_array_arg(&tenants), db_array_arg(&ids),
           db_array_arg(&times), db_array_arg(&ways), db_array_arg(&keys), db_array_arg(&raws),
           db_array_arg(&cuts), db_array_arg(&errors));
}

/* --- what is counted, by tenant and key */

struct tally {
    const struct call *call;
    int64_t good, bad;
};

static int by_tenant_and_key(const void *a, const void *b)
{
    const struct tally *x = a, *y = b;
    int order = memcmp(x->call->tenant, y->call->tenant, UUID_BYTES);

    return order ? order : memcmp(x->call->key_id, y->call->key_id, UUID_BYTES);
}

static size_t gather(struct tally *list, size_t n, struct entry *const *entries, size_t count,
                     bool good)
{
    for (size_t i = 0; i < count; i++) {
        if (!n || list[n - 1].call != entries[i]->call)
            list[n++] = (struct tally){ .call = entries[i]->call };
        list[n - 1].good += good;
        list[n - 1].bad += !good;
    }
    return n;
}

/* One row of each tenant and key, sorted. */
static size_t tally_up(const struct lot *l, struct tally *list)
{
    size_t n = gather(list, 0, l->good, l->ngood, true), kept = 0;

    n = gather(list, n, l->bad, l->nbad, false);
    qsort(list, n, sizeof(*list), by_tenant_and_key);
    for (size_t i = 0; i < n; i++) {
        if (kept && by_tenant_and_key(&list[kept - 1], &list[i]) == 0) {
            list[kept - 1].good += list[i].good;
            list[kept - 1].bad += list[i].bad;
        } else {
            list[kept++] = list[i];
        }
    }
    return kept;
}

static void count_usage(struct db_batch *b, const struct lot *l, const struct tally *list, size_t n)
{
    struct arena *a = l->c->arena;
    struct db_array tenants = db_array(a, DB_UUID, n), keys = db_array(a, DB_UUID, n),
                    good = db_array(a, DB_BIGINT, n), bad = db_array(a, DB_BIGINT, n);
    char day[TIME_TEXT_MAX];

    for (size_t i = 0; i < n; i++) {
        db_array_bytes(&tenants, list[i].call->tenant, UUID_BYTES);
        db_array_bytes(&keys, list[i].call->key_id, UUID_BYTES);
        db_array_int(&good, list[i].good);
        db_array_int(&bad, list[i].bad);
    }
    time_format(day, l->day * TIME_DAY);
    db_add(b, &Q_QUOTA_COUNT, db_array_arg(&tenants), db_array_arg(&keys), db_array_arg(&good),
           db_array_arg(&bad), db_text(day), db_int(l->slot));
}

/* The sum of each tenant's keys. */
static size_t by_tenant(struct tally *list, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        if (kept && memcmp(list[kept - 1].call->tenant, list[i].call->tenant, UUID_BYTES) == 0) {
            list[kept - 1].good += list[i].good;
            list[kept - 1].bad += list[i].bad;
        } else {
            list[kept++] = list[i];
        }
    }
    return kept;
}

static int use_quota(struct db_batch *b, const struct lot *l, const struct tally *list, size_t n)
{
    struct db_array tenants = db_array(l->c->arena, DB_UUID, n),
                    events = db_array(l->c->arena, DB_BIGINT, n);
    char month[TIME_TEXT_MAX];

    for (size_t i = 0; i < n; i++) {
        if (!list[i].good)
            continue;
        db_array_bytes(&tenants, list[i].call->tenant, UUID_BYTES);
        db_array_int(&events, list[i].good);
    }
    time_format(month, l->month * TIME_DAY);
    return db_add(b, &Q_QUOTA_USE, db_array_arg(&tenants), db_text(month), db_int(l->slot),
                  db_array_arg(&events));
}

static void count_invalid(struct db_batch *b, const struct lot *l, const struct tally *list,
                          size_t n)
{
    struct db_array tenants = db_array(l->c->arena, DB_UUID, n),
                    minutes = db_array(l->c->arena, DB_TIMESTAMPTZ, n),
                    invalid = db_array(l->c->arena, DB_BIGINT, n);

    for (size_t i = 0; i < n; i++) {
        if (!list[i].bad)
            continue;
        db_array_bytes(&tenants, list[i].call->tenant, UUID_BYTES);
        db_array_time(&minutes, l->bad[0]->received / TIME_MINUTE * TIME_MINUTE);
        db_array_int(&invalid, list[i].bad);
    }
    db_add(b, &Q_EVENT_ADD_INVALID, db_array_arg(&tenants), db_array_arg(&minutes),
           db_array_arg(&invalid));
}

int lot_store(struct db_batch *b, const struct lot *l)
{
    struct tally *list = arena_array(l->c->arena, struct tally, l->ngood + l->nbad + 1);
    size_t n = tally_up(l, list);

    if (l->ngood) {
        store_events(b, l);
        delta_add(b, l->c, l->good, l->ngood);
    }
    if (n)
        count_usage(b, l, list, n);
    n = by_tenant(list, n);
    if (l->nbad) {
        keep_rejects(b, l);
        count_invalid(b, l, list, n);
    }
    return l->ngood ? use_quota(b, l, list, n) : -1;
}
