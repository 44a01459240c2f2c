/* Events are checked here and handed to the committer, whatever way they came. */
#include "model/event.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/settings.h"
#include "base/str.h"
#include "model/event_lot.h"

#define AHEAD_MAX TIME_DAY

static size_t code_points(const char *s)
{
    size_t n = 0;

    for (; *s; s++)
        n += ((unsigned char)*s & 0xc0) != 0x80;
    return n;
}

static void check_text(struct ctx *c, struct event *e, const char *path, const char *text,
                       size_t max)
{
    size_t n = text ? strlen(text) : 0;

    if (!text)
        return;
    if (str_utf8_valid(text, n) != n)
        ctx_invalid_in(c, &e->errors, path, "format", "must be UTF-8");
    else if (n > max && code_points(text) > max)
        ctx_invalid_in(c, &e->errors, path, "too_long", "must have at most %zu characters", max);
}

static void check_time(struct ctx *c, struct event *e, const struct event_facts *facts, int64_t now)
{
    if (e->occurred_at == FIELD_TIME_NONE)
        return;
    if (e->occurred_at < now - facts->retention_days * TIME_DAY)
        ctx_invalid_in(c, &e->errors, "occurredAt", "too_small",
                       "is longer ago than events are kept (%lld days)",
                       (long long)facts->retention_days);
    if (e->occurred_at > now + AHEAD_MAX)
        ctx_invalid_in(c, &e->errors, "occurredAt", "too_large", "is more than 24 hours ahead");
}

static void check(struct ctx *c, struct event *e, const struct event_facts *facts, int64_t now)
{
    if (!e->errors ? !e->type || !*e->type : e->type && !*e->type)
        ctx_invalid_in(c, &e->errors, "type", "required", "must be given");
    check_text(c, e, "type", e->type, EVENT_TYPE_MAX);
    check_text(c, e, "source", e->source, EVENT_SOURCE_MAX);
    check_text(c, e, "userId", e->user_id, EVENT_USER_MAX);
    if (e->kind != EVENT_KEY_NONE)
        check_text(c, e, "idempotencyKey", e->key, EVENT_KEY_MAX);
    if (e->has_value && !isfinite(e->value))
        ctx_invalid_in(c, &e->errors, "value", "type", "must be a finite number");
    if ((int64_t)e->payload_len > settings.event_payload_max)
        ctx_invalid_in(c, &e->errors, "payload", "too_long", "must have at most %lld bytes",
                       (long long)settings.event_payload_max);
    check_time(c, e, facts, now);
}

/* The first half of the SHA-256 of kind and key. */
static void hash_key(struct arena *a, const struct event *e, uint8_t out[UUID_BYTES])
{
    size_t n = strlen(e->key);
    char *text = arena_alloc(a, n + 1);
    uint8_t hash[SHA256_BYTES];

    text[0] = (char)e->kind;
    memcpy(text + 1, e->key, n);
    crypto_sha256(text, n + 1, hash);
    memcpy(out, hash, UUID_BYTES);
}

/* A well mixed number that stands for a user (FNV-1a, then the finaliser of MurmurHash3). */
static uint64_t hash_user(const char *user)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);

    if (!user || !*user)
        return 0;
    for (; *user; user++)
        h = (h ^ (unsigned char)*user) * UINT64_C(0x100000001b3);
    h = (h ^ h >> 33) * UINT64_C(0xff51afd7ed558ccd);
    h = (h ^ h >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
    return h ^ h >> 33;
}

static void prepare(struct ctx *c, struct call *call, size_t i, struct event *e, int64_t now)
{
    struct entry *x = &call->entries[i];
    char id[UUID_TEXT];

    e->status = EVENT_ENQUEUED;
    e->id[0] = '\0';
    check(c, e, call->facts, now);
    uuid_v7(id);
    if (!uuid_to_bytes(id, x->id))
        BUG("a UUID that is none");
    x->event = e;
    x->call = call;
    x->received = now;
    x->occurred = e->occurred_at == FIELD_TIME_NONE ? now : e->occurred_at;
    call->bytes += e->payload_len + sizeof(*x);
    if (e->errors) {
        e->status = EVENT_REJECTED;
        return;
    }
    x->user = hash_user(e->user_id);
    x->keyed = e->kind != EVENT_KEY_NONE && e->key;
    if (x->keyed)
        hash_key(c->arena, e, x->key);
    x->labels = event_labels(c, call->facts, e);
}

/* A time within the month for which there is room again. */
static unsigned until_next_month(int64_t now)
{
    int64_t year, day = now / TIME_DAY;
    unsigned month, unused;

    time_civil_from_days(day, &year, &month, &unused);
    day = month == 12 ? time_days_from_civil(year + 1, 1, 1)
                      : time_days_from_civil(year, month + 1, 1);
    return (unsigned)((day * TIME_DAY - now) / TIME_SECOND) + 1;
}

static enum err conclude(struct ctx *c, const struct call *call, const struct event *list, size_t n)
{
    struct event_usage *usage = arena_one(c->arena, struct event_usage);

    *usage = (struct event_usage){ call->used, call->facts->soft, call->facts->hard };
    c->usage = usage;
    for (size_t i = 0; i < n; i++)
        if (list[i].status != EVENT_OVER_LIMIT)
            return OK;
    c->problem.retry_after = until_next_month(time_now());
    return ctx_fail(c, ERR_HARD_LIMIT, "%lld events a month are all that the plan allows",
                    (long long)call->facts->hard);
}

static void name_tenant(const struct ctx *c, struct call *call)
{
    if (!c->who.tenant_id || !uuid_to_bytes(c->who.tenant_id, call->tenant))
        BUG("events of no tenant");
    if (c->who.key_id && !uuid_to_bytes(c->who.key_id, call->key_id))
        BUG("an API key without an id");
}

enum err event_check(struct ctx *c, struct event *e)
{
    struct event_facts *facts = arena_one(c->arena, struct event_facts);
    enum err err = event_facts(c, facts);

    if (err == OK)
        check(c, e, facts, time_now());
    return err;
}

enum err event_ingest(struct ctx *c, const char *way, struct event *list, size_t n)
{
    struct event_facts *facts = arena_one(c->arena, struct event_facts);
    struct call *call = arena_one(c->arena, struct call);
    int64_t now = time_now();
    enum err e;

    if (n > EVENTS_MAX)
        BUG("%zu events at once", n);
    if ((e = event_facts(c, facts)) != OK)
        return e;
    *call = (struct call){ .way = way, .facts = facts, .n = n, .used = -1 };
    name_tenant(c, call);
    call->entries = arena_array(c->arena, struct entry, n + 1);
    for (size_t i = 0; i < n; i++)
        prepare(c, call, i, &list[i], now);
    if (n && (e = event_hand_over(c, call)) != OK)
        return e;
    return n ? conclude(c, call, list, n) : OK;
}
