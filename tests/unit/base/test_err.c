/* Tests of base/err: the list is complete and its codes are distinct. */
#include "base/err.h"

#include "tests/unit/tap.h"

int main(void)
{
    bool whole = true, distinct = true;

    for (int e = OK + 1; e < ERR_COUNT; e++) {
        int status = err_status((enum err)e);

        whole = whole && status >= 400 && status < 600 && err_title((enum err)e)[0];
        distinct = distinct && err_by_code(err_code((enum err)e)) == (enum err)e;
    }
    ok(whole, "every error has a status and a title");
    ok(distinct, "every code leads back to its error");
    is_int(err_by_code("no such code"), ERR_INTERNAL, "an unknown code is an internal error");
    is_int(err_status(OK), 200, "OK is 200");
    is_str(err_code(ERR_NOT_FOUND), "not_found", "a code");
    return done_testing();
}
