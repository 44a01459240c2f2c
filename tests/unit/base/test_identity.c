/* Tests of base/identity: names of roles and scopes lead there and back. */
#include "base/identity.h"

#include "tests/unit/tap.h"

int main(void)
{
    bool there_and_back = true;
    unsigned all = 0;

    for (int r = ROLE_VIEWER; r <= ROLE_OWNER; r++)
        there_and_back = there_and_back && role_by_name(role_name((enum role)r)) == (enum role)r;
    ok(there_and_back, "roles");
    ok(ROLE_OWNER > ROLE_ADMIN && ROLE_ADMIN > ROLE_EDITOR && ROLE_EDITOR > ROLE_VIEWER, "rise");
    is_int(role_by_name("root"), ROLE_NONE, "an unknown role is none");
    is_int(role_by_name(NULL), ROLE_NONE, "so is NULL");
    is_str(role_name(ROLE_EDITOR), "editor", "a name");

    there_and_back = true;
    for (unsigned s = 1; s <= SCOPE_USAGE_READ; s <<= 1) {
        there_and_back = there_and_back && scope_by_name(scope_name((enum scope)s)) == s;
        all |= s;
    }
    ok(there_and_back, "scopes");
    is_int(all, 255, "all eight");
    is_int(scope_by_name("events:delete"), 0, "an unknown scope is none");
    return done_testing();
}
