/* The demo account is made here, once. */
#include "etl/demo.h"

#include <stdio.h>
#include <string.h>

#include "base/db.h"
#include "base/settings.h"
#include "etl/desk.h"
#include "model/dataset.h"
#include "model/sample.h"
#include "model/signin.h"
#include "sql/registry.h"

static enum err read_password(struct ctx *c, char *out, size_t size)
{
    if (!fgets(out, (int)size, stdin))
        return ctx_fail(c, ERR_BAD_REQUEST, "the password is missing on standard input");
    out[strcspn(out, "\n")] = '\0';
    return OK;
}

static enum err make(struct desk *d, const char *email, const char *password)
{
    static const struct visit visit = { .address = "", .user_agent = "bw-etl demo" };
    struct registration in = {
        .email = email, .password = password, .name = "Demo", .workspace = "Demo"
    };
    struct registered out;
    struct dataset *list;
    size_t n;
    enum err e;

    settings.registration = "open";
    registration_check(&d->c, &in);
    if ((e = ctx_check(&d->c)) != OK)
        return e;
    e = registration_run(&d->c, &in, &visit, &out);
    if (e == ERR_EMAIL_TAKEN) {
        printf("the demo is there\n");
        return OK;
    }
    if (e != OK)
        return e;
    d->c.who.tenant_id = out.tenant.id;
    if ((e = sample_create(&d->c, &list, &n)) == OK)
        printf("demo account %s made\n", email);
    return e;
}

int demo_main(int argc, char **argv)
{
    const char *email = desk_option(argc, argv, "email");
    char password[256];
    struct desk d;
    enum err e;

    if (!email) {
        fprintf(stderr, "usage: bw-etl demo --email ADDRESS < PASSWORD-FILE\n");
        return 2;
    }
    if (!desk_open(&d))
        return 1;
    e = read_password(&d.c, password, sizeof(password));
    return desk_close(&d, e == OK ? make(&d, email, password) : e);
}
