/* Problems are collected here. */
#include "base/ctx.h"

#include <stdarg.h>

#include "base/arena.h"

#define FIELD_ERRORS_MAX 100

enum err ctx_fail(struct ctx *c, enum err e, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    c->problem.err = e;
    c->problem.detail = arena_vprintf(c->arena, fmt, ap);
    va_end(ap);
    return e;
}

void ctx_invalid(struct ctx *c, const char *path, const char *code, const char *fmt, ...)
{
    struct field_error **at = &c->problem.errors, *error;
    int kept = 0;
    va_list ap;

    for (; *at; at = &(*at)->next)
        if (++kept == FIELD_ERRORS_MAX)
            return;
    error = arena_one(c->arena, struct field_error);
    error->path = arena_strdup(c->arena, path);
    error->code = arena_strdup(c->arena, code);
    va_start(ap, fmt);
    error->message = arena_vprintf(c->arena, fmt, ap);
    va_end(ap);
    *at = error;
}

enum err ctx_check(struct ctx *c)
{
    const struct field_error *first = c->problem.errors;

    if (!first)
        return OK;
    return ctx_fail(c, ERR_INVALID, "%s: %s", first->path, first->message);
}
