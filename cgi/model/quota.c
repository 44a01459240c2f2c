/* What this committer may still store of each tenant's month is remembered here.
 *
 * The truth are two checks in the database (sql/migrations/0022); this is what they were when last
 * seen, so that room is asked for before a commit would fail for lack of it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/db.h"
#include "base/str.h"
#include "model/event_lot.h"
#include "sql/registry.h"

#define TENANTS_MAX 65536
/* Room asked for at once: a hundredth of the limit, so that the slots share it until near its end. */
#define SHARE 100
#define WANT_MAX 10000
/* A month that is used up, and what other slots have used, is looked at again after this time. */
#define LOOK_AGAIN (1 * TIME_SECOND)

struct quota {
    uint8_t tenant[UUID_BYTES];
    bool there;
    int64_t month, used, granted, hard, others, seen_at; /* granted, hard: -1 none */
};

struct quotas {
    struct quota *list; /* open addressing; size is a power of two */
    size_t size, len;
    int slot;
};

struct quotas *quotas_new(int slot)
{
    struct quotas *q = calloc(1, sizeof(*q));

    if (!q || !(q->list = calloc(q->size = 64, sizeof(*q->list))))
        BUG("out of memory");
    q->slot = slot;
    return q;
}

void quotas_free(struct quotas *q)
{
    if (!q)
        return;
    free(q->list);
    free(q);
}

void quotas_forget(struct quotas *q)
{
    memset(q->list, 0, q->size * sizeof(*q->list));
    q->len = 0;
}

/* The random end of a UUIDv7 is a hash already. */
static struct quota *place(const struct quotas *q, const uint8_t *tenant)
{
    uint64_t hash;
    size_t i;

    memcpy(&hash, tenant + 8, sizeof(hash));
    hash *= UINT64_C(0x9e3779b97f4a7c15);
    i = (hash >> 32) & (q->size - 1);
    while (q->list[i].there && memcmp(q->list[i].tenant, tenant, UUID_BYTES) != 0)
        i = (i + 1) & (q->size - 1);
    return &q->list[i];
}

static void grow(struct quotas *q)
{
    struct quota *old = q->list;
    size_t size = q->size;

    if (!(q->list = calloc(q->size = size * 2, sizeof(*q->list))))
        BUG("out of memory");
    for (size_t i = 0; i < size; i++)
        if (old[i].there)
            *place(q, old[i].tenant) = old[i];
    free(old);
}

static struct quota *find(struct quotas *q, const uint8_t *tenant)
{
    struct quota *found = place(q, tenant);

    if (found->there)
        return found;
    if (q->len >= TENANTS_MAX)
        quotas_forget(q);
    if (q->len * 2 >= q->size)
        grow(q);
    found = place(q, tenant);
    *found = (struct quota){ .there = true, .month = -1 };
    memcpy(found->tenant, tenant, UUID_BYTES);
    q->len++;
    return found;
}

static int64_t number(const struct db_rows *rows, const char *column)
{
    const char *text = db_value(rows, 0, column);
    int64_t v = -1;

    if (text && !str_to_int64(text, &v))
        BUG("quota %s is %s", column, text);
    return v;
}

static enum err refill(struct quotas *q, struct ctx *c, struct quota *mine, size_t n)
{
    int64_t want = mine->hard / SHARE;
    char tenant[UUID_TEXT], month[TIME_TEXT_MAX];
    const struct db_rows *rows;
    enum err e;

    if (want > WANT_MAX)
        want = WANT_MAX;
    if (want < (int64_t)n)
        want = (int64_t)n;
    uuid_from_bytes(mine->tenant, tenant);
    time_format(month, mine->month * TIME_DAY);
    e = db_query(c, &Q_QUOTA_REFILL, &rows, db_uuid(tenant), db_text(month), db_int(q->slot),
                 db_int((int64_t)n), db_int(want));
    if (e != OK)
        return e;
    mine->used = number(rows, "used");
    mine->granted = number(rows, "granted");
    mine->hard = number(rows, "hard");
    mine->others = number(rows, "total") - mine->used;
    mine->seen_at = time_mono();
    return OK;
}

/* Whether what is known may be outdated, or is not enough for `n` events. */
static bool must_ask(const struct quota *mine, const struct call *call, int64_t month, size_t n)
{
    bool old = time_mono() - mine->seen_at > LOOK_AGAIN;

    if (mine->month != month || mine->hard != call->facts->hard)
        return true;
    if (mine->hard >= 0 && mine->granted - mine->used < (int64_t)n)
        return old || mine->granted > mine->used || mine->used + mine->others < mine->hard;
    return old && call->facts->soft >= 0;
}

enum err quota_room(struct quotas *q, struct ctx *c, const struct call *call, int64_t month,
                    size_t n, int64_t *room_r)
{
    struct quota *mine = find(q, call->tenant);

    if (must_ask(mine, call, month, n)) {
        enum err e;

        mine->month = month;
        mine->hard = call->facts->hard;
        if ((e = refill(q, c, mine, n)) != OK) {
            mine->month = -1;
            return e;
        }
    }
    *room_r = mine->granted < 0 ? -1 : mine->granted - mine->used;
    return OK;
}

int64_t quota_used(struct quotas *q, const uint8_t tenant[UUID_BYTES], int64_t used,
                   int64_t granted)
{
    struct quota *mine = find(q, tenant);

    mine->used = used;
    mine->granted = granted;
    return used + mine->others;
}

int64_t quota_known(struct quotas *q, const uint8_t tenant[UUID_BYTES], int64_t month)
{
    const struct quota *mine = place(q, tenant);

    return mine->there && mine->month == month ? mine->used + mine->others : -1;
}
