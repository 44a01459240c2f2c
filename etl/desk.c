/* Commands for a person begin and end here. */
#include "etl/desk.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/near.h"
#include "base/settings.h"
#include "base/str.h"

#define MEMORY ((size_t)256 << 20)
#define CONNECTIONS 2

bool desk_open(struct desk *d)
{
    if (!etl_open(&d->etl, CONNECTIONS))
        return false;
    if (!near_open(settings.run_dir))
        fprintf(stderr, "bw-etl: %s cannot be written: what is remembered ends a little later\n",
                settings.run_dir);
    d->arena = arena_new(MEMORY);
    d->c = etl_ctx(&d->etl, d->arena);
    d->c.request_id = "admin";
    return true;
}

int desk_close(struct desk *d, enum err e)
{
    const struct problem *p = &d->c.problem;

    if (e != OK) {
        fprintf(stderr, "bw-etl: %s\n", p->detail ? p->detail : err_title(e));
        for (const struct field_error *f = p->errors; f; f = f->next)
            fprintf(stderr, "  %s %s\n", f->path, f->message);
    }
    arena_free(d->arena);
    etl_close(&d->etl);
    return e == OK ? 0 : 1;
}

const char *desk_option(int argc, char **argv, const char *name)
{
    size_t n = strlen(name);

    for (int i = 0; i < argc; i++) {
        if (!str_starts(argv[i], "--") || strncmp(argv[i] + 2, name, n) != 0)
            continue;
        if (argv[i][2 + n] == '=')
            return argv[i] + 3 + n;
        if (!argv[i][2 + n] && i + 1 < argc)
            return argv[i + 1];
    }
    return NULL;
}

bool desk_flag(int argc, char **argv, const char *name)
{
    for (int i = 0; i < argc; i++)
        if (str_starts(argv[i], "--") && str_eq(argv[i] + 2, name))
            return true;
    return false;
}
