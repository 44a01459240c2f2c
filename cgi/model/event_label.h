/* Tracked labels: keys of a payload whose values become labels of the series of its type. */
#ifndef MODEL_EVENT_LABEL_H
#define MODEL_EVENT_LABEL_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;

#define EVENT_LABELS_MAX 8
#define EVENT_LABEL_LENGTH 200 /* code points */

struct event_label {
    const char *key;
    int64_t since; /* events stored from then on have it */
};
extern const struct field event_label_fields[];

/* The tenant's labels in their order. */
enum err event_label_list(struct ctx *c, struct event_label **list_r, size_t *n_r)
    __attribute__((warn_unused_result));

/* Makes those the labels, in that order, and gives the list. A key that was tracked before keeps its
 * time. Invalid keys are told under the path "keys". */
enum err event_label_set(struct ctx *c, const struct field_strs *keys, struct event_label **list_r,
                         size_t *n_r) __attribute__((warn_unused_result));

#endif
