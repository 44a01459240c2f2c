/* Batches: our own as JSON or lines, and those of CloudEvents. */
#include "events/batch.h"

#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/problem.h"
#include "events/media.h"
#include "events/routes.h"
#include "model/event_batch.h"
#include "web/inflate.h"
#include "web/keyrate.h"
#include "web/response.h"

static const char *status_word(enum event_status s)
{
    static const char *const words[] = {
        [EVENT_ENQUEUED] = "enqueued",     [EVENT_DUPLICATE] = "duplicate",
        [EVENT_CONFLICT] = "conflict",     [EVENT_REJECTED] = "rejected",
        [EVENT_OVER_LIMIT] = "over_limit",
    };

    return words[s];
}

static void write_count(struct json_out *w, const char *name, const struct event_batch *b,
                        enum event_status status)
{
    int64_t n = 0;

    for (size_t i = 0; i < b->n; i++)
        n += b->list[i].status == status;
    json_key(w, name);
    json_num(w, n);
}

static void write_item(struct json_out *w, size_t i, const struct event *e)
{
    json_open(w, '{');
    json_key(w, "index");
    json_num(w, (int64_t)i);
    json_key(w, "id");
    json_str(w, e->id[0] ? e->id : NULL);
    json_key(w, "status");
    json_str(w, status_word(e->status));
    if (e->status == EVENT_REJECTED)
        problem_errors(w, e->errors);
    json_close(w, '}');
}

static void answer(struct request *r, const struct event_batch *b)
{
    struct json_out *w = respond_json(r, 200);

    json_open(w, '{');
    write_count(w, "accepted", b, EVENT_ENQUEUED);
    write_count(w, "duplicates", b, EVENT_DUPLICATE);
    write_count(w, "rejected", b, EVENT_REJECTED);
    write_count(w, "overLimit", b, EVENT_OVER_LIMIT);
    json_key(w, "items");
    json_open(w, '[');
    for (size_t i = 0; i < b->n; i++)
        write_item(w, i, &b->list[i]);
    json_close(w, ']');
    json_close(w, '}');
}

/* The request's Idempotency-Key stands for the events that have none: a batch that is sent again,
 * whole, is stored once. */
static void lend_keys(struct ctx *c, struct event_batch *b)
{
    char hash[SHA256_HEX];

    if (!c->idempotency_key)
        return;
    crypto_sha256_hex(c->idempotency_key, strlen(c->idempotency_key), hash);
    for (size_t i = 0; i < b->n; i++) {
        struct event *e = &b->list[i];

        if (e->kind)
            continue;
        e->kind = EVENT_KEY_BATCH;
        e->key = arena_printf(c->arena, "%s\n%zu", hash, i);
    }
}

enum err batch_store(struct request *r, const char *way, struct event_batch *b,
                     void (*name_errors)(struct event *e))
{
    enum err e = OK;

    lend_keys(&r->ctx, b);
    if (b->n)
        e = event_ingest(&r->ctx, way, b->list, b->n);
    if (e != OK)
        return e;
    if (b->n > 1)
        keyrate_take(r, (int64_t)b->n - 1);
    for (size_t i = 0; name_errors && i < b->n; i++)
        name_errors(&b->list[i]);
    answer(r, b);
    return OK;
}

enum err events_batch(struct request *r)
{
    struct ctx *c = &r->ctx;
    bool lines = media_is_lines(r);
    struct event_batch b;
    enum err e;

    if (!lines && !media_is_json(r))
        return ctx_fail(c, ERR_MEDIA_TYPE, "send application/json or application/x-ndjson");
    if ((e = request_inflate(r, EVENT_BATCH_BYTES_MAX)) != OK)
        return e;
    e = event_batch_read(c, r->body ? r->body : "", r->body_len,
                         lines ? EVENT_BATCH_LINES : EVENT_BATCH_JSON, &b);
    return e == OK ? batch_store(r, c->who.origin ? "browser" : "batch", &b, NULL) : e;
}
