/* What the collector needs once: a key of the demo's workspace, and a dashboard that shows what it
 * sends. Both are remembered in a file, so that what a person removes stays removed. */
#ifndef ETL_COLLECT_KEY_H
#define ETL_COLLECT_KEY_H

#include <stdbool.h>

#include "base/err.h"

struct ctx;

#define COLLECT_SECRET_MAX 160

struct collect_key {
    const char *path;                    /* the file: the key, then whether there is a dashboard */
    char secret[COLLECT_SECRET_MAX + 1]; /* "": there is no key yet */
    bool has_dashboard;
};

/* Reads the file, when there is one. */
void collect_key_load(struct collect_key *k);

/* Makes the key and writes the file; has the workspace track the labels and keep the events a week. OK
 * without a key where there is no demo yet. */
enum err collect_key_make(struct ctx *c, struct collect_key *k) __attribute__((warn_unused_result));

/* Makes the dashboard as soon as the events have a dataset. */
enum err collect_key_dashboard(struct ctx *c, struct collect_key *k)
    __attribute__((warn_unused_result));

#endif
