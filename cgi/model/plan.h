/* The plan of a tenant: how many events it may send in a month (UTC, by the time they arrive) and how
 * long they are kept. A soft limit warns, a hard limit refuses; a new tenant has neither. */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H

#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;

struct plan {
    const char *plan, *status;
    const char *soft, *hard; /* numbers as text; NULL: none */
    int64_t retention_days;
};
extern const struct field plan_fields[];

/* Of c->who.tenant_id. */
enum err plan_get(struct ctx *c, struct plan *plan_r) __attribute__((warn_unused_result));

/* What the operator changes; NULL and PLAN_STAYS leave as it is. */
#define PLAN_STAYS INT64_C(-2)
#define PLAN_NONE INT64_C(-1) /* no limit of its own: the plan's, if that has one */
struct plan_change {
    const char *plan, *status;
    int64_t soft, hard;
};

/* Changes the plan of c->who.tenant_id, as bw_etl, and says so in its audit log. A limit holds for every
 * event that is answered after this; a suspended tenant is let in no more, its live sockets end.
 * ERR_INVALID when there is no such plan. */
enum err plan_change(struct ctx *c, const struct plan_change *change)
    __attribute__((warn_unused_result));

/* A plan that tenants may have; PLAN_STAYS leaves as it is. */
struct plan_definition {
    const char *name;
    int64_t soft, hard;
    int64_t retention_days; /* PLAN_STAYS: 400 for a new one */
};

/* Makes a plan or changes it, as bw_etl; it holds within a second for every tenant that has it. */
enum err plan_define(struct ctx *c, const struct plan_definition *in)
    __attribute__((warn_unused_result));

#endif
