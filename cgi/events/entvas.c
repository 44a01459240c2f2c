/* Entvas's webhook: its body, its answers, its statuses. */
#include "model/entvas.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "events/foreign.h"
#include "model/event.h"
#include "web/response.h"

/* What its users find as `type` of an error, by our code and the member's name. */
static const char *joi_type(const struct field_error *error)
{
    static const struct {
        const char *code, *path, *type; /* path NULL: any other */
    } types[] = {
        { "required", NULL, "any.required" },  { "choice", NULL, "any.only" },
        { "unknown", NULL, "object.unknown" }, { "too_short", NULL, "string.empty" },
        { "type", "metadata", "object.base" }, { "type", "", "object.base" },
        { "type", NULL, "string.base" },       { "format", "timestamp", "string.isoDate" },
        { "format", NULL, "string.guid" },     { "too_small", NULL, "date.min" },
        { "too_large", NULL, "date.max" },     { "too_long", NULL, "string.max" },
    };

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (str_eq(error->code, types[i].code) &&
            (!types[i].path || str_eq(error->path, types[i].path)))
            return types[i].type;
    return "any.invalid";
}

/* Our names for what its body calls otherwise. */
static const char *member_name(const char *path)
{
    static const char *const pairs[][2] = { { "occurredAt", "timestamp" },
                                            { "type", "eventType" },
                                            { "payload", "metadata" } };

    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
        if (str_eq(path, pairs[i][0]))
            return pairs[i][1];
    return path;
}

static void write_path(struct json_out *w, const char *path)
{
    json_key(w, "path");
    json_open(w, '[');
    while (*path) {
        size_t n = strcspn(path, ".");

        json_strn(w, path, n);
        path += n + (path[n] == '.');
    }
    json_close(w, ']');
}

static void write_error(struct json_out *w, const struct field_error *error)
{
    json_open(w, '{');
    write_path(w, member_name(error->path));
    json_key(w, "message");
    json_str(w, error->message);
    json_key(w, "type");
    json_str(w, joi_type(error));
    json_close(w, '}');
}

static struct json_out *begin(struct request *r, int status, bool success, const char *message)
{
    struct json_out *w = respond_json(r, status);

    json_open(w, '{');
    json_key(w, "success");
    json_flag(w, success);
    json_key(w, "message");
    json_str(w, message);
    return w;
}

static enum err answer_invalid(struct request *r, const struct event *e)
{
    bool no_json = str_eq(e->errors->code, "bad_json");
    struct json_out *w = begin(r, 400, false, no_json ? "Invalid JSON" : "Validation failed");

    json_key(w, "errors");
    json_open(w, '[');
    for (const struct field_error *error = e->errors; error; error = error->next)
        write_error(w, error);
    json_close(w, ']');
    json_close(w, '}');
    return OK;
}

static enum err answer_received(struct request *r, const struct event *e)
{
    struct json_out *w = begin(r, 200, true, "Event received successfully");

    json_key(w, "data");
    json_open(w, '{');
    json_key(w, "eventId");
    json_str(w, e->id);
    json_key(w, "receivedAt");
    json_time(w, time_now());
    json_close(w, '}');
    json_close(w, '}');
    return OK;
}

/* With an Idempotency-Key the client says itself what is the same. */
static void take_header_key(const struct request *r, struct event *e)
{
    if (!r->ctx.idempotency_key)
        return;
    e->kind = EVENT_KEY_HEADER;
    e->key = r->ctx.idempotency_key;
    e->body_hash = r->ctx.body_hash;
}

enum err entvas_receive(struct request *r)
{
    struct event e;
    enum err err;

    entvas_read(&r->ctx, r->body ? r->body : "", r->body_len, &e);
    take_header_key(r, &e);
    if ((err = event_ingest(&r->ctx, "entvas", &e, 1)) != OK)
        return err;
    switch (e.status) {
    case EVENT_ENQUEUED:
    case EVENT_DUPLICATE:
        return answer_received(r, &e);
    case EVENT_CONFLICT:
        return ctx_fail(&r->ctx, ERR_IDEMPOTENCY_CONFLICT, "%s",
                        err_title(ERR_IDEMPOTENCY_CONFLICT));
    case EVENT_REJECTED:
        return answer_invalid(r, &e);
    case EVENT_OVER_LIMIT:
        break;
    }
    BUG("one event over the limit is an error of the whole");
}

/* {"success":false,"error":…} for who may not, with a message for everything else. */
void entvas_problem(struct request *r)
{
    int status = err_status(r->ctx.problem.err);
    const char *said =
        r->ctx.problem.detail ? r->ctx.problem.detail : err_title(r->ctx.problem.err);
    struct json_out *w = respond_failed(r);

    json_open(w, '{');
    json_key(w, "success");
    json_flag(w, false);
    json_key(w, status == 401 || status == 403 ? "error" : "message");
    json_str(w, status == 401 ? "Invalid or missing API key" : said);
    json_close(w, '}');
}
