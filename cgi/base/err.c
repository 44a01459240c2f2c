/* Names, statuses and titles of the errors are looked up here. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"

struct description {
    int status;
    const char *code, *title;
};

#define ERR_ROW(name, status, code, title) [name] = { status, code, title },
static const struct description descriptions[ERR_COUNT] = { [OK] = { 200, "ok", "OK" },
                                                            ERRORS(ERR_ROW) };
#undef ERR_ROW

enum err err_by_code(const char *code)
{
    for (int e = OK + 1; e < ERR_COUNT; e++)
        if (strcmp(descriptions[e].code, code) == 0)
            return (enum err)e;
    return ERR_INTERNAL;
}

int err_status(enum err e)
{
    return descriptions[e].status;
}

const char *err_code(enum err e)
{
    return descriptions[e].code;
}

const char *err_title(enum err e)
{
    return descriptions[e].title;
}

void err_bug(const char *file, int line, const char *fmt, ...)
{
    char text[512];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(text, sizeof(text), fmt, ap);
    va_end(ap);
    log_error("bug", LOG_STR("what", text), LOG_STR("file", file), LOG_INT("line", line));
    abort();
}
