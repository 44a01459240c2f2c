/* What every piece of work carries: its memory, who asks, where the data is, and what went wrong.
 *
 * A request and a job each own one `struct ctx`; the domain (cgi/model) takes it as its first
 * argument and knows nothing else about its caller. A function that fails fills `problem` through
 * ctx_fail() or ctx_invalid() and returns the error:
 *
 *     if (!name[0])
 *         ctx_invalid(c, "name", "too_short", "must not be empty");
 *     if ((e = ctx_check(c)) != OK)
 *         return e;
 */
#ifndef BASE_CTX_H
#define BASE_CTX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/identity.h"

struct arena;
struct cache;
struct db;
struct db_transaction;
struct live;
struct live_message;
struct object_store;

struct field_error {
    const char *path, *code, *message;
    struct field_error *next;
};

/* The content of an RFC 9457 answer. `detail` is for the client; what is not for the client goes to
 * the log at once. */
struct problem {
    enum err err;
    const char *detail;
    struct field_error *errors; /* ERR_INVALID: every invalid field, in order */
    unsigned retry_after;       /* seconds, 0: no header */
    const char *current;        /* JSON of the current state, for ERR_STALE; or NULL */
    const char *object_id;      /* id an idempotent repeat refers to; or NULL */
};

/* Events that the month has stored so far, those of this request included; -1: unknown. */
struct event_usage {
    int64_t used;
    int64_t soft, hard; /* -1: no limit */
};

struct ctx {
    struct arena *arena;
    struct db *db;                      /* the pool */
    struct db_transaction *transaction; /* open between db_begin() and db_commit(); else NULL */
    struct cache *cache;
    struct live *live;
    struct object_store *objects;
    struct identity who;
    const char *request_id;      /* never NULL */
    const char *traceparent;     /* W3C trace context to carry on, or NULL */
    const char *idempotency_key; /* of the request, or NULL */
    const char *body_hash;       /* hex SHA-256 of "METHOD path\nbody", set beside the key */
    const char *client_id;       /* x-client-id: the page that did it, for live messages; or NULL */
    const struct event_usage *usage; /* after event_ingest(): what the month has used; or NULL */
    struct problem problem;
    struct live_message *live_queue; /* told when the work is committed; see live.h */
};

/* Records the problem and returns `e`. The text is for the client: a sentence, no internals. */
enum err ctx_fail(struct ctx *c, enum err e, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds one invalid field; `path` is a JSON path like "layout.w" or a query parameter's name,
 * `code` a stable word: required, unknown, type, too_short, too_long, too_small, too_large, choice,
 * format. At most 100 are kept. */
void ctx_invalid(struct ctx *c, const char *path, const char *code, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* The same into a list of the caller's, for what is invalid without failing the whole request; at
 * most 10 are kept, for there may be thousands of such lists. */
void ctx_invalid_in(struct ctx *c, struct field_error **list, const char *path, const char *code,
                    const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* ERR_INVALID when a field was found invalid, else OK. */
enum err ctx_check(struct ctx *c) __attribute__((warn_unused_result));

#endif
