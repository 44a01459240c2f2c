/* The types of a tenant's events, as the folder has counted them. */
#ifndef MODEL_EVENT_TYPE_H
#define MODEL_EVENT_TYPE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;

struct event_type {
    const char *type;
    int64_t count;   /* of all time */
    int64_t last_at; /* when the last one occurred */
};
extern const struct field event_type_fields[];

/* Up to 1,000 types, the most frequent first. */
enum err event_type_list(struct ctx *c, struct event_type **list_r, size_t *n_r)
    __attribute__((warn_unused_result));

#endif
