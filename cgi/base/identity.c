/* The names of roles and scopes stand here. */
#include "base/identity.h"

#include <stddef.h>

#include "base/str.h"

static const char *const roles[] = {
    [ROLE_NONE] = "none",   [ROLE_VIEWER] = "viewer", [ROLE_EDITOR] = "editor",
    [ROLE_ADMIN] = "admin", [ROLE_OWNER] = "owner",
};

static const struct {
    enum scope scope;
    const char *name;
} scopes[] = {
    { SCOPE_EVENTS_READ, "events:read" },           { SCOPE_EVENTS_WRITE, "events:write" },
    { SCOPE_DATASETS_READ, "datasets:read" },       { SCOPE_DATASETS_WRITE, "datasets:write" },
    { SCOPE_ANALYTICS_READ, "analytics:read" },     { SCOPE_DASHBOARDS_READ, "dashboards:read" },
    { SCOPE_DASHBOARDS_WRITE, "dashboards:write" }, { SCOPE_USAGE_READ, "usage:read" },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const char *role_name(enum role r)
{
    return roles[r];
}

enum role role_by_name(const char *name)
{
    for (size_t i = 0; i < COUNT(roles); i++)
        if (str_eq(roles[i], name))
            return (enum role)i;
    return ROLE_NONE;
}

const char *scope_name(enum scope s)
{
    for (size_t i = 0; i < COUNT(scopes); i++)
        if (scopes[i].scope == s)
            return scopes[i].name;
    BUG("no scope %d", (int)s);
}

unsigned scope_by_name(const char *name)
{
    for (size_t i = 0; i < COUNT(scopes); i++)
        if (str_eq(scopes[i].name, name))
            return scopes[i].scope;
    return 0;
}
