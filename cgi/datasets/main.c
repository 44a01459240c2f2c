/* The program of /api/datasets, which also says yes or no to uploads. */
#include "model/authn.h"
#include "sql/registry.h"
#include "web/prefork.h"
#include "web/router.h"

#include "datasets/datasets.h"

static const struct program program = {
    .name = "datasets",
    .routes = datasets_routes,
    .authenticate = authn_identify,
    .db_role = "bw_app",
    .queries = QUERY_COUNT,
};

int main(int argc, char **argv)
{
    return fcgi_main(argc, argv, &program);
}
