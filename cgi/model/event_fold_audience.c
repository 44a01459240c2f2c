/* The browsers are told what a fold has changed: counts, users, and the newest events.
 *
 * Of each tenant that events come for, the folder remembers the users of the windows (so that they
 * are read once a minute, not with every fold) and which events were shown. Losing that costs a few
 * events shown twice. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/json.h"
#include "base/live.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "model/event_fold_work.h"
#include "model/event_list.h"
#include "sql/registry.h"

#define FEED 20
#define FEED_READ 60
#define PAYLOAD_MAX 1000
/* Ids rise nearly in the order of commits: who was received so long before may still come. */
#define LATE (10 * TIME_SECOND)
#define SEEN 128
#define ADDED_MAX 2000             /* pairs of minute and type in one message */
#define ADDED_SPAN (16 * TIME_DAY) /* older minutes are in no window */
#define AUDIENCES_MAX 2000
#define AUDIENCE_IDLE (2 * TIME_MINUTE)
#define MESSAGE_MAX ((size_t)1 << 20)

enum { HOUR, DAY, WEEK, WINDOWS };

struct audience {
    uint8_t tenant[UUID_BYTES];
    int64_t used_at;
    int64_t minute; /* to which the windows belong; 0: not known */
    struct hll users[WINDOWS];
    uint8_t seen[SEEN][UUID_BYTES]; /* events that were shown or left out, a ring */
    size_t next_seen;
    uint8_t floor[UUID_BYTES]; /* nothing up to this id is shown any more */
    int64_t ahead;             /* events shown before their deltas were folded */
};

struct audiences {
    struct audience **list; /* by tenant */
    size_t n, room;
};

struct audiences *audiences_new(void)
{
    struct audiences *all = calloc(1, sizeof(*all));

    if (!all)
        BUG("out of memory");
    return all;
}

void audiences_forget(struct audiences *all)
{
    for (size_t i = 0; i < all->n; i++)
        free(all->list[i]);
    all->n = 0;
}

void audiences_free(struct audiences *all)
{
    audiences_forget(all);
    free(all->list);
    free(all);
}

/* ---- Who there is ---- */

