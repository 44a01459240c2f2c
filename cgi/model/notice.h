/* The notice that a tenant has reached a limit of its plan: stored once a month and kind, and told live
 * as `usage.limit {month,used,soft,hard,kind}`. */
#ifndef MODEL_NOTICE_H
#define MODEL_NOTICE_H

#include "base/err.h"

struct ctx;

/* Looks for limits that were reached, of all tenants, as bw_etl. Two at once tell nothing twice. */
enum err notice_tell(struct ctx *c) __attribute__((warn_unused_result));

#endif
