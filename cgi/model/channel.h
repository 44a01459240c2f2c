/* What a page may hear, and how far each topic has come. */
#ifndef MODEL_CHANNEL_H
#define MODEL_CHANNEL_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;

struct topic_seq {
    const char *topic;
    int64_t seq; /* 0: nothing has happened, or it is not for the one who asks */
};

enum err channel_seqs(struct ctx *c, const struct field_strs *topics, struct topic_seq **items_r,
                      size_t *n_r) __attribute__((warn_unused_result));

/* ERR_FORBIDDEN unless all ids are dashboards of c->who.tenant_id. */
enum err channel_check_dashboards(struct ctx *c, const struct field_strs *ids)
    __attribute__((warn_unused_result));

#endif
