/* Points become buckets, buckets become chunks. */
#include "etl/rollup.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/timeutil.h"

#define FIRST_ROOM 4
#define ROLLUP_FIELDS 18
#define PIECE (ROLLUP_CHUNK * 2)
#define ENOUGH_BUCKETS 500 /* so many tell that a level is too sparse */

static const int64_t units[ROLLUP_LEVELS] = { TIME_MINUTE, 15 * TIME_MINUTE, TIME_HOUR, TIME_DAY };

int64_t rollup_unit(enum rollup_level level)
{
    return units[level - 1];
}

void rollup_writer_init(struct rollup_writer *w, const struct ingest_job *job)
{
    *w = (struct rollup_writer){ .job = job };
    w->out = copy_buffer_new(COPY_BUFFER_BYTES + COPY_BUFFER_BYTES / 4);
    w->room = malloc(PIECE * sizeof(*w->room));
    if (!w->room)
        BUG("out of memory for %d buckets", PIECE);
}

void rollup_writer_release(struct rollup_writer *w)
{
    copy_buffer_free(w->out);
    free(w->room);
    w->out = NULL;
    w->room = NULL;
}

static int64_t bucket_start(int64_t t, int64_t unit)
{
    int64_t rest = t % unit;
    return t - rest - (rest < 0 ? unit : 0);
}

int64_t rollup_start(int64_t t, enum rollup_level level)
{
    return bucket_start(t, rollup_unit(level));
}

void bucket_merge(struct bucket *into, const struct bucket *from)
{
    into->n += from->n;
    into->sum += from->sum;
    into->min = from->min < into->min ? from->min : into->min;
    into->max = from->max > into->max ? from->max : into->max;
    if (from->first_t < into->first_t ||
        (from->first_t == into->first_t && from->first_line < into->first_line)) {
        into->first_t = from->first_t;
        into->first_line = from->first_line;
        into->first = from->first;
    }
    if (from->last_t > into->last_t ||
        (from->last_t == into->last_t && from->last_line >= into->last_line)) {
        into->last_t = from->last_t;
        into->last_line = from->last_line;
        into->last = from->last;
    }
}

size_t rollup_buckets(struct bucket *out, const struct point *p, size_t n, enum rollup_level level)
{
    const int64_t unit = rollup_unit(level);
    size_t made = 0;
    for (size_t i = 0; i < n;) {
        int64_t start = bucket_start(p[i].t, unit), end = start + unit;
        struct bucket b = {
            .t = start,
            .first = p[i].v,
            .first_t = p[i].t,
            .first_line = p[i].line,
            .min = p[i].v,
            .max = p[i].v,
        };
        size_t from = i;
        for (; i < n && p[i].t < end; i++) {
            b.sum += p[i].v;
            b.min = p[i].v < b.min ? p[i].v : b.min;
            b.max = p[i].v > b.max ? p[i].v : b.max;
        }
        b.n = (int64_t)(i - from);
        b.last = p[i - 1].v;
        b.last_t = p[i - 1].t;
        b.last_line = p[i - 1].line;
        out[made++] = b;
    }
    return made;
}

/* Sorted buckets to the coarser ones around them, in place; their number. */
static size_t coarsen(struct bucket *list, size_t n, int64_t unit)
{
    size_t made = 0;
    for (size_t i = 0; i < n; i++) {
        struct bucket b = list[i];
        b.t = bucket_start(b.t, unit);
        if (made && list[made - 1].t == b.t)
            bucket_merge(&list[made - 1], &b);
        else
            list[made++] = b;
    }
    return made;
}

static void set_room(struct rollup_writer *w, struct rollup_level_data *d, uint32_t room)
{
    struct bucket *list = realloc(d->list, room * sizeof(*list));
    if (!list)
        BUG("out of memory for %u buckets", room);
    w->bytes += (room - d->room) * sizeof(*list);
    d->list = list;
    d->room = room;
}

static void forget(struct rollup_writer *w, struct rollup_level_data *d)
{
    w->bytes -= d->room * sizeof(*d->list);
    free(d->list);
    d->list = NULL;
    d->n = d->room = 0;
    d->unsorted = false;
}

