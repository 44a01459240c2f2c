/* bw-billing: what a workspace uses, and what it may. */
#include "billing/routes.h"
#include "model/authn.h"
#include "sql/registry.h"
#include "web/prefork.h"
#include "web/router.h"

int main(int argc, char **argv)
{
    static const struct program program = {
        .name = "billing",
        .routes = billing_routes,
        .authenticate = authn_identify,
        .db_role = "bw_app",
        .queries = QUERY_COUNT,
    };

    return fcgi_main(argc, argv, &program);
}
