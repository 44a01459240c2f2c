/* bw-dashboards: dashboards, their widgets and the points they show. */
#include "dashboards/routes.h"
#include "model/authn.h"
#include "sql/registry.h"
#include "web/prefork.h"
#include "web/router.h"

int main(int argc, char **argv)
{
    static const struct program program = {
        .name = "dashboards",
        .routes = dashboards_routes,
        .authenticate = authn_identify,
        .db_role = "bw_app",
        .queries = QUERY_COUNT,
    };

    return fcgi_main(argc, argv, &program);
}
