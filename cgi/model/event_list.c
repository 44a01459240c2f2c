/* Pages of events are put together here, slice by slice of what has to be looked at. */
#include "model/event_list.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/filter.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "base/uuid.h"
#include "base/vec.h"
#include "sql/registry.h"

/* Payload bytes of one page, in which one event always fits. */
#define PAGE_BYTES ((int64_t)8 << 20)
/* Events that one statement looks at, first and later, and one page. */
#define SLICE_FIRST 2000
#define SLICE 10000
#define LOOK_MAX 50000
#define LOOK_TIME (TIME_SECOND / 2)
/* Nothing happens later than a day after it was received; an hour for clocks. */
#define AHEAD (25 * TIME_HOUR)
/* events.late(); a second for what it rounds. */
#define LATE (TIME_HOUR + TIME_SECOND)

#define ID_FIRST "00000000-0000-0000-0000-000000000000"
#define ID_LAST "ffffffff-ffff-ffff-ffff-ffffffffffff"

const struct field event_row_fields[] = {
    FIELD(struct event_row, id, "id", FIELD_UUID, 0),
    FIELD(struct event_row, type, "type", FIELD_STR, 0),
    FIELD(struct event_row, source, "source", FIELD_STR, FIELD_NULLABLE),
    FIELD(struct event_row, user_id, "userId", FIELD_STR, FIELD_NULLABLE),
    FIELD(struct event_row, value, "value", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct event_row, occurred_at, "occurredAt", FIELD_TIME, 0),
    FIELD(struct event_row, received_at, "receivedAt", FIELD_TIME, 0),
    FIELD(struct event_row, payload, "payload", FIELD_JSON, FIELD_NULLABLE),
    FIELD(struct event_row, key_id, "keyId", FIELD_UUID, FIELD_NULLABLE),
    FIELD_END,
};

/* A page in the making. */
struct look {
    struct ctx *c;
    const struct event_filter *f;
    const char *before; /* the id from which on everything has been looked at */
    const char *floor;  /* nothing asked for is below */
    const char *split;  /* what happened before f->to is below, or late; NULL: no f->to */
    VEC(struct event_row) items;
    int64_t want; /* one more than the page shows */
    int64_t bytes, looked;
    int64_t deadline;
    bool full;
};

/* The smallest id of a moment. */
static const char *id_at(struct ctx *c, int64_t us)
{
    uint64_t ms = us < 0 ? 0 : (uint64_t)us / 1000;

    return arena_printf(c->arena, "%08" PRIx64 "-%04" PRIx64 "-0000-0000-000000000000", ms >> 16,
                        ms & 0xffff);
}

static bool is_open(const struct event_filter *f)
{
    return !f->sources.len && !f->user_id && !f->text && !f->nwhere && f->from == FIELD_TIME_NONE &&
           f->to == FIELD_TIME_NONE;
}

static bool looks_at_late(const struct look *l)
{
    return l->split && strcmp(l->before, l->split) > 0;
}

static const char *floor_of(const struct look *l)
{
    return looks_at_late(l) && strcmp(l->split, l->floor) > 0 ? l->split : l->floor;
}

static void add_conditions(struct filter *q, const struct event_filter *f)
{
    if (f->sources.len)
        filter_where(q, "e.source = any($)", db_list(&f->sources));
    if (f->user_id)
        filter_where(q, "e.user_id = $", db_text(f->user_id));
    if (f->from != FIELD_TIME_NONE)
        filter_where(q, "e.occurred_at >= $", db_time(f->from));
    if (f->to != FIELD_TIME_NONE)
        filter_where(q, "e.occurred_at < $", db_time(f->to));
    for (size_t i = 0; i < f->nwhere; i++)
        filter_where(q, "events.payload_has(e.payload, $)", db_list(&f->where[i]));
    if (f->text)
        filter_where(
            q,
            "strpos(lower(concat_ws(E'\\n', e.type, e.source, e.user_id, e.payload::text)),"
            " lower($)) > 0",
            db_text(f->text));
}

static struct filter make_query(const struct look *l, int64_t slice)
{
    bool late = looks_at_late(l), types = l->f->types.len && !late;
    struct filter q = filter_new(l->c->arena, late    ? &Q_EVENT_SCAN_LATE
                                              : types ? &Q_EVENT_SCAN_TYPES
                                                      : &Q_EVENT_SCAN);

    filter_arg(&q, db_uuid(l->c->who.tenant_id));
    filter_arg(&q, db_uuid(l->before));
    filter_arg(&q, db_uuid(floor_of(l)));
    filter_arg(&q, db_int(slice));
    filter_arg(&q, db_int(l->want - (int64_t)l->items.len));
    filter_arg(&q, db_int(PAGE_BYTES - l->bytes));
    if (types)
        filter_arg(&q, db_list(&l->f->types));
    if (late && l->f->types.len)
        filter_where(&q, "e.type = any($)", db_list(&l->f->types));
    add_conditions(&q, l->f);
    return q;
}

