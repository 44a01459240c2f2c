/* Problems are written as JSON here. */
#include "base/problem.h"

#include "base/arena.h"
#include "base/ctx.h"
#include "base/json.h"

void problem_errors(struct json_out *w, const struct field_error *e)
{
    json_key(w, "errors");
    json_open(w, '[');
    for (; e; e = e->next) {
        json_open(w, '{');
        json_key(w, "path");
        json_str(w, e->path);
        json_key(w, "code");
        json_str(w, e->code);
        json_key(w, "message");
        json_str(w, e->message);
        json_close(w, '}');
    }
    json_close(w, ']');
}

void problem_json(struct json_out *w, const struct ctx *c)
{
    const struct problem *p = &c->problem;

    json_open(w, '{');
    json_key(w, "type");
    json_str(w, arena_printf(c->arena, "urn:bellwether:problem:%s", err_code(p->err)));
    json_key(w, "title");
    json_str(w, err_title(p->err));
    json_key(w, "status");
    json_num(w, err_status(p->err));
    json_key(w, "code");
    json_str(w, err_code(p->err));
    json_key(w, "detail");
    json_str(w, p->detail ? p->detail : err_title(p->err));
    json_key(w, "requestId");
    json_str(w, c->request_id);
    problem_errors(w, p->errors);
    if (p->current) {
        json_key(w, "current");
        json_raw(w, p->current);
    }
    json_close(w, '}');
}
