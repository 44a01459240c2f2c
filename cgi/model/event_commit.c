/* A lot of events becomes one transaction here; one that PostgreSQL refuses is found and set aside.
 *
 * Mostly a lot is one flight: all keys claimed or none, events, deltas, usage. Where a key is taken, or
 * a tenant's room may not do, it is two: the keys first, then whatever is new and within the limit.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/db.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/str.h"
#include "model/event_lot.h"
#include "sql/registry.h"

#define MEMORY ((size_t)1 << 30)
#define ATTEMPTS 6
#define UNLOCKED_ATTEMPTS 2
/* After a repeated key, so many lots claim key by key: repeats come in swarms. */
#define CAUTION 8
/* So many events that fail for a reason of ours stop the halving of a lot. */
#define GIVE_UP_MAX 3

struct committer {
    struct ctx c; /* its memory is that of one attempt */
    struct arena *lists;
    struct quotas *quotas;
    int slot;
    int64_t month_ready; /* whose partition is there */
    unsigned caution;
    bool broken;  /* nothing can be stored, whatever it is */
    int given_up; /* events of this lot */
};

/* A lot while it is being stored. */
struct work {
    struct committer *k;
    struct lot lot;
    struct entry **list; /* candidates, in order of arrival */
    size_t n;
    struct entry **followers; /* same key as an earlier one */
    size_t nfollowers;
    bool tight;  /* a tenant's room may not do */
    bool locked; /* room is asked for in the transaction itself: nobody can take it back */
};

struct committer *committer_new(struct db *db, int slot)
{
    struct committer *k = calloc(1, sizeof(*k));

    if (!k)
        BUG("out of memory");
    k->c = (struct ctx){ .arena = arena_new(MEMORY), .db = db, .request_id = "commit" };
    k->lists = arena_new(MEMORY);
    k->quotas = quotas_new(slot);
    k->slot = slot;
    k->month_ready = INT64_MIN;
    return k;
}

void committer_free(struct committer *k)
{
    if (!k)
        return;
    quotas_free(k->quotas);
    arena_free(k->lists);
    arena_free(k->c.arena);
    free(k);
}

/* The first day of a day's month. */
static int64_t month_of(int64_t day)
{
    int64_t year;
    unsigned month, unused;

    time_civil_from_days(day, &year, &month, &unused);
    return time_days_from_civil(year, month, 1);
}

static void settle(struct entry *x, enum event_status status)
{
    if (x->settled)
        BUG("an event is settled twice");
    x->settled = true;
    x->event->status = status;
    x->call->settled++;
    if (status == EVENT_ENQUEUED || status == EVENT_REJECTED)
        uuid_from_bytes(x->id, x->event->id);
}

/* --- keys */