/* Takes the rows of one statement; *found_r counts those that would have been there without the
 * bound on bytes. */
static size_t take_rows(struct look *l, const struct db_rows *rows, int64_t *found_r)
{
    struct event_row *list;
    const char *found = db_count(rows) ? db_value(rows, 0, "found") : NULL;
    size_t n;

    *found_r = 0;
    if (!found || !str_to_int64(found, found_r))
        return 0;
    list = row_read_all(l->c->arena, rows, event_row_fields, sizeof(*list), &n);
    for (size_t i = 0; i < n; i++) {
        l->bytes += list[i].payload ? (int64_t)strlen(list[i].payload) : 0;
        vec_push(&l->items, list[i]);
    }
    return n;
}

/* Everything there is, in the order of the index: nothing needs to be looked at twice. */
static enum err look_at_all(struct look *l)
{
    const struct db_rows *rows;
    int64_t found;
    size_t n;
    enum err e =
        db_query(l->c, &Q_EVENT_LIST, &rows, db_uuid(l->c->who.tenant_id), db_uuid(l->before),
                 db_uuid(l->floor), db_int(l->want), db_int(PAGE_BYTES));

    if (e != OK)
        return e;
    n = take_rows(l, rows, &found);
    l->full = (int64_t)n == l->want || (int64_t)n < found;
    l->before = NULL;
    return OK;
}

/* Where to go on when the slice that ended at `edge` gave all it had. */
static void move_on(struct look *l, const char *edge)
{
    bool over = strcmp(edge, floor_of(l)) <= 0;

    if (!over)
        l->before = arena_strdup(l->c->arena, edge);
    else
        l->before = looks_at_late(l) && strcmp(l->split, l->floor) > 0 ? l->split : NULL;
}

static enum err look_at_slice(struct look *l, int64_t slice)
{
    struct filter q = make_query(l, slice);
    struct db_batch *b = db_batch(l->c);
    int at = db_add_filter(b, &q);
    int64_t found;
    size_t n;
    enum err e = db_run(b);

    if (e != OK)
        return e;
    n = take_rows(l, db_rows(b, at), &found);
    l->looked += slice;
    l->full = (int64_t)l->items.len == l->want || (int64_t)n < found || l->bytes >= PAGE_BYTES;
    if (!l->full)
        move_on(l, db_value(db_rows(b, at), 0, "edge"));
    return OK;
}

static enum err look_around(struct look *l)
{
    bool only_types = is_open(l->f);
    enum err e = OK;

    while (e == OK && l->before && !l->full && (l->looked < LOOK_MAX && time_mono() < l->deadline))
        e = look_at_slice(l, only_types ? l->want : l->looked ? SLICE : SLICE_FIRST);
    return e;
}

static void finish(const struct look *l, struct event_page *page_r)
{
    size_t n = l->items.len;

    *page_r = (struct event_page){ .items = l->items.data, .n = n };
    if (l->full) {
        if ((int64_t)n == l->want)
            page_r->n--;
        page_r->next = page_r->items[page_r->n - 1].id;
    } else if (l->before) {
        page_r->next = l->before;
        page_r->partial = true;
    }
}

enum err event_list(struct ctx *c, const struct event_filter *f, const char *after, int64_t limit,
                    struct event_page *page_r)
{
    struct look l = {
        .c = c,
        .f = f,
        .before = after ? after : ID_LAST,
        .floor = f->from == FIELD_TIME_NONE ? ID_FIRST : id_at(c, f->from - AHEAD),
        .split = f->to == FIELD_TIME_NONE ? NULL : id_at(c, f->to + LATE),
        .want = limit + 1,
        .deadline = time_mono() + LOOK_TIME,
    };
    enum err e;

    vec_init(&l.items, c->arena);
    e = is_open(f) && !f->types.len ? look_at_all(&l) : look_around(&l);
    if (e == OK)
        finish(&l, page_r);
    return e;
}

enum err event_by_id(struct ctx *c, const char *id, struct event_row *row_r)
{
    const struct db_rows *rows;
    enum err e = OK;

    if (uuid_valid(id))
        e = db_query(c, &Q_EVENT_BY_ID, &rows, db_uuid(c->who.tenant_id), db_uuid(id));
    if (!uuid_valid(id) || e == ERR_NOT_FOUND)
        return ctx_fail(c, ERR_NOT_FOUND, "there is no event %s", id);
    if (e == OK)
        row_read(c->arena, rows, 0, event_row_fields, row_r);
    return e;
}
