/* Values become digests, digests become rows. */
#include "etl/sketch.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/err.h"

#define DIGEST_FIELDS 9
#define VALUES 512 /* that wait to be merged into an open digest */
#define FIRST_ROOM 8
#define SLOTS_PER_ENTRY 2

struct accumulator {
    int64_t t; /* the start of its bucket */
    int64_t points;
    uint32_t n, waiting;
    struct centroid list[DIGEST_MAX];
    double values[VALUES];
};

void sketch_writer_init(struct sketch_writer *w, const struct ingest_job *job, size_t max_bytes)
{
    *w = (struct sketch_writer){ .job = job, .max_bytes = max_bytes };
    if (job->sink.write_digest_rows)
        w->out = copy_buffer_new(COPY_BUFFER_BYTES + COPY_BUFFER_BYTES / 8);
}

void sketch_writer_release(struct sketch_writer *w)
{
    copy_buffer_free(w->out);
    w->out = NULL;
}

/* ---- Open digests ---- */

static struct accumulator *open_new(struct sketch_writer *w, int64_t t)
{
    struct accumulator *a = calloc(1, sizeof(*a));

    if (!a)
        BUG("out of memory for a digest");
    a->t = t;
    w->bytes += sizeof(*a);
    return a;
}

static void open_free(struct sketch_writer *w, struct accumulator *a)
{
    if (a)
        w->bytes -= sizeof(*a);
    free(a);
}

