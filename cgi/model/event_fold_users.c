/* The users of minutes are counted here: sketches grow by the hashes that deltas bring. */
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "model/event_fold_work.h"
#include "sql/registry.h"

static bool goes_on(const struct fold_users *u, const struct fold_delta *d)
{
    return u && u->t == d->minute && memcmp(u->tenant, d->tenant, UUID_BYTES) == 0;
}

static size_t count_users(const struct fold *f, const struct fold_users *u)
{
    size_t n = 0;

    for (size_t i = 0; i < u->count; i++)
        n += f->deltas[u->from + i].users.n;
    return n;
}

void fold_find_users(struct fold *f)
{
    struct fold_users *u = NULL;

    f->users = arena_array(f->c->arena, struct fold_users, f->n_deltas);
    for (size_t i = 0; i < f->n_deltas; i++) {
        const struct fold_delta *d = &f->deltas[i];

        if (goes_on(u, d)) {
            u->count++;
            continue;
        }
        /* of a minute without users nothing is kept */
        if (u && !count_users(f, u))
            f->n_users--;
        u = &f->users[f->n_users++];
        *u = (struct fold_users){ .tenant = d->tenant, .t = d->minute, .from = i, .count = 1 };
    }
    if (u && !count_users(f, u))
        f->n_users--;
}

int fold_read_users(struct fold *f, struct db_batch *b)
{
    struct db_array tenants = db_array(f->c->arena, DB_UUID, f->n_users);
    struct db_array times = db_array(f->c->arena, DB_TIMESTAMPTZ, f->n_users);

    if (!f->n_users)
        return -1;
    for (size_t i = 0; i < f->n_users; i++) {
        db_array_bytes(&tenants, f->users[i].tenant, UUID_BYTES);
        db_array_time(&times, f->users[i].t);
    }
    return db_add_binary(b, &Q_EVENT_FOLD_USERS, db_array_arg(&tenants), db_array_arg(&times));
}

static void grow(const struct fold *f, struct fold_users *u)
{
    for (size_t i = 0; i < u->count; i++) {
        const struct points *users = &f->deltas[u->from + i].users;

        for (size_t k = 0; k < users->n; k++)
            u->changed |= hll_add(u->sketch, (uint64_t)points_int(users, k));
    }
}

void fold_grow_users(struct fold *f, const struct db_rows *rows)
{
    for (size_t i = 0; i < f->n_users; i++)
        f->users[i].sketch = arena_one(f->c->arena, struct hll);
    for (int i = 0; i < db_count(rows); i++) {
        int len;
        const uint8_t *packed = db_bytes(rows, i, 1, &len);

        hll_merge(f->users[fold_int(rows, i, 0) - 1].sketch, packed, (size_t)len);
    }
    for (size_t i = 0; i < f->n_users; i++)
        grow(f, &f->users[i]);
}

void fold_set_users(struct fold *f, struct db_batch *b)
{
    struct db_array tenants = db_array(f->c->arena, DB_UUID, f->n_users);
    struct db_array times = db_array(f->c->arena, DB_TIMESTAMPTZ, f->n_users);
    struct db_array sketches = db_array(f->c->arena, DB_BYTEA, f->n_users);
    uint8_t packed[HLL_ROOM];
    bool some = false;

    for (size_t i = 0; i < f->n_users; i++) {
        const struct fold_users *u = &f->users[i];

        if (!u->changed)
            continue;
        some = true;
        db_array_bytes(&tenants, u->tenant, UUID_BYTES);
        db_array_time(&times, u->t);
        db_array_bytes(&sketches, packed, hll_pack(packed, u->sketch));
    }
    if (some)
        db_add(b, &Q_EVENT_FOLD_SET_USERS, db_array_arg(&tenants), db_array_arg(&times),
               db_array_arg(&sketches));
}
