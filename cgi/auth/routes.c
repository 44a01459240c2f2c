/* The route table of bw-auth. */
#include "auth/routes.h"

const struct route auth_routes[] = {
    { GET, "/auth/config", PERM_PUBLIC, BODY_NONE, auth_config },
    { POST, "/auth/register", PERM_PUBLIC, BODY_JSON, auth_register },
    { POST, "/auth/login", PERM_PUBLIC, BODY_JSON, auth_login },
    { POST, "/auth/refresh", PERM_PUBLIC, BODY_RAW, auth_refresh, .body_max = 16384 },
    { POST, "/auth/logout", PERM_PUBLIC, BODY_NONE, auth_logout },
    { POST, "/auth/logout-all", PERM_PUBLIC, BODY_NONE, auth_logout_all },

    { GET, "/me", PERM_USER, BODY_NONE, me_show },
    { PATCH, "/me", PERM_USER, BODY_JSON, me_update },
    { POST, "/me/password", PERM_USER, BODY_JSON, me_password },
    { GET, "/me/preferences", PERM_USER, BODY_NONE, preferences_show },
    { PUT, "/me/preferences", PERM_USER, BODY_JSON, preferences_replace },
    { PATCH, "/me/preferences", PERM_USER, BODY_JSON, preferences_update },
    { GET, "/me/sessions", PERM_USER, BODY_NONE, sessions_list },
    { DELETE, "/me/sessions/:id", PERM_USER, BODY_NONE, sessions_end },

    { GET, "/live", PERM_VIEWER, BODY_NONE, live_seqs },
    { GET, "/internal/live", PERM_INTERNAL, BODY_NONE, live_allow },

    { GET, "/system", PERM_OWNER, BODY_NONE, system_show },

    { GET, "/health", PERM_PUBLIC, BODY_NONE, health_alive },
    { GET, "/health/live", PERM_PUBLIC, BODY_NONE, health_alive },
    { GET, "/health/ready", PERM_PUBLIC, BODY_NONE, health_ready },
    { .path = NULL },
};
