/* A session: one browser or program that a person signed in with.
 *
 * It holds a refresh token (model/token.h) that is exchanged for its successor. The same token used
 * again within ten seconds gives the same successor, for two tabs may ask at once; later it means
 * that somebody else has it, and the session ends.
 */
#ifndef MODEL_SESSION_H
#define MODEL_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"
#include "model/token.h"

struct ctx;
struct db_batch;

/* Where a request came from. */
struct visit {
    const char *address, *user_agent; /* the latter may be NULL */
};

struct session {
    const char *id;
    bool current;
    const char *user_agent, *address;
    int64_t created_at, last_seen_at;
};
extern const struct field session_fields[];

/* Adds a new session of c->who.user_id to the batch; the tokens are good once it is committed. */
struct tokens session_add(struct db_batch *b, struct ctx *c, const struct visit *v);

/* Exchanges a refresh token and fills c->who.user_id and session_id. ERR_UNAUTHENTICATED when it
 * is none of ours, ERR_SESSION_REVOKED when its session is over. */
enum err session_refresh(struct ctx *c, const char *refresh, const struct visit *v,
                         struct tokens *tokens_r) __attribute__((warn_unused_result));

/* Fills c->who from a refresh token without exchanging it, to sign out with. */
enum err session_recognise(struct ctx *c, const char *refresh) __attribute__((warn_unused_result));

/* Ends a session of the person who asks; another's is ERR_NOT_FOUND and stays. */
enum err session_end(struct ctx *c, const char *session_id, const struct visit *v)
    __attribute__((warn_unused_result));

/* Ends all of them. */
enum err session_end_all(struct ctx *c, const struct visit *v) __attribute__((warn_unused_result));

/* After sessions of the person who asks have ended: what is remembered of them is forgotten, and
 * their live connections come back through authorization. */
void session_cut_off(struct ctx *c);

/* The living sessions of the person who asks, newest first. */
enum err session_list(struct ctx *c, const char *after, int64_t limit, struct session **items_r,
                      size_t *n_r) __attribute__((warn_unused_result));

#endif
