/* The route table of bw-tenants. */
#include "tenants/routes.h"

const struct route tenants_routes[] = {
    { GET, "/tenants", PERM_USER, BODY_NONE, tenants_list },
    { POST, "/tenants", PERM_USER, BODY_JSON, tenants_create },
    { GET, "/tenants/:id", PERM_USER, BODY_NONE, tenants_show },
    { PATCH, "/tenants/:id", PERM_USER, BODY_JSON, tenants_update },

    { GET, "/members", PERM_VIEWER, BODY_NONE, members_list },
    { PATCH, "/members/:userId", PERM_ADMIN, BODY_JSON, members_update },
    { DELETE, "/members/:userId", PERM_VIEWER, BODY_NONE, members_remove },

    { GET, "/invitations", PERM_ADMIN, BODY_NONE, invitations_list },
    { POST, "/invitations", PERM_ADMIN, BODY_JSON, invitations_create },
    { GET, "/invitations/:invitation", PERM_PUBLIC, BODY_NONE, invitations_show },
    { DELETE, "/invitations/:invitation", PERM_ADMIN, BODY_NONE, invitations_revoke },
    { POST, "/invitations/:token/accept", PERM_USER, BODY_NONE, invitations_accept },

    { GET, "/keys", PERM_ADMIN, BODY_NONE, keys_list },
    { POST, "/keys", PERM_ADMIN, BODY_JSON, keys_create },
    { PATCH, "/keys/:id", PERM_ADMIN, BODY_JSON, keys_update },
    { DELETE, "/keys/:id", PERM_ADMIN, BODY_NONE, keys_remove },

    { GET, "/audit", PERM_ADMIN, BODY_NONE, audit_show },
    { .path = NULL },
};

enum err read_page(struct request *r, struct page *page_r)
{
    static const char *const allowed[] = { "limit", "cursor", "tenant", NULL };
    enum err e = request_only(r, allowed);

    return e == OK ? request_page(r, page_r) : e;
}
