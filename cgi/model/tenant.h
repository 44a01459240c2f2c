/* A tenant, shown to people as a workspace. */
#ifndef MODEL_TENANT_H
#define MODEL_TENANT_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;
struct db_batch;

struct tenant {
    const char *id, *slug, *name;
    const char *role; /* of the one who asks */
    const char *status, *plan, *metadata;
    int64_t created_at;
};
extern const struct field tenant_fields[];

#define SLUG_MAX 48
#define METADATA_MAX 16384

/* What is given for a new tenant, or changes: NULL stays. */
struct tenant_input {
    const char *name, *slug, *metadata;
};

/* Records what is wrong with slug and metadata. */
void tenant_check(struct ctx *c, const struct tenant_input *in);

/* Makes a tenant whose owner is the one who asks. Without a slug one is made from the name. */
enum err tenant_create(struct ctx *c, const struct tenant_input *in, struct tenant *tenant_r)
    __attribute__((warn_unused_result));

/* Adds a new tenant with that id, owned by c->who, to the batch; returns the index of its row.
 * c->who.tenant_id is not changed. */
int tenant_add(struct db_batch *b, struct ctx *c, const char *id, const char *slug,
               const struct tenant_input *in);

/* A slug from the name; from the second try on (try = 1, 2, …) with a random end. */
const char *tenant_slug(struct ctx *c, const char *name, int try);
#define TENANT_SLUG_TRIES 5

/* Lets the one who asks into a tenant of theirs: fills c->who.tenant_id and role. ERR_NOT_FOUND
 * when it is not theirs. */
enum err tenant_enter(struct ctx *c, const char *id) __attribute__((warn_unused_result));

/* The tenant that was entered. */
enum err tenant_get(struct ctx *c, struct tenant *tenant_r) __attribute__((warn_unused_result));

enum err tenant_update(struct ctx *c, const struct tenant_input *change, struct tenant *tenant_r)
    __attribute__((warn_unused_result));

/* The tenants of the one who asks, in the order of joining. */
enum err tenant_mine(struct ctx *c, struct tenant **items_r, size_t *n_r)
    __attribute__((warn_unused_result));

#endif
