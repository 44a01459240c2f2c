/* How a person likes the page to look and speak. */
#ifndef MODEL_PREFERENCES_H
#define MODEL_PREFERENCES_H

#include "base/err.h"
#include "base/field.h"

struct ctx;

struct preferences {
    const char *theme, *scheme, *locale, *timezone;
};

/* For rows and bodies alike: nothing is required, so a PATCH leaves what it does not name. */
extern const struct field preferences_fields[];

enum err preferences_get(struct ctx *c, struct preferences *preferences_r)
    __attribute__((warn_unused_result));

/* Stores what is not NULL and returns the whole. */
enum err preferences_set(struct ctx *c, const struct preferences *change,
                         struct preferences *preferences_r) __attribute__((warn_unused_result));

#endif
