/* What a commit adds to the rollups is summed up here: by tenant, type, labels and minute. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/db.h"
#include "base/db_array.h"
#include "base/str.h"
#include "model/event_delta.h"
#include "sql/registry.h"

struct sums {
    struct arena *arena;
    struct delta **table; /* open addressing */
    size_t mask;
    struct deltas all;
};

static uint64_t hash_text(uint64_t h, const char *s)
{
    for (; s && *s; s++)
        h = (h ^ (unsigned char)*s) * UINT64_C(0x100000001b3);
    return (h ^ 0xff) * UINT64_C(0x100000001b3);
}

static uint64_t hash_of(const struct entry *x, int64_t minute)
{
    uint64_t h;

    memcpy(&h, x->call->tenant + 8, sizeof(h));
    h = hash_text(h ^ (uint64_t)minute, x->event->type);
    h = hash_text(h, x->labels);
    return h ^ h >> 29;
}

static bool same(const struct delta *d, const struct entry *x, int64_t minute)
{
    return d->minute == minute && memcmp(d->of->call->tenant, x->call->tenant, UUID_BYTES) == 0 &&
           strcmp(d->of->event->type, x->event->type) == 0 && str_eq(d->of->labels, x->labels);
}

static struct delta *delta_of(struct sums *s, const struct entry *x)
{
    int64_t minute = x->occurred / TIME_MINUTE * TIME_MINUTE;
    size_t i;
    struct delta *d;

    if (x->occurred < minute)
        minute -= TIME_MINUTE;
    i = hash_of(x, minute) & s->mask;
    while ((d = s->table[i]) && !same(d, x, minute))
        i = (i + 1) & s->mask;
    if (d)
        return d;
    d = arena_one(s->arena, struct delta);
    d->of = x;
    d->minute = minute;
    vec_init(&d->reals, s->arena);
    vec_init(&d->users, s->arena);
    return s->all.list[s->all.n++] = s->table[i] = d;
}

static void count(struct delta *d, const struct entry *x)
{
    double v = x->event->has_value ? x->event->value : 1;

    if (!d->n || v < d->min)
        d->min = v;
    if (!d->n || v > d->max)
        d->max = v;
    if (!d->n || x->occurred < d->first_t) {
        d->first = v;
        d->first_t = x->occurred;
    }
    if (!d->n || x->occurred >= d->last_t) {
        d->last = v;
        d->last_t = x->occurred;
    }
    d->n++;
    d->sum += v;
    if (x->event->has_value)
        vec_push(&d->reals, v);
    if (x->user && (!d->users.len || d->users.data[d->users.len - 1] != x->user))
        vec_push(&d->users, x->user);
}

static int by_number(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static void make_distinct(struct delta *d)
{
    size_t kept = 0;

    if (d->users.len < 2)
        return;
    qsort(d->users.data, d->users.len, sizeof(*d->users.data), by_number);
    for (size_t i = 0; i < d->users.len; i++)
        if (!kept || d->users.data[kept - 1] != d->users.data[i])
            d->users.data[kept++] = d->users.data[i];
    d->users.len = kept;
}

struct deltas deltas_of(struct arena *a, struct entry *const *list, size_t n)
{
    struct sums s = { .arena = a, .mask = 15 };

    while (s.mask < n * 2)
        s.mask = s.mask * 2 + 1;
    s.table = arena_array(a, struct delta *, s.mask + 1);
    s.all.list = arena_array(a, struct delta *, n);
    for (size_t i = 0; i < n; i++)
        count(delta_of(&s, list[i]), list[i]);
    for (size_t i = 0; i < s.all.n; i++)
        make_distinct(s.all.list[i]);
    return s.all;
}

/* Who the delta is about, and when. */
static void add_heads(struct db_array col[4], const struct deltas *all)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct delta *d = all->list[i];
        const char *labels = d->of->labels;

        db_array_bytes(&col[0], d->of->call->tenant, UUID_BYTES);
        db_array_text(&col[1], d->of->event->type);
        db_array_json(&col[2], labels, labels ? strlen(labels) : 0);
        db_array_time(&col[3], d->minute);
    }
}

static void add_numbers(struct db_array col[8], const struct deltas *all)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct delta *d = all->list[i];

        db_array_int(&col[0], d->n);
        db_array_real(&col[1], d->sum);
        db_array_real(&col[2], d->min);
        db_array_real(&col[3], d->max);
        db_array_real(&col[4], d->first);
        db_array_real(&col[5], d->last);
        db_array_time(&col[6], d->first_t);
        db_array_time(&col[7], d->last_t);
    }
}

/* All lists of one kind behind each other; from and to say where each one is. */
static void add_lists(struct db_array reals[3], struct db_array users[3], const struct deltas *all)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct delta *d = all->list[i];

        db_array_int(&reals[1], reals[0].n);
        db_array_int(&users[1], users[0].n);
        for (size_t j = 0; j < d->reals.len; j++)
            db_array_real(&reals[0], d->reals.data[j]);
        for (size_t j = 0; j < d->users.len; j++)
            db_array_int(&users[0], (int64_t)d->users.data[j]);
        db_array_int(&reals[2], reals[0].n);
        db_array_int(&users[2], users[0].n);
    }
}

void delta_add(struct db_batch *b, struct ctx *c, struct entry *const *list, size_t n)
{
    struct arena *a = c->arena;
    struct deltas all = deltas_of(a, list, n);
    struct db_array head[] = { db_array(a, DB_UUID, all.n), db_array(a, DB_TEXT, all.n),
                               db_array(a, DB_JSONB, all.n), db_array(a, DB_TIMESTAMPTZ, all.n) };
    struct db_array number[] = {
        db_array(a, DB_BIGINT, all.n),      db_array(a, DB_FLOAT8, all.n),
        db_array(a, DB_FLOAT8, all.n),      db_array(a, DB_FLOAT8, all.n),
        db_array(a, DB_FLOAT8, all.n),      db_array(a, DB_FLOAT8, all.n),
        db_array(a, DB_TIMESTAMPTZ, all.n), db_array(a, DB_TIMESTAMPTZ, all.n)
    };
    struct db_array reals[] = { db_array(a, DB_FLOAT8, n), db_array(a, DB_INTEGER, all.n),
                                db_array(a, DB_INTEGER, all.n) };
    struct db_array users[] = { db_array(a, DB_BIGINT, n), db_array(a, DB_INTEGER, all.n),
                                db_array(a, DB_INTEGER, all.n) };

    add_heads(head, &all);
    add_numbers(number, &all);
    add_lists(reals, users, &all);
    db_add(b, &Q_EVENT_ADD_DELTAS, db_array_arg(&head[0]), db_array_arg(&head[1]),
           db_array_arg(&head[2]), db_array_arg(&head[3]), db_array_arg(&number[0]),
           db_array_arg(&number[1]), db_array_arg(&number[2]), db_array_arg(&number[3]),
           db_array_arg(&number[4]), db_array_arg(&number[5]), db_array_arg(&number[6]),
           db_array_arg(&number[7]), db_array_arg(&reals[0]), db_array_arg(&reals[1]),
           db_array_arg(&reals[2]), db_array_arg(&users[0]), db_array_arg(&users[1]),
           db_array_arg(&users[2]));
}