struct key {
    int64_t t;
    uint32_t at;
};

static int by_time(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    if (x->t != y->t)
        return x->t < y->t ? -1 : 1;
    return x->at < y->at ? -1 : 1;
}

/* Sorts the buckets by time and makes one of those with the same. */
static void tidy(struct rollup_level_data *d)
{
    if (!d->unsorted)
        return;
    struct key keys[ROLLUP_CHUNK];
    struct bucket *sorted = malloc(d->room * sizeof(*sorted));
    if (!sorted)
        BUG("out of memory for %u buckets", d->room);
    for (uint32_t i = 0; i < d->n; i++)
        keys[i] = (struct key){ d->list[i].t, i };
    qsort(keys, d->n, sizeof(*keys), by_time);
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->n; i++) {
        const struct bucket *b = &d->list[keys[i].at];
        if (n && sorted[n - 1].t == b->t)
            bucket_merge(&sorted[n - 1], b);
        else
            sorted[n++] = *b;
    }
    free(d->list);
    d->list = sorted;
    d->n = n;
    d->unsorted = false;
}

static void write_chunk(struct rollup_writer *w, const struct rollup_level_data *d,
                        enum rollup_level level, const struct ingest_series *s)
{
    const struct bucket *b = d->list;
    struct copy_buffer *out = w->out;
    const size_t size = sizeof(*b);
    copy_row(out, ROLLUP_FIELDS);
    copy_uuid(out, w->job->tenant_id);
    copy_int8(out, s->id);
    copy_int8(out, w->job->part_id);
    copy_int2(out, (int16_t)level);
    copy_int4(out, (int32_t)d->seq);
    copy_time(out, b[0].t);
    copy_time(out, b[d->n - 1].t);
    copy_time_array(out, &b->t, size, d->n);
    copy_int8_array(out, &b->n, size, d->n);
    copy_float8_array(out, &b->sum, size, d->n);
    copy_float8_array(out, &b->min, size, d->n);
    copy_float8_array(out, &b->max, size, d->n);
    copy_float8_array(out, &b->first, size, d->n);
    copy_float8_array(out, &b->last, size, d->n);
    copy_time_array(out, &b->first_t, size, d->n);
    copy_time_array(out, &b->last_t, size, d->n);
    copy_lines(out, &b->first_line, size, d->n);
    copy_lines(out, &b->last_line, size, d->n);
    if (out->len < COPY_BUFFER_BYTES)
        return;
    w->out = w->job->sink.write_rollup_rows(w->job->sink.arg, out);
    w->failed |= !w->out;
    if (w->out)
        copy_clear(w->out);
}

static bool is_dense(const struct rollup_level_data *d)
{
    int64_t points = 0;
    for (uint32_t i = 0; i < d->n; i++)
        points += d->list[i].n;
    return points >= (int64_t)d->n * ROLLUP_DENSITY;
}

/* Whether the level is to be written; decided once. */
static bool decide(struct rollup_writer *w, struct rollup_level_data *d)
{
    if (d->state == ROLLUP_UNDECIDED)
        d->state = is_dense(d) ? ROLLUP_KEPT : ROLLUP_DROPPED;
    if (d->state == ROLLUP_DROPPED)
        forget(w, d);
    return d->state == ROLLUP_KEPT;
}

static void emit(struct rollup_writer *w, struct rollup_level_data *d, enum rollup_level level,
                 const struct ingest_series *s)
{
    if (!d->n)
        return;
    tidy(d);
    if (!decide(w, d) || w->failed)
        return;
    write_chunk(w, d, level, s);
    d->seq++;
    d->n = 0;
}

/* Room for one more bucket at the end of the list; false when the level was dropped instead. */
static bool make_room(struct rollup_writer *w, struct rollup_level_data *d, enum rollup_level level,
                      const struct ingest_series *s)
{
    if (d->n < d->room)
        return true;
    if (d->room < ROLLUP_CHUNK) {
        uint32_t room = d->room ? d->room * 2 : FIRST_ROOM;
        set_room(w, d, room < ROLLUP_CHUNK ? room : ROLLUP_CHUNK);
        return true;
    }
    tidy(d);
    if (d->n > ROLLUP_CHUNK / 2)
        emit(w, d, level, s);
    return d->state != ROLLUP_DROPPED && !w->failed;
}

