/* Buckets of all series of a metric come together here. */
#include "etl/total.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"

#define FIRST_ROOM 8
#define GIVEN_UP ROLLUP_LEVELS
#define SLOTS_PER_BUCKET 2

void totals_init(struct totals *t, const struct series_table *table, struct rollup_writer *rollup,
                 struct sketch_writer *sketch, size_t max_bytes)
{
    *t = (struct totals){
        .table = table, .rollup = rollup, .sketch = sketch, .max_bytes = max_bytes
    };
}

/* ---- The table ---- */

static size_t bytes_of(const struct total *o)
{
    return o->room * (sizeof(*o->list) + SLOTS_PER_BUCKET * sizeof(*o->slots));
}

static uint32_t *slot_of(const struct total *o, int64_t t)
{
    const uint64_t number = (uint64_t)t / (uint64_t)rollup_unit(LEVEL_MINUTE);

    for (uint64_t i = number * UINT64_C(0x9e3779b97f4a7c15) >> 32;; i++) {
        uint32_t *slot = &o->slots[i & o->mask];

        if (!*slot || o->list[*slot - 1].t == t)
            return slot;
    }
}

static void set_room(struct totals *t, struct total *o, uint32_t room)
{
    struct bucket *list = realloc(o->list, room * sizeof(*list));
    uint32_t *slots = calloc(room, SLOTS_PER_BUCKET * sizeof(*slots));

    if (!list || !slots)
        BUG("out of memory for %u buckets", room);
    free(o->slots);
    t->bytes -= bytes_of(o);
    o->list = list;
    o->slots = slots;
    o->room = room;
    o->mask = room * SLOTS_PER_BUCKET - 1;
    t->bytes += bytes_of(o);
    for (uint32_t i = 0; i < o->n; i++)
        *slot_of(o, o->list[i].t) = i + 1;
}

static void forget(struct totals *t, struct total *o)
{
    t->bytes -= bytes_of(o);
    free(o->list);
    free(o->slots);
    o->list = NULL;
    o->slots = NULL;
    o->n = o->room = 0;
}

static void put(struct totals *t, struct total *o, const struct bucket *b)
{
    if (o->n == o->room)
        set_room(t, o, o->room ? o->room * 2 : FIRST_ROOM);
    uint32_t *slot = slot_of(o, b->t);
    if (*slot) {
        bucket_merge(&o->list[*slot - 1], b);
        return;
    }
    o->list[o->n++] = *b;
    *slot = o->n;
}

/* ---- Keeping it small ---- */

static bool is_dense(const struct total *o)
{
    int64_t points = 0;

    for (uint32_t i = 0; i < o->n; i++)
        points += o->list[i].n;
    return points >= (int64_t)o->n * ROLLUP_DENSITY;
}

static void give_up(struct totals *t, struct total *o)
{
    forget(t, o);
    rollup_forget(t->rollup, &o->rollup);
    o->level = GIVEN_UP;
}

/* To the next level. */
static void coarsen(struct totals *t, struct total *o)
{
    struct total was = *o;

    rollup_drop(t->rollup, &o->rollup, o->level);
    if (++o->level == GIVEN_UP) {
        give_up(t, o);
        return;
    }
    o->list = NULL;
    o->slots = NULL;
    o->n = o->room = 0;
    for (uint32_t i = 0; i < was.n; i++) {
        struct bucket b = was.list[i];

        b.t = rollup_start(b.t, (enum rollup_level)(o->level + 1));
        put(t, o, &b);
    }
    forget(t, &was);
}

static int by_time(const void *pa, const void *pb)
{
    const struct bucket *a = pa, *b = pb;

    return (a->t > b->t) - (a->t < b->t);
}

/* Hands the buckets on to the rollup; its chunks may repeat a bucket. */
static void spill(struct totals *t, struct total *o)
{
    if (o->n)
        qsort(o->list, o->n, sizeof(*o->list), by_time);
    rollup_add_buckets(t->rollup, &o->rollup, &o->facts, o->list, o->n,
                       (enum rollup_level)(o->level + 1));
    rollup_flush(t->rollup, &o->rollup, &o->facts);
    forget(t, o);
    while (o->level < GIVEN_UP && o->rollup.level[o->level].state == ROLLUP_DROPPED)
        o->level++;
}

