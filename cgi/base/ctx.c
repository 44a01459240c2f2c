/* Problems are collected here. */
#include "base/ctx.h"

#include <stdarg.h>

#include "base/arena.h"

#define FIELD_ERRORS_MAX 100
#define LIST_ERRORS_MAX 10

enum err ctx_fail(struct ctx *c, enum err e, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    c->problem.err = e;
    c->problem.detail = arena_vprintf(c->arena, fmt, ap);
    va_end(ap);
    return e;
}

static void add(struct ctx *c, struct field_error **at, int most, const char *path,
                const char *code, const char *fmt, va_list ap)
{
    struct field_error *error;
    int kept = 0;

    for (; *at; at = &(*at)->next)
        if (++kept == most)
            return;
    error = arena_one(c->arena, struct field_error);
    error->path = arena_strdup(c->arena, path);
    error->code = arena_strdup(c->arena, code);
    error->message = arena_vprintf(c->arena, fmt, ap);
    *at = error;
}

void ctx_invalid(struct ctx *c, const char *path, const char *code, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    add(c, &c->problem.errors, FIELD_ERRORS_MAX, path, code, fmt, ap);
    va_end(ap);
}

void ctx_invalid_in(struct ctx *c, struct field_error **list, const char *path, const char *code,
                    const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    add(c, list, LIST_ERRORS_MAX, path, code, fmt, ap);
    va_end(ap);
}

enum err ctx_check(struct ctx *c)
{
    const struct field_error *first = c->problem.errors;

    if (!first)
        return OK;
    return ctx_fail(c, ERR_INVALID, "%s: %s", first->path, first->message);
}