static void append(struct rollup_writer *w, struct rollup_level_data *d, enum rollup_level level,
                   const struct ingest_series *s, const struct bucket *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (d->n && d->list[d->n - 1].t == list[i].t) {
            bucket_merge(&d->list[d->n - 1], &list[i]);
            continue;
        }
        if (!make_room(w, d, level, s))
            return;
        d->unsorted |= d->n && d->list[d->n - 1].t >= list[i].t;
        d->list[d->n++] = list[i];
    }
}

/* A level that is too sparse after hundreds of buckets need not be gathered any longer. */
static void drop_sparse(struct rollup_writer *w, struct rollup_level_data *d)
{
    if (d->state == ROLLUP_UNDECIDED && !d->unsorted && d->n > ENOUGH_BUCKETS && !is_dense(d))
        decide(w, d);
}

/* Appends the buckets in w->room to the level with this index and to all coarser ones. */
static void append_from(struct rollup_writer *w, struct rollup *r, const struct ingest_series *s,
                        size_t made, unsigned index)
{
    for (unsigned i = index; i < ROLLUP_LEVELS; i++) {
        struct rollup_level_data *d = &r->level[i];
        if (d->state == ROLLUP_DROPPED)
            continue;
        if (i > index)
            made = coarsen(w->room, made, units[i]);
        append(w, d, (enum rollup_level)(i + 1), s, w->room, made);
        drop_sparse(w, d);
    }
}

void rollup_add(struct rollup_writer *w, struct rollup *r, const struct ingest_series *s,
                const struct point *p, size_t n)
{
    unsigned i = 0;
    while (i < ROLLUP_LEVELS && r->level[i].state == ROLLUP_DROPPED)
        i++;
    if (i < ROLLUP_LEVELS)
        append_from(w, r, s, rollup_buckets(w->room, p, n, (enum rollup_level)(i + 1)), i);
}

void rollup_add_buckets(struct rollup_writer *w, struct rollup *r, const struct ingest_series *s,
                        const struct bucket *list, size_t n, enum rollup_level level)
{
    for (size_t i = 0; i < n && !w->failed; i += PIECE) {
        size_t piece = n - i < PIECE ? n - i : PIECE;

        memcpy(w->room, list + i, piece * sizeof(*list));
        append_from(w, r, s, piece, level - 1);
    }
}

void rollup_drop(struct rollup_writer *w, struct rollup *r, unsigned index)
{
    r->level[index].state = ROLLUP_DROPPED;
    forget(w, &r->level[index]);
}

void rollup_forget(struct rollup_writer *w, struct rollup *r)
{
    for (unsigned i = 0; i < ROLLUP_LEVELS; i++)
        if (r->level[i].list)
            forget(w, &r->level[i]);
}

void rollup_flush(struct rollup_writer *w, struct rollup *r, const struct ingest_series *s)
{
    for (unsigned i = 0; i < ROLLUP_LEVELS; i++) {
        emit(w, &r->level[i], (enum rollup_level)(i + 1), s);
        if (r->level[i].list)
            forget(w, &r->level[i]);
    }
}

void rollup_drop_sparse(struct rollup_writer *w, struct rollup *r)
{
    for (unsigned i = 0; i < ROLLUP_LEVELS; i++) {
        struct rollup_level_data *d = &r->level[i];
        if (d->state == ROLLUP_UNDECIDED && !d->unsorted && d->n >= ROLLUP_DENSITY && !is_dense(d))
            decide(w, d);
    }
}

size_t rollup_bytes(const struct rollup *r)
{
    size_t bytes = 0;
    for (unsigned i = 0; i < ROLLUP_LEVELS; i++)
        bytes += r->level[i].room * sizeof(struct bucket);
    return bytes;
}

unsigned rollup_levels(const struct rollup *r)
{
    unsigned bits = 0;
    for (unsigned i = 0; i < ROLLUP_LEVELS; i++)
        bits |= r->level[i].state == ROLLUP_KEPT ? 1u << (i + 1) : 0;
    return bits;
}