static bool has_many_series(const struct totals *t, size_t metric)
{
    return t->table->metric_cache[metric].n_series > TOTAL_SERIES;
}

static void make_room(struct totals *t)
{
    size_t largest = 0;

    for (size_t i = 1; i < t->n; i++)
        if (t->list[i] && (!t->list[largest] || bytes_of(t->list[i]) > bytes_of(t->list[largest])))
            largest = i;
    struct total *o = t->list[largest];
    if (has_many_series(t, largest) && is_dense(o))
        spill(t, o);
    else
        coarsen(t, o);
}

/* The digests have a cap of their own, of which dense series may take half. */
static void shrink_sketches(struct totals *t)
{
    size_t largest = 0;

    for (size_t i = 1; i < t->n; i++)
        if (t->list[i] && (!t->list[largest] || sketch_table_bytes(&t->list[i]->sketch) >
                                                    sketch_table_bytes(&t->list[largest]->sketch)))
            largest = i;
    struct total *o = t->list[largest];
    sketch_table_shrink(t->sketch, &o->sketch, &o->facts, has_many_series(t, largest));
}

/* ---- From outside ---- */

static struct total *total_of(struct totals *t, uint32_t metric)
{
    if (metric >= t->room) {
        size_t room = t->room ? t->room * 2 : 16;

        room = room > metric ? room : metric + 1;
        t->list = arena_grow(t->table->arena, t->list, t->room * sizeof(struct total *),
                             room * sizeof(struct total *));
        memset(t->list + t->room, 0, (room - t->room) * sizeof(struct total *));
        t->room = room;
    }
    if (metric >= t->n)
        t->n = metric + 1;
    if (!t->list[metric])
        t->list[metric] = arena_one(t->table->arena, struct total);
    return t->list[metric];
}

void totals_add(struct totals *t, const struct series *s, const struct point *p, size_t n)
{
    if (!t->max_bytes)
        return;
    struct total *o = total_of(t, s->metric);
    if (!o->facts.id)
        o->facts.id = -s->facts.id;
    sketch_table_add(t->sketch, &o->sketch, p, n);
    while (t->sketch->bytes > 2 * t->sketch->max_bytes)
        shrink_sketches(t);
    if (o->level == GIVEN_UP)
        return;
    struct bucket *made = t->rollup->room;
    size_t n_made = rollup_buckets(made, p, n, (enum rollup_level)(o->level + 1));
    for (size_t i = 0; i < n_made; i++)
        put(t, o, &made[i]);
    while (t->bytes > t->max_bytes)
        make_room(t);
}

static void finish_one(struct totals *t, struct total *o)
{
    while (o->level < GIVEN_UP && o->rollup.level[o->level].state == ROLLUP_UNDECIDED &&
           !is_dense(o))
        coarsen(t, o);
    if (o->level == GIVEN_UP)
        return;
    spill(t, o);
    o->facts.levels = rollup_levels(&o->rollup);
}

void totals_finish(struct totals *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->list[i] && has_many_series(t, i)) {
            finish_one(t, t->list[i]);
            t->list[i]->facts.digests =
                sketch_table_finish(t->sketch, &t->list[i]->sketch, &t->list[i]->facts);
        } else if (t->list[i]) {
            give_up(t, t->list[i]);
            sketch_table_release(t->sketch, &t->list[i]->sketch);
        }
}

const struct ingest_series *totals_of(const struct totals *t, uint32_t metric)
{
    const struct total *o = metric < t->n ? t->list[metric] : NULL;

    return o && (o->facts.levels || o->facts.digests) ? &o->facts : NULL;
}

void totals_release(struct totals *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->list[i]) {
            give_up(t, t->list[i]);
            sketch_table_release(t->sketch, &t->list[i]->sketch);
        }
}
