/* Addresses, passwords and slugs: what is taken and what is not. */
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/settings.h"
#include "base/str.h"
#include "model/tenant.h"
#include "model/user.h"
#include "tests/unit/tap.h"

/* The code of the first mistake found, or "" for none. */
static const char *mistake(struct ctx *c)
{
    const char *code = c->problem.errors ? c->problem.errors->code : "";

    memset(&c->problem, 0, sizeof(c->problem));
    return code;
}

static void test_addresses(struct ctx *c)
{
    static const struct {
        const char *given, *kept; /* NULL: refused */
    } rows[] = {
        { "ann@example.org", "ann@example.org" },
        { "Ann.B+x@Example.ORG", "Ann.B+x@example.org" },
        { "a@localhost", "a@localhost" },
        { "é@exämple.org", "é@exämple.org" },
        { "a", NULL },
        { "@", NULL },
        { "a@", NULL },
        { "@b", NULL },
        { "a@b@c", NULL },
        { "a b@c", NULL },
        { "a@b c", NULL },
        { "a@.b", NULL },
        { "a@b.", NULL },
        { "a@b..c", NULL },
        { "a@b_c", NULL },
        { "a\"b@c", NULL },
        { "a,b@c", NULL },
        { "a@b\r\n", NULL },
        { "a\x7f@b", NULL },
        { "<a@b>", NULL },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        is_str(user_email(c, "email", rows[i].given), rows[i].kept, "address %s", rows[i].given);
        is_str(mistake(c), rows[i].kept ? "" : "format", "and what is said of it");
    }
    ok(user_email_eq("Ann@example.org", "ANN@EXAMPLE.ORG"), "case makes no other person");
    ok(!user_email_eq("ann@example.org", "ann@example.com"), "a domain does");
}

static const char *password(struct ctx *c, const char *text)
{
    user_password_check(c, "password", text, "ann@example.org");
    return mistake(c);
}

static void test_passwords(struct ctx *c)
{
    char *long_one = arena_alloc(c->arena, 500);

    is_str(password(c, "123456789"), "too_short", "nine characters");
    is_str(password(c, "1234567890"), "", "ten");
    is_str(password(c, "ééééééééé"), "too_short", "nine of two bytes");
    is_str(password(c, "ANN@example.org"), "format", "the address itself");
    memset(long_one, 'x', 200);
    is_str(password(c, long_one), "", "two hundred");
    long_one[200] = 'x';
    is_str(password(c, long_one), "too_long", "one more");
}

static void test_slugs(struct ctx *c)
{
    const char *made;

    is_str(tenant_slug(c, "Ann's place", 0), "ann-s-place", "letters and hyphens");
    is_str(tenant_slug(c, "  --A  B--  ", 0), "a-b", "no hyphen at the ends");
    is_int((int64_t)strlen(
               tenant_slug(c, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 0)),
           40, "room for an end");
    made = tenant_slug(c, "東京", 0);
    ok(str_starts(made, "workspace-") && strlen(made) == 16, "no letters: %s", made);
    made = tenant_slug(c, "Ann", 1);
    ok(str_starts(made, "ann-") && strlen(made) == 10, "a second try has a random end: %s", made);
    ok(strcmp(made, tenant_slug(c, "Ann", 2)) != 0, "each another one");
}

static void test_slug_rules(struct ctx *c)
{
    static const char *const good[] = { "a", "a-b", "0", "a--b" };
    static const char *const bad[] = { "", "-", "-a", "a-", "A", "a b", "a_b", "é", "a.b" };
    struct tenant_input in = { 0 };

    for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
        in.slug = good[i];
        tenant_check(c, &in);
        is_str(mistake(c), "", "slug %s", in.slug);
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        in.slug = bad[i];
        tenant_check(c, &in);
        is_str(mistake(c), "format", "no slug: '%s'", in.slug);
    }
}

static void test_demo(void)
{
    settings.demo_email = "demo@example.com";
    settings.public_url = "";
    ok(user_may_sign_in("demo@example.com"), "the demo signs in on this machine");
    settings.public_url = "https://example.org";
    ok(!user_may_sign_in("Demo@Example.com"), "and nowhere else");
    ok(user_may_sign_in("ann@example.com"), "others do");
    settings.demo_email = "";
    ok(user_may_sign_in(""), "no demo, no rule");
}

int main(void)
{
    struct ctx c = { .arena = arena_new(1 << 20), .request_id = "test" };

    test_addresses(&c);
    test_passwords(&c);
    test_slugs(&c);
    test_slug_rules(&c);
    test_demo();
    arena_free(c.arena);
    return done_testing();
}
