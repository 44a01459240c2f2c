/* bw-auth: people come in, and the suite says how it is. */
#include "auth/routes.h"
#include "model/authn.h"
#include "sql/registry.h"
#include "web/prefork.h"
#include "web/router.h"

int main(int argc, char **argv)
{
    static const struct program program = {
        .name = "auth",
        .routes = auth_routes,
        .authenticate = authn_identify,
        .db_role = "bw_app",
        .queries = QUERY_COUNT,
        .start = system_start,
    };

    return fcgi_main(argc, argv, &program);
}