/* Bits of a double that order as unsigned numbers as the doubles do. */
static uint64_t key_of(double v)
{
    uint64_t bits;

    memcpy(&bits, &v, sizeof(bits));
    return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

static double value_of(uint64_t key)
{
    uint64_t bits = key >> 63 ? key ^ UINT64_C(1) << 63 : ~key;
    double v;

    memcpy(&v, &bits, sizeof(v));
    return v;
}

static void radix_pass(uint64_t *to, const uint64_t *from, size_t n, unsigned shift)
{
    uint16_t at[257] = { 0 };

    for (size_t i = 0; i < n; i++)
        at[(from[i] >> shift & 255) + 1]++;
    for (unsigned i = 1; i < 256; i++)
        at[i] = (uint16_t)(at[i] + at[i - 1]);
    for (size_t i = 0; i < n; i++)
        to[at[from[i] >> shift & 255]++] = from[i];
}

/* Sorts at most VALUES values: by the upper half of their bits first, which leaves little to do. */
static void sort_values(double *v, size_t n)
{
    uint64_t keys[VALUES], room[VALUES];

    for (size_t i = 0; i < n; i++)
        keys[i] = key_of(v[i]);
    for (unsigned shift = 32; shift < 64; shift += 16) {
        radix_pass(room, keys, n, shift);
        radix_pass(keys, room, n, shift + 8);
    }
    for (size_t i = 1; i < n; i++) {
        uint64_t key = keys[i];
        size_t k = i;

        for (; k && keys[k - 1] > key; k--)
            keys[k] = keys[k - 1];
        keys[k] = key;
    }
    for (size_t i = 0; i < n; i++)
        v[i] = value_of(keys[i]);
}

/* Merges two sorted lists into the digest. */
static void merge_lists(struct accumulator *a, const struct centroid *more, size_t n)
{
    struct centroid both[DIGEST_MAX + (VALUES > DIGEST_MAX ? VALUES : DIGEST_MAX)];
    size_t i = 0, k = 0, made = 0;

    while (i < a->n || k < n)
        if (k == n || (i < a->n && a->list[i].mean <= more[k].mean))
            both[made++] = a->list[i++];
        else
            both[made++] = more[k++];
    made = digest_compress(both, made);
    memcpy(a->list, both, made * sizeof(*both));
    a->n = (uint32_t)made;
}

static void settle(struct accumulator *a)
{
    struct centroid list[VALUES];

    if (!a->waiting)
        return;
    sort_values(a->values, a->waiting);
    for (uint32_t i = 0; i < a->waiting; i++)
        list[i] = (struct centroid){ a->values[i], 1 };
    merge_lists(a, list, a->waiting);
    a->waiting = 0;
}

static void add_value(struct accumulator *a, double v)
{
    if (a->waiting == VALUES)
        settle(a);
    a->values[a->waiting++] = v;
    a->points++;
}

static void add_digest(struct accumulator *into, struct accumulator *from)
{
    settle(into);
    settle(from);
    merge_lists(into, from->list, from->n);
    into->points += from->points;
}

static void write_row(struct sketch_writer *w, const struct ingest_series *s, unsigned level,
                      uint32_t seq, struct accumulator *a)
{
    uint8_t packed[DIGEST_ROOM];
    struct copy_buffer *out = w->out;

    if (w->failed)
        return;
    settle(a);
    copy_row(out, DIGEST_FIELDS);
    copy_uuid(out, w->job->tenant_id);
    copy_int8(out, s->id);
    copy_int8(out, w->job->part_id);
    copy_int2(out, (int16_t)level);
    copy_int4(out, (int32_t)seq);
    copy_time(out, a->t);
    copy_time(out, a->t);
    copy_time_array(out, &a->t, sizeof(a->t), 1);
    copy_text(out, (const char *)packed, digest_pack(packed, a->list, a->n));
    if (out->len < COPY_BUFFER_BYTES)
        return;
    w->out = w->job->sink.write_digest_rows(w->job->sink.arg, out);
    w->failed |= !w->out;
    if (w->out)
        copy_clear(w->out);
}

/* ---- A series ---- */

static enum rollup_level level_at(unsigned index)
{
    return (enum rollup_level)(index + LEVEL_QUARTER);
}

/* Keeps the levels that will have enough points a bucket if it goes on as it began. */
static void decide(struct sketch_writer *w, struct sketch *k, const struct point *p, size_t n)
{
    const double span = (double)(p[n - 1].t - p[0].t) + 1;

    k->decided = true;
    if (n < SKETCH_DENSITY || w->bytes + SKETCH_LEVELS * sizeof(struct accumulator) > w->max_bytes)
        return;
    for (unsigned i = 0; i < SKETCH_LEVELS; i++)
        if ((double)n * (double)rollup_unit(level_at(i)) / span >= SKETCH_DENSITY)
            k->open[i] = open_new(w, 0);
}

static void close_bucket(struct sketch_writer *w, struct sketch *k, const struct ingest_series *s,
                         unsigned index);

/* The level's open digest for the bucket that begins at t. */
static struct accumulator *open_at(struct sketch_writer *w, struct sketch *k,
                                   const struct ingest_series *s, unsigned index, int64_t t)
{
    struct accumulator *a = k->open[index];

    if (a->points && a->t != t)
        close_bucket(w, k, s, index);
    a->t = t;
    return a;
}

/* Writes the level's digest and hands it on to the next level. */
static void close_bucket(struct sketch_writer *w, struct sketch *k, const struct ingest_series *s,
                         unsigned index)
{
    struct accumulator *a = k->open[index];
    unsigned next = index + 1;

    if (!a->points)
        return;
    write_row(w, s, level_at(index), k->seq[index]++, a);
    while (next < SKETCH_LEVELS && !k->open[next])
        next++;
    if (next < SKETCH_LEVELS)
        add_digest(open_at(w, k, s, next, rollup_start(a->t, level_at(next))), a);
    a->n = a->waiting = 0;
    a->points = 0;
}

void sketch_add(struct sketch_writer *w, struct sketch *k, const struct ingest_series *s,
                const struct point *p, size_t n)
{
    unsigned base = 0;

    if (!w->out || !n)
        return;
    if (!k->decided)
        decide(w, k, p, n);
    while (base < SKETCH_LEVELS && !k->open[base])
        base++;
    if (base == SKETCH_LEVELS)
        return;
    const enum rollup_level level = level_at(base);
    for (size_t i = 0; i < n;) {
        int64_t start = rollup_start(p[i].t, level), end = start + rollup_unit(level);
        struct accumulator *a = open_at(w, k, s, base, start);

        for (; i < n && p[i].t < end; i++)
            add_value(a, p[i].v);
    }
}

unsigned sketch_finish(struct sketch_writer *w, struct sketch *k, const struct ingest_series *s)
{
    unsigned bits = 0;

    for (unsigned i = 0; i < SKETCH_LEVELS; i++)
        if (k->open[i]) {
            close_bucket(w, k, s, i);
            bits |= 1u << level_at(i);
        }
    sketch_release(w, k);
    return bits;
}

void sketch_release(struct sketch_writer *w, struct sketch *k)
{
    for (unsigned i = 0; i < SKETCH_LEVELS; i++) {
        open_free(w, k->open[i]);
        k->open[i] = NULL;
    }
}

/* ---- A total ---- */

size_t sketch_table_bytes(const struct sketch_table *t)
{
    return t->n * sizeof(struct accumulator);
}

static uint32_t *slot_of(const struct sketch_table *t, int64_t start)
{
    const uint64_t number = (uint64_t)start / (uint64_t)rollup_unit(LEVEL_HOUR);

    for (uint64_t i = number * UINT64_C(0x9e3779b97f4a7c15) >> 32;; i++) {
        uint32_t *slot = &t->slots[i & (t->room * SLOTS_PER_ENTRY - 1)];

        if (!*slot || t->list[*slot - 1]->t == start)
            return slot;
    }
}

static void grow(struct sketch_table *t)
{
    uint32_t room = t->room ? t->room * 2 : FIRST_ROOM;
    struct accumulator **list = realloc(t->list, room * sizeof(struct accumulator *));
    uint32_t *slots = calloc(room, SLOTS_PER_ENTRY * sizeof(*slots));

    if (!list || !slots)
        BUG("out of memory for %u digests", room);
    free(t->slots);
    t->list = list;
    t->slots = slots;
    t->room = room;
    for (uint32_t i = 0; i < t->n; i++)
        *slot_of(t, t->list[i]->t) = i + 1;
}

static struct accumulator *entry_at(struct sketch_writer *w, struct sketch_table *t, int64_t start)
{
    if (t->n == t->room)
        grow(t);
    uint32_t *slot = slot_of(t, start);
    if (!*slot) {
        t->list[t->n++] = open_new(w, start);
        *slot = t->n;
    }
    return t->list[*slot - 1];
}

void sketch_table_add(struct sketch_writer *w, struct sketch_table *t, const struct point *p,
                      size_t n)
{
    if (!w->out || t->given_up)
        return;
    if (!t->level)
        t->level = LEVEL_HOUR;
    const enum rollup_level level = (enum rollup_level)t->level;
    for (size_t i = 0; i < n;) {
        int64_t start = rollup_start(p[i].t, level), end = start + rollup_unit(level);
        struct accumulator *a = entry_at(w, t, start);

        for (; i < n && p[i].t < end; i++)
            add_value(a, p[i].v);
    }
}

static void empty(struct sketch_writer *w, struct sketch_table *t)
{
    for (uint32_t i = 0; i < t->n; i++)
        open_free(w, t->list[i]);
    free(t->list);
    free(t->slots);
    t->list = NULL;
    t->slots = NULL;
    t->n = t->room = 0;
}

/* The same values by the day. */
static struct sketch_table by_day(struct sketch_writer *w, struct sketch_table *t)
{
    struct sketch_table days = { .level = LEVEL_DAY };

    for (uint32_t i = 0; i < t->n; i++)
        add_digest(entry_at(w, &days, rollup_start(t->list[i]->t, LEVEL_DAY)), t->list[i]);
    return days;
}

static void write_table(struct sketch_writer *w, struct sketch_table *t,
                        const struct ingest_series *s, uint32_t *seq)
{
    for (uint32_t i = 0; i < t->n; i++)
        write_row(w, s, t->level, (*seq)++, t->list[i]);
}

/* Writes and empties it. */
static void spill(struct sketch_writer *w, struct sketch_table *t, const struct ingest_series *s)
{
    uint32_t *seq = &t->seq[t->level - LEVEL_QUARTER];

    write_table(w, t, s, seq);
    if (t->level == LEVEL_HOUR) {
        struct sketch_table days = by_day(w, t);

        write_table(w, &days, s, &t->seq[LEVEL_DAY - LEVEL_QUARTER]);
        empty(w, &days);
    }
    t->written = true;
    empty(w, t);
}

static bool is_dense(const struct sketch_table *t)
{
    int64_t points = 0;

    for (uint32_t i = 0; i < t->n; i++)
        points += t->list[i]->points;
    return points >= (int64_t)t->n * SKETCH_DENSITY;
}

static void coarsen(struct sketch_writer *w, struct sketch_table *t)
{
    if (t->level == LEVEL_DAY) {
        t->given_up = true;
        empty(w, t);
        return;
    }
    struct sketch_table days = by_day(w, t);
    empty(w, t);
    *t = days;
}

void sketch_table_shrink(struct sketch_writer *w, struct sketch_table *t,
                         const struct ingest_series *s, bool worth)
{
    if (t->written || (worth && is_dense(t)))
        spill(w, t, s);
    else
        coarsen(w, t);
}

unsigned sketch_table_finish(struct sketch_writer *w, struct sketch_table *t,
                             const struct ingest_series *s)
{
    while (!t->given_up && !t->written && t->n && !is_dense(t))
        coarsen(w, t);
    if (t->given_up || (!t->n && !t->written))
        return 0;
    spill(w, t, s);
    return t->level == LEVEL_HOUR ? 1u << LEVEL_HOUR | 1u << LEVEL_DAY : 1u << LEVEL_DAY;
}

void sketch_table_release(struct sketch_writer *w, struct sketch_table *t)
{
    empty(w, t);
}