static size_t place_of(const struct audiences *all, const uint8_t *tenant)
{
    size_t low = 0, high = all->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (memcmp(all->list[middle]->tenant, tenant, UUID_BYTES) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Lets those go that were not used for a while, all of them when that is not enough. */
static void make_room(struct audiences *all, int64_t now)
{
    size_t kept = 0;

    for (size_t i = 0; i < all->n; i++) {
        if (all->list[i]->used_at > now - AUDIENCE_IDLE)
            all->list[kept++] = all->list[i];
        else
            free(all->list[i]);
    }
    all->n = kept;
    if (all->n >= AUDIENCES_MAX)
        audiences_forget(all);
    if (all->n < all->room)
        return;
    all->room = all->room ? all->room * 2 : 16;
    all->list = realloc(all->list, all->room * sizeof(*all->list));
    if (!all->list)
        BUG("out of memory");
}

static void id_at(uint8_t id[UUID_BYTES], int64_t us)
{
    uint64_t ms = us < 0 ? 0 : (uint64_t)us / 1000;

    memset(id, 0, UUID_BYTES);
    for (int i = 0; i < 6; i++)
        id[i] = (uint8_t)(ms >> (40 - 8 * i));
}

static struct audience *audience_of(struct audiences *all, const uint8_t *tenant, int64_t now)
{
    size_t at = place_of(all, tenant);
    struct audience *a;

    if (at < all->n && memcmp(all->list[at]->tenant, tenant, UUID_BYTES) == 0) {
        all->list[at]->used_at = now;
        return all->list[at];
    }
    make_room(all, now);
    at = place_of(all, tenant);
    if (!(a = calloc(1, sizeof(*a))))
        BUG("out of memory");
    memcpy(a->tenant, tenant, UUID_BYTES);
    a->used_at = now;
    id_at(a->floor, now - LATE);
    memmove(all->list + at + 1, all->list + at, (all->n - at) * sizeof(*all->list));
    all->list[at] = a;
    all->n++;
    return a;
}

/* ---- What is read for them ---- */

static void read_later(struct fold *f, struct db_batch *b, struct fold_tenant *t)
{
    char id[UUID_TEXT];

    if (t->audience->minute == f->now / TIME_MINUTE)
        return;
    uuid_from_bytes(t->id, id);
    t->audience_rows = db_add_binary(b, &Q_EVENT_FOLD_WINDOW_USERS,
                                     db_uuid(arena_strdup(f->c->arena, id)), db_time(f->now));
}

int audiences_read(struct fold *f, struct db_batch *b)
{
    struct db_array ids = db_array(f->c->arena, DB_UUID, f->n_tenants);
    struct db_array floors = db_array(f->c->arena, DB_UUID, f->n_tenants);

    /* all of them first, so that none is let go for the sake of another */
    for (size_t i = 0; i < f->n_tenants; i++)
        (void)audience_of(f->audiences, f->tenants[i].id, f->now);
    for (size_t i = 0; i < f->n_tenants; i++) {
        struct fold_tenant *t = &f->tenants[i];

        t->audience = audience_of(f->audiences, t->id, f->now);
        read_later(f, b, t);
        db_array_bytes(&ids, t->id, UUID_BYTES);
        db_array_bytes(&floors, t->audience->floor, UUID_BYTES);
    }
    return db_add(b, &Q_EVENT_FOLD_FEED, db_array_arg(&ids), db_array_arg(&floors),
                  db_int(PAYLOAD_MAX), db_int(FEED_READ));
}

static void take_windows(struct fold *f, struct audience *a, const struct db_rows *rows)
{
    memset(a->users, 0, sizeof(a->users));
    for (int i = 0; i < db_count(rows); i++) {
        int64_t windows = fold_int(rows, i, 0);
        int len;
        const uint8_t *packed = db_bytes(rows, i, 1, &len);

        for (int w = 0; w < WINDOWS; w++)
            if (windows & 1 << w)
                hll_merge(&a->users[w], packed, (size_t)len);
    }
    a->minute = f->now / TIME_MINUTE;
}

static void add_users(struct audience *a, const struct fold *f, const struct fold_delta *d)
{
    static const int64_t units[WINDOWS] = { TIME_MINUTE, TIME_HOUR, TIME_DAY };
    static const int64_t counts[WINDOWS] = { 60, 24, 7 };

    for (int w = 0; w < WINDOWS; w++) {
        int64_t end = fold_floor(f->now, units[w]) + units[w];

        if (d->minute < end - counts[w] * units[w] || d->minute >= end)
            continue;
        for (size_t k = 0; k < d->users.n; k++)
            (void)hll_add(&a->users[w], (uint64_t)points_int(&d->users, k));
    }
}

static void learn_users(struct fold *f, struct fold_tenant *t, const struct db_batch *b)
{
    if (t->audience_rows >= 0) {
        take_windows(f, t->audience, db_rows(b, t->audience_rows));
        return;
    }
    for (size_t i = 0; i < t->count; i++)
        add_users(t->audience, f, &f->deltas[t->from + i]);
}

/* ---- The feed ---- */

static bool was_seen(const struct audience *a, const uint8_t *id)
{
    for (size_t i = 0; i < SEEN; i++)
        if (memcmp(a->seen[i], id, UUID_BYTES) == 0)
            return true;
    return false;
}

static void see(struct audience *a, const uint8_t *id)
{
    memcpy(a->seen[a->next_seen], id, UUID_BYTES);
    a->next_seen = (a->next_seen + 1) % SEEN;
}

/* The events of rows [first, end) that were not shown yet, at most FEED; how many are written. */
static int64_t write_feed(struct json_out *w, struct fold *f, struct audience *a,
                          const struct db_rows *rows, int first, int end)
{
    uint8_t id[UUID_BYTES], lowest[UUID_BYTES];
    int64_t written = 0, fresh = 0;

    id_at(lowest, f->now - LATE);
    json_open(w, '[');
    for (int i = first; i < end; i++) {
        struct event_row e;

        memset(&e, 0, sizeof(e));
        row_read(f->c->arena, rows, i, event_row_fields, &e);
        if (!uuid_to_bytes(e.id, id))
            BUG("an event without an id");
        if (was_seen(a, id))
            continue;
        see(a, id);
        fresh++;
        if (written < FEED) {
            json_thing(w, event_row_fields, &e);
            written++;
        }
        /* what lies below a burst is left out for good */
        if (fresh >= FEED && i == end - 1 && memcmp(id, lowest, UUID_BYTES) > 0)
            memcpy(lowest, id, UUID_BYTES);
    }
    json_close(w, ']');
    if (memcmp(lowest, a->floor, UUID_BYTES) > 0)
        memcpy(a->floor, lowest, UUID_BYTES);
    return written;
}

/* How many events of this fold nobody is shown. An event may be shown before its delta is folded. */
static int64_t count_omitted(struct audience *a, int64_t folded, int64_t shown)
{
    int64_t omitted;

    a->ahead += shown - folded;
    if (a->ahead > FEED_READ)
        a->ahead = FEED_READ;
    omitted = a->ahead < 0 ? -a->ahead : 0;
    if (a->ahead < 0)
        a->ahead = 0;
    return omitted;
}

/* ---- The message ---- */

static bool same_cell(const struct fold_delta *a, const struct fold_delta *b)
{
    return a->minute == b->minute && strcmp(a->type, b->type) == 0;
}

static bool is_shown(const struct fold *f, const struct fold_delta *d)
{
    return d->type && d->minute > f->now - ADDED_SPAN;
}

/* Minutes with their types, as far as the windows reach; null when there are too many to be told. */
static void write_added(struct json_out *w, const struct fold *f, const struct fold_tenant *t)
{
    const struct fold_delta *d = f->deltas + t->from, *end = d + t->count;
    int64_t minute = INT64_MIN;

    json_open(w, '[');
    while (d < end) {
        const struct fold_delta *cell = d;
        int64_t n = 0;

        if (!is_shown(f, d)) {
            d++;
            continue;
        }
        for (; d < end && d->type && same_cell(d, cell); d++)
            n += d->n;
        if (cell->minute != minute) {
            if (minute != INT64_MIN) {
                json_close(w, '}');
                json_close(w, ']');
            }
            minute = cell->minute;
            json_open(w, '[');
            json_num(w, minute / TIME_SECOND);
            json_open(w, '{');
        }
        json_key(w, cell->type);
        json_num(w, n);
    }
    if (minute != INT64_MIN) {
        json_close(w, '}');
        json_close(w, ']');
    }
    json_close(w, ']');
}

static void write_users(struct json_out *w, const struct audience *a)
{
    static const char *const names[WINDOWS] = { "hour", "day", "week" };

    json_open(w, '{');
    for (int i = 0; i < WINDOWS; i++) {
        json_key(w, names[i]);
        json_num(w, llround(hll_count(&a->users[i])));
    }
    json_close(w, '}');
}

static const char *message(struct fold *f, struct fold_tenant *t, const struct db_rows *rows,
                           int first, int end)
{
    struct str s = str_new(f->c->arena, MESSAGE_MAX);
    struct json_out w = json_out(&s);
    int64_t shown;

    json_open(&w, '{');
    json_key(&w, "asOf");
    json_time(&w, f->now);
    json_key(&w, "total");
    json_num(&w, t->events);
    json_key(&w, "invalid");
    json_num(&w, t->all_invalid);
    json_key(&w, "added");
    if (t->count > ADDED_MAX)
        json_none(&w);
    else
        write_added(&w, f, t);
    json_key(&w, "users");
    write_users(&w, t->audience);
    json_key(&w, "feed");
    shown = write_feed(&w, f, t->audience, rows, first, end);
    json_key(&w, "omitted");
    json_num(&w, count_omitted(t->audience, t->n, shown));
    json_close(&w, '}');
    return s.overflow ? NULL : str_c(&s);
}

static int feed_end(const struct db_rows *rows, int column, int first, int64_t place)
{
    int64_t at;

    while (first < db_count(rows)) {
        if (!str_to_int64(db_cell(rows, first, column), &at))
            BUG("a place that is no number");
        if (at != place)
            break;
        first++;
    }
    return first;
}

void audiences_tell(struct fold *f, const struct db_batch *b, int feed)
{
    const struct db_rows *rows = db_rows(b, feed);
    int column = db_column(rows, "place"), first = 0;

    for (size_t i = 0; i < f->n_tenants; i++) {
        struct fold_tenant *t = &f->tenants[i];
        int end = feed_end(rows, column, first, (int64_t)i + 1);
        char id[UUID_TEXT];
        const char *data;

        learn_users(f, t, b);
        uuid_from_bytes(t->id, id);
        if (t->seq && (data = message(f, t, rows, first, end)) != NULL)
            live_queue(f->c, arena_printf(f->c->arena, "tenant:%s", id), t->seq, "events.delta",
                       data);
        first = end;
    }
}
