/* What the commands for a person share: options, one ctx, and telling what went wrong. */
#ifndef ETL_DESK_H
#define ETL_DESK_H

#include "etl/etl.h"

struct desk {
    struct etl etl;
    struct arena *arena;
    struct ctx c;
};

/* False after saying why. */
bool desk_open(struct desk *d);

/* Prints the problem when `e` is one; gives everything back; the process's exit status. */
int desk_close(struct desk *d, enum err e);

/* The value of `--name value` among the arguments, or NULL. */
const char *desk_option(int argc, char **argv, const char *name);

/* Whether `--name` is among them. */
bool desk_flag(int argc, char **argv, const char *name);

#endif
