/* All that a page wants to know of the person who asks, in one round trip. */
#ifndef MODEL_ME_H
#define MODEL_ME_H

#include <stddef.h>

#include "model/preferences.h"
#include "model/tenant.h"
#include "model/user.h"

struct me {
    struct user user;
    struct preferences preferences;
    struct tenant *tenants;
    size_t ntenants;
};

enum err me_get(struct ctx *c, struct me *me_r) __attribute__((warn_unused_result));

#endif
