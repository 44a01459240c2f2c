/* What the files of model/event*.c share and nobody else sees: events on their way into PostgreSQL.
 *
 * A *call* is one event_ingest(); its *entries* are what the committer needs to know of each event,
 * made by the calling thread so that the committer has little to do. A *lot* is what one transaction
 * stores: entries of many calls, all received on one day (UTC).
 */
#ifndef MODEL_EVENT_LOT_H
#define MODEL_EVENT_LOT_H

#include <semaphore.h>
#include <stdatomic.h>

#include "base/ctx.h"
#include "base/field.h"
#include "base/timeutil.h"
#include "model/event.h"

/* What a tenant may and wants; a copy in the arena of the call. */
struct event_facts {
    int64_t soft, hard; /* -1: no limit */
    int64_t retention_days;
    struct field_strs labels;
};

struct call;

struct entry {
    struct event *event;
    struct call *call;
    uint8_t id[UUID_BYTES], key[UUID_BYTES];
    uint64_t user; /* hash of the user id; 0: none */
    int64_t received, occurred;
    const char *labels; /* JSON; NULL: none */
    uint32_t order;     /* in its lot */
    bool keyed;
    bool settled;       /* status and id are final */
    struct entry *same; /* an earlier one of the lot with the same key */
    int64_t *room;      /* of its tenant in this lot; -1: no limit */
};

struct call {
    uint8_t tenant[UUID_BYTES], key_id[UUID_BYTES]; /* zeros: no key */
    const char *way;
    const struct event_facts *facts;
    struct entry *entries;
    size_t n, bytes;
    size_t settled;
    struct call *next;
    sem_t done;
    atomic_bool over; /* before done is posted; ThreadSanitizer does not know sem_clockwait() */
    bool stored;      /* something of it is durable */
    enum err failed;  /* OK: every entry is settled */
    int64_t used;     /* of the month, after it; -1: not known */
};

/* --- event_facts.c */

/* The facts of c->who's tenant, at most a second old. */
enum err event_facts(struct ctx *c, struct event_facts *facts_r)
    __attribute__((warn_unused_result));

/* The labels of a payload by the keys that the tenant tracks, as JSON in the arena; NULL: none. */
const char *event_labels(struct ctx *c, const struct event_facts *facts, const struct event *e);

/* --- event_queue.c */

/* Hands a call to the committer and waits until it is settled or failed. */
enum err event_hand_over(struct ctx *c, struct call *call) __attribute__((warn_unused_result));

/* --- event_commit.c */

struct committer;
struct committer *committer_new(struct db *db, int slot);
void committer_free(struct committer *k);

/* Stores a lot and settles its entries, or marks their calls as failed. True: something was
 * stored. */
bool committer_store(struct committer *k, struct entry **list, size_t n);

/* --- event_statements.c: the statements of a lot's transaction */

struct db_batch;

/* Entries by kind; all arrays have room for the whole lot. */
struct lot {
    struct ctx *c;
    struct entry **good, **bad; /* to be stored; to be kept as rejects */
    size_t ngood, nbad;
    struct entry **keyed; /* of the good ones, sorted by tenant and key */
    size_t nkeyed;
    int64_t day, month; /* since 1970; the month's first day */
    int slot;
};

/* The claim of all keys at once, or none. */
void lot_claim_all(struct db_batch *b, const struct lot *l);
/* The claim of each; the statement's index. */
int lot_claim(struct db_batch *b, const struct lot *l);
/* The same look without a claim, for `n` sorted entries. */
int lot_look(struct db_batch *b, struct ctx *c, struct entry *const *list, size_t n);
void lot_unclaim(struct db_batch *b, struct ctx *c, struct entry *const *list, size_t n);
/* Everything else: events, deltas, rejects, usage. Returns the index of quota/use, -1: not needed. */
int lot_store(struct db_batch *b, const struct lot *l);

/* --- event_delta.c */

/* Adds the deltas of `n` stored events. */
void delta_add(struct db_batch *b, struct ctx *c, struct entry *const *list, size_t n);

/* --- quota.c: what this process may still store, tenant by tenant */

struct quota;
struct quotas;
struct quotas *quotas_new(int slot);
void quotas_free(struct quotas *q);

/* How many of `n` events of the tenant may be stored now; asks the database where the room that was
 * granted does not do. -1: all of them, there is no limit. */
enum err quota_room(struct quotas *q, struct ctx *c, const struct call *call, int64_t month,
                    size_t n, int64_t *room_r) __attribute__((warn_unused_result));

/* What quota/use said after the commit: the month's use of the tenant over all slots. */
int64_t quota_used(struct quotas *q, const uint8_t tenant[UUID_BYTES], int64_t used,
                   int64_t granted);

/* The month's use as far as known; -1: unknown. */
int64_t quota_known(struct quotas *q, const uint8_t tenant[UUID_BYTES], int64_t month);

/* Everything is asked again. */
void quotas_forget(struct quotas *q);

#endif
