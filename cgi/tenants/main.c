/* bw-tenants: workspaces, who belongs to them, and which programs may speak for them. */
#include "model/authn.h"
#include "sql/registry.h"
#include "tenants/routes.h"
#include "web/prefork.h"
#include "web/router.h"

int main(int argc, char **argv)
{
    static const struct program program = {
        .name = "tenants",
        .routes = tenants_routes,
        .authenticate = authn_identify,
        .db_role = "bw_app",
        .queries = QUERY_COUNT,
    };

    return fcgi_main(argc, argv, &program);
}
