/* One fold in the making: model/event_fold.c and the files behind it share it.
 *
 * The deltas come in the order tenant, minute, type, labels, age; a tenant's lie together.
 */
#ifndef MODEL_EVENT_FOLD_WORK_H
#define MODEL_EVENT_FOLD_WORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/db_array.h"
#include "base/err.h"
#include "base/hll.h"
#include "base/uuid.h"
#include "model/points.h"

struct ctx;
struct db_batch;
struct db_rows;
struct audience;
struct audiences;

/* A delta, or several of one tenant, minute, type and labels. */
struct fold_delta {
    const uint8_t *tenant;
    const char *type, *labels; /* type NULL: rejected events */
    int64_t minute, n, first_t, last_t, invalid;
    double sum, min, max, first, last;
    struct points reals, users;
    int64_t series, total; /* 0: none */
};

/* Points of one series in one minute. */
struct fold_point {
    const uint8_t *tenant;
    int64_t series, t, n, first_t, last_t;
    double sum, min, max, first, last;
    size_t from, count;    /* the parts that it was made of, which have the reals */
    const uint8_t *digest; /* NULL: no values were sent */
    size_t digest_len;
};

/* The users of one tenant in one minute. */
struct fold_users {
    const uint8_t *tenant;
    int64_t t;
    size_t from, count; /* deltas */
    bool changed;
    struct hll *sketch;
};

struct fold_tenant {
    const uint8_t *id;
    size_t from, count; /* deltas */
    int64_t n, invalid, first_at, last_at;
    struct audience *audience;
    int audience_rows;                /* statement that reads its users; -1: they are known */
    int64_t events, all_invalid, seq; /* seq 0: there is no such tenant any more */
};

struct fold {
    struct ctx *c;
    struct audiences *audiences;
    int64_t now;
    struct fold_delta *deltas;
    size_t n_deltas;
    struct fold_tenant *tenants;
    size_t n_tenants;
    const struct fold_delta **parts; /* of points, in their order */
    struct fold_point *points;
    size_t n_points;
    struct fold_users *users;
    size_t n_users;
    bool deltas_left, closing_due;
};

/* Takes deltas and adds what they say, in one transaction; f->n_deltas is 0 when there were none. */
enum err fold_deltas(struct fold *f) __attribute__((warn_unused_result));

/* Reads whether there is something to do. */
enum err fold_look(struct fold *f) __attribute__((warn_unused_result));

/* Makes chunks of closed hours, of one tenant and a bounded number of rows; f->closing_due says
 * whether there is more to do at once. */
enum err fold_close(struct fold *f) __attribute__((warn_unused_result));

/* ---- points ---- */

/* Makes points of the deltas whose series are known, in the order tenant, series, minute. */
void fold_make_points(struct fold *f);

/* Adds the reading of the digests that grow; the statement's index, -1: none does. */
int fold_read_digests(struct fold *f, struct db_batch *b);
void fold_grow_digests(struct fold *f, const struct db_rows *rows);
void fold_add_points(struct fold *f, struct db_batch *b);

/* ---- users ---- */

void fold_find_users(struct fold *f);
int fold_read_users(struct fold *f, struct db_batch *b);
void fold_grow_users(struct fold *f, const struct db_rows *rows);
void fold_set_users(struct fold *f, struct db_batch *b);

/* ---- audiences: what is remembered of tenants between folds ---- */

struct audiences *audiences_new(void);
void audiences_free(struct audiences *all);

/* Forgets everything: a fold was not stored. */
void audiences_forget(struct audiences *all);

/* Finds the tenants' audiences, and adds what has to be read to tell them: the users of those whose
 * windows have moved, and the newest events. The feed's statement. */
int audiences_read(struct fold *f, struct db_batch *b);

/* Queues the message for each tenant, after the commit. */
void audiences_tell(struct fold *f, const struct db_batch *b, int feed);

/* The multiple of `unit` at or before t. */
int64_t fold_floor(int64_t t, int64_t unit);

/* ---- columns of binary rows ---- */

int64_t fold_int(const struct db_rows *rows, int row, int column); /* null: 0 */
int64_t fold_time(const struct db_rows *rows, int row, int column);
double fold_real(const struct db_rows *rows, int row, int column);

#endif