static int by_key(const void *a, const void *b)
{
    const struct entry *x = *(struct entry *const *)a, *y = *(struct entry *const *)b;
    int order = memcmp(x->call->tenant, y->call->tenant, UUID_BYTES);

    if (!order)
        order = memcmp(x->key, y->key, UUID_BYTES);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

static bool same_key(const struct entry *x, const struct entry *y)
{
    return memcmp(x->key, y->key, UUID_BYTES) == 0 &&
           memcmp(x->call->tenant, y->call->tenant, UUID_BYTES) == 0;
}

/* Sorted keys, each once; the later ones of a repetition follow the first. */
static void sort_keys(struct work *w)
{
    struct lot *l = &w->lot;
    size_t kept = 0, n = 0;

    for (size_t i = 0; i < w->n; i++)
        if (w->list[i]->keyed)
            l->keyed[l->nkeyed++] = w->list[i];
    qsort(l->keyed, l->nkeyed, sizeof(*l->keyed), by_key);
    for (size_t i = 0; i < l->nkeyed; i++) {
        struct entry *x = l->keyed[i];

        x->same = kept && same_key(l->keyed[kept - 1], x) ? l->keyed[kept - 1] : NULL;
        if (x->same)
            w->followers[w->nfollowers++] = x;
        else
            l->keyed[kept++] = x;
    }
    l->nkeyed = kept;
    if (!w->nfollowers)
        return;
    for (size_t i = 0; i < w->n; i++)
        if (!w->list[i]->same)
            w->list[n++] = w->list[i];
    w->n = n;
}

static bool other_body(const struct event *e, const char *body)
{
    return e->kind == EVENT_KEY_HEADER && e->body_hash && body && strcmp(e->body_hash, body) != 0;
}

static void settle_repeat(struct entry *x, const char *id, const char *body)
{
    memcpy(x->event->id, id, UUID_TEXT);
    settle(x, other_body(x->event, body) ? EVENT_CONFLICT : EVENT_DUPLICATE);
}

/* Keys that others had: place, event_id and body_hash of each. */
static void settle_repeats(struct entry *const *list, const struct db_rows *rows)
{
    for (int i = 0; i < db_count(rows); i++) {
        const char *body = db_value(rows, i, "body_hash");
        int64_t place;

        if (!str_to_int64(db_value(rows, i, "place"), &place))
            BUG("place %s", db_value(rows, i, "place"));
        settle_repeat(list[place - 1], db_value(rows, i, "event_id"), body ? body + 2 : NULL);
    }
    metrics_add(METRIC_EVENTS_DUPLICATE, (uint64_t)db_count(rows));
}

/* What became of the first, becomes of those that follow it; unless it was refused or in conflict:
 * then they are tried for themselves. */
static void settle_followers(const struct work *w)
{
    for (size_t i = 0; i < w->nfollowers; i++) {
        struct entry *x = w->followers[i];
        const struct event *first = x->same->event;

        if (!x->same->settled || first->status == EVENT_REJECTED)
            continue;
        if (first->status == EVENT_OVER_LIMIT)
            settle(x, EVENT_OVER_LIMIT);
        else if (first->status != EVENT_CONFLICT)
            settle_repeat(x, first->id, first->body_hash);
    }
}

/* --- limits */

static int by_tenant(const void *a, const void *b)
{
    const struct entry *x = *(struct entry *const *)a, *y = *(struct entry *const *)b;
    int order = memcmp(x->call->tenant, y->call->tenant, UUID_BYTES);

    return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* Asks for room for the candidates of each tenant. */
static enum err find_room(struct work *w)
{
    struct ctx *c = &w->k->c;
    struct entry **sorted = arena_array(c->arena, struct entry *, w->n + 1);
    size_t end;

    memcpy(sorted, w->list, w->n * sizeof(*sorted));
    if (w->n && memcmp(w->list[0]->call->tenant, w->list[w->n - 1]->call->tenant, UUID_BYTES) != 0)
        qsort(sorted, w->n, sizeof(*sorted), by_tenant);
    for (size_t i = 0; i < w->n; i = end) {
        const struct call *call = sorted[i]->call;
        int64_t *room = arena_one(c->arena, int64_t);
        enum err e;

        for (end = i + 1; end < w->n; end++)
            if (memcmp(sorted[end]->call->tenant, call->tenant, UUID_BYTES) != 0)
                break;
        if ((e = quota_room(w->k->quotas, c, call, w->lot.month, end - i, room)) != OK)
            return e;
        for (size_t j = i; j < end; j++)
            sorted[j]->room = room;
        if (*room >= 0 && (size_t)*room < end - i)
            w->tight = true;
    }
    return OK;
}

/* --- one transaction */

static void note_stored(struct work *w, const struct db_batch *b, int use)
{
    const struct db_rows *rows = use >= 0 ? db_rows(b, use) : NULL;
    uint8_t tenant[UUID_BYTES];

    for (int i = 0; rows && i < db_count(rows); i++) {
        const char *granted = db_value(rows, i, "granted");
        int64_t used, room = -1;

        if (!uuid_to_bytes(db_value(rows, i, "tenant_id"), tenant) ||
            !str_to_int64(db_value(rows, i, "used"), &used) ||
            (granted && !str_to_int64(granted, &room)))
            BUG("a slot cannot be read");
        quota_used(w->k->quotas, tenant, used, room);
    }
    for (size_t i = 0; i < w->lot.ngood; i++) {
        w->lot.good[i]->call->stored = true;
        settle(w->lot.good[i], EVENT_ENQUEUED);
    }
    for (size_t i = 0; i < w->lot.nbad; i++)
        settle(w->lot.bad[i], EVENT_REJECTED);
    metrics_add(METRIC_EVENT_COMMITS, 1);
    metrics_add(METRIC_EVENTS_STORED, w->lot.ngood);
    metrics_add(METRIC_EVENTS_REJECTED, w->lot.nbad);
}

static enum err store_at_once(struct work *w)
{
    struct db_batch *b = db_batch(&w->k->c);
    int use;
    enum err e;

    memcpy(w->lot.good, w->list, w->n * sizeof(*w->list));
    w->lot.ngood = w->n;
    if (w->lot.nkeyed)
        lot_claim_all(b, &w->lot);
    use = lot_store(b, &w->lot);
    e = db_run(b);
    if (e == OK)
        note_stored(w, b, use);
    return e;
}

/* Takes the keyed entries of tenants that may store nothing more out of the lot's: they are only
 * looked up. */
static size_t part_exhausted(struct work *w, struct entry **out)
{
    size_t kept = 0, n = 0;

    for (size_t i = 0; i < w->lot.nkeyed; i++) {
        struct entry *x = w->lot.keyed[i];

        if (*x->room == 0)
            out[n++] = x;
        else
            w->lot.keyed[kept++] = x;
    }
    w->lot.nkeyed = kept;
    return n;
}

static enum err claim_keys(struct work *w)
{
    struct ctx *c = &w->k->c;
    struct entry **spent = arena_array(c->arena, struct entry *, w->lot.nkeyed + 1);
    struct db_batch *b = db_batch(c);
    size_t nspent = w->locked ? 0 : part_exhausted(w, spent);
    int claimed = -1, looked = -1;
    enum err e;

    if (w->lot.nkeyed)
        claimed = lot_claim(b, &w->lot);
    if (nspent)
        looked = lot_look(b, c, spent, nspent);
    if ((e = db_begin(c)) != OK || (e = db_run(b)) != OK)
        return e;
    if (claimed >= 0)
        settle_repeats(w->lot.keyed, db_rows(b, claimed));
    if (looked >= 0)
        settle_repeats(spent, db_rows(b, looked));
    return OK;
}

/* Admits what is new, in order of arrival, as far as each tenant's room goes; returns the number of
 * those beyond. */
static size_t admit(struct work *w, struct entry **over)
{
    size_t nover = 0;

    for (size_t i = 0; i < w->n; i++) {
        struct entry *x = w->list[i];

        if (x->settled)
            continue;
        if (*x->room == 0) {
            over[nover++] = x;
            continue;
        }
        if (*x->room > 0)
            --*x->room;
        w->lot.good[w->lot.ngood++] = x;
    }
    return nover;
}

/* Gives the keys of those beyond the limit back, those of tenants that were only looked up aside. */
static void unclaim(struct work *w, struct db_batch *b, struct entry *const *over, size_t nover)
{
    struct entry **list = arena_array(w->k->c.arena, struct entry *, nover + 1);
    size_t n = 0;

    for (size_t i = 0; i < nover; i++)
        if (over[i]->keyed)
            list[n++] = over[i];
    if (n)
        lot_unclaim(b, &w->k->c, list, n);
}

static enum err finish(struct work *w)
{
    struct ctx *c = &w->k->c;
    struct entry **over = arena_array(c->arena, struct entry *, w->n + 1);
    struct db_batch *b = db_batch(c);
    size_t nover = admit(w, over);
    int use;
    enum err e;

    if (w->lot.ngood || w->lot.nbad) {
        unclaim(w, b, over, nover);
        use = lot_store(b, &w->lot);
        if ((e = db_run_commit(b)) != OK)
            return e;
        note_stored(w, b, use);
    } else {
        db_rollback(c);
    }
    for (size_t i = 0; i < nover; i++)
        settle(over[i], EVENT_OVER_LIMIT);
    return OK;
}

static enum err store_in_two(struct work *w)
{
    enum err e = claim_keys(w);

    w->lot.ngood = 0;
    if (e == OK && w->locked)
        e = find_room(w);
    if (e == OK)
        e = finish(w);
    db_rollback(&w->k->c);
    return e;
}

/* Makes the month's partition when this process has not seen it yet; *made_r: it was missing. */
static enum err need_partition(struct work *w, bool *made_r)
{
    struct ctx *c = &w->k->c;
    const struct db_rows *rows;
    enum err e;

    *made_r = false;
    if (w->k->month_ready == w->lot.month)
        return OK;
    e = db_query(c, &Q_EVENT_PARTITION, &rows, db_time(w->lot.day * TIME_DAY));
    if (e != OK)
        return e;
    *made_r = str_eq(db_value(rows, 0, "event_partition"), "t");
    w->k->month_ready = w->lot.month;
    return OK;
}

static struct work work_new(struct committer *k, struct entry *const *list, size_t n)
{
    struct arena *a = k->c.arena;
    struct work w = { .k = k,
                      .list = arena_array(a, struct entry *, n + 1),
                      .followers = arena_array(a, struct entry *, n + 1) };

    w.lot = (struct lot){ .c = &k->c,
                          .slot = k->slot,
                          .day = list[0]->received / TIME_DAY,
                          .good = arena_array(a, struct entry *, n + 1),
                          .bad = arena_array(a, struct entry *, n + 1),
                          .keyed = arena_array(a, struct entry *, n + 1) };
    w.lot.month = month_of(w.lot.day);
    for (size_t i = 0; i < n; i++) {
        struct entry *x = list[i];

        if (x->settled || x->received / TIME_DAY != w.lot.day)
            continue;
        x->order = (uint32_t)i;
        x->same = NULL;
        if (x->event->status == EVENT_REJECTED)
            w.lot.bad[w.lot.nbad++] = x;
        else
            w.list[w.n++] = x;
    }
    sort_keys(&w);
    return w;
}

/* One attempt at a lot; `locked` where committers have taken each other's room away. */
static enum err attempt(struct committer *k, struct entry *const *list, size_t n, bool locked)
{
    struct work w;
    bool made;
    enum err e;

    arena_reset(k->c.arena);
    k->c.problem = (struct problem){ 0 };
    w = work_new(k, list, n);
    e = need_partition(&w, &made);
    w.locked = locked;
    if (e == OK && !locked)
        e = find_room(&w);
    if (e != OK)
        return e;
    if (w.tight || locked || (k->caution && w.lot.nkeyed)) {
        k->caution -= k->caution > 0;
        e = store_in_two(&w);
    } else {
        e = store_at_once(&w);
    }
    if (e == OK)
        settle_followers(&w);
    return e;
}

/* Whether the state that was remembered was wrong, and the same lot may well succeed now. */
static bool state_was_old(struct committer *k, enum err e)
{
    if (e == ERR_REPEATED)
        k->caution = CAUTION;
    else if (e == ERR_HARD_LIMIT || e == ERR_BAD_STATE)
        quotas_forget(k->quotas);
    else
        return false;
    return true;
}

static enum err attempts(struct committer *k, struct entry *const *list, size_t n)
{
    enum err e = OK;

    for (int i = 0; i < ATTEMPTS; i++) {
        e = attempt(k, list, n, i >= UNLOCKED_ATTEMPTS);
        if (e != OK && i >= UNLOCKED_ATTEMPTS)
            quotas_forget(k->quotas);
        if (!state_was_old(k, e))
            return e;
    }
    log_warn("a lot of events could not be stored", LOG_STR("error", err_code(e)));
    return ERR_UNAVAILABLE;
}

/* Whether the data is to blame: then a part of the lot may be stored. */
static bool is_refusal(enum err e)
{
    return e == ERR_INVALID || e == ERR_CONFLICT || e == ERR_NOT_FOUND || e == ERR_INTERNAL;
}

static size_t unsettled(struct entry *const *list, size_t n)
{
    size_t left = 0;

    for (size_t i = 0; i < n; i++)
        left += !list[i]->settled;
    return left;
}

static void fail_all(struct entry *const *list, size_t n, enum err e)
{
    for (size_t i = 0; i < n; i++)
        if (!list[i]->settled)
            list[i]->call->failed = e;
}

/* The event that PostgreSQL does not take becomes a reject; one that is one already is given up. */
static bool set_aside(struct committer *k, struct entry *x)
{
    static struct field_error refused = {
        .path = "",
        .code = "refused",
        .message = "the database does not take this event",
    };

    if (x->event->status == EVENT_REJECTED)
        return false;
    log_warn("an event was refused by postgresql",
             LOG_STR("why", k->c.problem.detail ? k->c.problem.detail : "?"));
    x->event->status = EVENT_REJECTED;
    x->event->errors = &refused;
    return true;
}

/* An event that fails for a reason that is not its own: its sender may try again. After a few of them
 * nothing of the lot is tried any more. */
static void give_up(struct committer *k, struct entry *const *list, size_t n)
{
    log_error("an event cannot be stored", LOG_STR("why", k->c.problem.detail));
    fail_all(list, n, ERR_UNAVAILABLE);
    k->broken = ++k->given_up >= GIVE_UP_MAX;
}

/* Halves the lot until each event that is refused stands alone. */
static void store_parts(struct committer *k, struct entry *const *list, size_t n)
{
    enum err e = unsettled(list, n) && !k->broken ? attempts(k, list, n) : OK;
    size_t half = n / 2;

    if (k->broken)
        fail_all(list, n, ERR_UNAVAILABLE);
    if (e == OK)
        return;
    if (!is_refusal(e)) {
        fail_all(list, n, e);
    } else if (n > 1) {
        store_parts(k, list, half);
        store_parts(k, list + half, n - half);
    } else if (e != ERR_INTERNAL && set_aside(k, list[0])) {
        store_parts(k, list, n);
    } else {
        give_up(k, list, n);
    }
}

/* A month whose partition has gone, or never was, looks like a refusal. */
static void store_day(struct committer *k, struct entry *const *list, size_t n)
{
    enum err e = attempts(k, list, n);
    struct work w = { .k = k };
    bool made = false;

    if (e == OK)
        return;
    if (!is_refusal(e)) {
        fail_all(list, n, e);
        return;
    }
    w.lot.day = list[0]->received / TIME_DAY;
    w.lot.month = month_of(w.lot.day);
    k->month_ready = INT64_MIN;
    e = need_partition(&w, &made);
    if (e != OK)
        fail_all(list, n, e);
    else
        store_parts(k, list, n);
}

/* Those not settled and not failed: of another day, or following one that was set aside. */
static size_t remaining(struct entry **list, size_t n)
{
    size_t left = 0;

    for (size_t i = 0; i < n; i++)
        if (!list[i]->settled && list[i]->call->failed == OK)
            list[left++] = list[i];
    return left;
}

/* Each call learns what its tenant has used by now. */
static void tell_usage(const struct committer *k, struct entry *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (i == 0 || list[i]->call != list[i - 1]->call)
            list[i]->call->used = quota_known(k->quotas, list[i]->call->tenant,
                                              month_of(list[i]->received / TIME_DAY));
}

bool committer_store(struct committer *k, struct entry **list, size_t n)
{
    struct entry **whole = arena_memdup(k->lists, list, n * sizeof(*list));
    size_t all = n;
    bool stored = false;

    k->broken = false;
    k->given_up = 0;
    while (n) {
        size_t count = n;
        struct entry **part = arena_memdup(k->lists, list, n * sizeof(*list));

        store_day(k, part, count);
        for (size_t i = 0; i < count; i++)
            stored |= list[i]->settled;
        n = remaining(list, count);
    }
    tell_usage(k, whole, all);
    arena_reset(k->c.arena);
    arena_reset(k->lists);
    return stored;
}
