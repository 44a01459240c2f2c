/* The operator's commands. They work on the database alone: no session, no page. */
#include "etl/admin.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/db.h"
#include "base/live.h"
#include "base/settings.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "etl/desk.h"
#include "model/apikey.h"
#include "model/audit.h"
#include "model/authn.h"
#include "model/plan.h"
#include "model/signin.h"
#include "model/usage.h"
#include "sql/registry.h"

#define PASSWORD_BYTES 12
#define PLAN_HELP "plan NAME [--soft N|none] [--hard N|none] [--retention DAYS]"
#define TENANT_HELP "tenant SLUG [--plan P] [--soft N|none] [--hard N|none] [--suspend|--resume]"

struct arguments {
    int argc;
    char **argv; /* behind the command's words */
};

static enum err need(struct ctx *c, const struct arguments *a, const char *name,
                     const char **value_r)
{
    *value_r = desk_option(a->argc, a->argv, name);
    return *value_r ? OK : ctx_fail(c, ERR_BAD_REQUEST, "--%s is missing", name);
}

static enum err user_create(struct desk *d, const struct arguments *a)
{
    static const struct visit visit = { .address = "", .user_agent = "bw-etl admin" };
    struct ctx *c = &d->c;
    struct registration in = { .password = crypto_token(d->arena, PASSWORD_BYTES) };
    struct registered out;
    enum err e;

    if ((e = need(c, a, "email", &in.email)) != OK || (e = need(c, a, "name", &in.name)) != OK ||
        (e = need(c, a, "workspace", &in.workspace)) != OK)
        return e;
    /* whoever runs this may always let somebody in */
    settings.registration = "open";
    registration_check(c, &in);
    if ((e = ctx_check(c)) != OK || (e = registration_run(c, &in, &visit, &out)) != OK)
        return e;
    printf("user       %s\nworkspace  %s (%s)\npassword   %s\n", out.user.email, out.tenant.name,
           out.tenant.slug, in.password);
    return OK;
}

static enum err reset_password(struct desk *d, const struct arguments *a)
{
    struct ctx *c = &d->c;
    const char *password = crypto_token(d->arena, PASSWORD_BYTES), *id;
    const struct db_rows *rows;
    struct db_batch *b;
    enum err e;

    if (a->argc != 1)
        return ctx_fail(c, ERR_BAD_REQUEST, "usage: admin reset-password EMAIL");
    if ((e = db_query(c, &Q_ETL_USER_BY_EMAIL, &rows, db_text(a->argv[0]))) != OK)
        return e == ERR_NOT_FOUND ? ctx_fail(c, e, "nobody has the address %s", a->argv[0]) : e;
    id = db_value(rows, 0, "id");
    c->who.user_id = id;
    b = db_batch(c);
    db_add(b, &Q_USER_SET_PASSWORD, db_uuid(id), db_text(crypto_password_hash(d->arena, password)));
    db_add(b, &Q_SESSION_REVOKE_ALL, db_uuid(id), db_null());
    audit_add_user(b, c, "password.reset", NULL, NULL);
    if ((e = db_run(b)) != OK)
        return e;
    authn_forget(c, id);
    live_drop(c, arena_printf(d->arena, "user:%s", id));
    printf("user       %s\npassword   %s\nAll sessions of this person have ended.\n", a->argv[0],
           password);
    return OK;
}

static enum err tenant_list(struct desk *d, const struct arguments *a)
{
    const struct db_rows *rows;
    enum err e = db_query0(&d->c, &Q_TENANT_ALL, &rows);

    (void)a;
    if (e != OK)
        return e;
    for (int i = 0; i < db_count(rows); i++)
        printf("%s  %-30s  %-9s  %s members  %s\n", db_value(rows, i, "id"),
               db_value(rows, i, "slug"), db_value(rows, i, "status"), db_value(rows, i, "members"),
               db_value(rows, i, "name"));
    return OK;
}

/* "none", or a number of events a month. */
static void read_limit(struct ctx *c, const struct arguments *a, const char *name, int64_t *n_r)
{
    const char *text = desk_option(a->argc, a->argv, name);

    *n_r = PLAN_STAYS;
    if (str_eq(text, "none"))
        *n_r = PLAN_NONE;
    else if (text && (!str_to_int64(text, n_r) || *n_r < 0))
        ctx_invalid(c, name, "format", "must be a number of events a month, or none");
}

static void read_status(struct ctx *c, const struct arguments *a, const char **status_r)
{
    bool suspend = desk_flag(a->argc, a->argv, "suspend");
    bool resume = desk_flag(a->argc, a->argv, "resume");

    if (suspend && resume)
        ctx_invalid(c, "suspend", "format", "does not go with resume");
    *status_r = suspend ? "suspended" : resume ? "active" : NULL;
}

/* A mistyped limit must not pass for none. */
static void check_options(struct ctx *c, const struct arguments *a, const char *const *known)
{
    for (int i = 0; i < a->argc; i++) {
        const char *word = a->argv[i];
        size_t n = strcspn(word, "="), k = 0;

        while (str_starts(word, "--") && known[k] &&
               !(strlen(known[k]) == n && strncmp(known[k], word, n) == 0))
            k++;
        if (!known[k])
            ctx_invalid(c, word, "unknown", "is not known here");
    }
}

static enum err read_change(struct ctx *c, const struct arguments *a, struct plan_change *change_r)
{
    static const char *const known[] = {
        "--plan", "--soft", "--hard", "--suspend", "--resume", NULL
    };

    check_options(c, a, known);
    change_r->plan = desk_option(a->argc, a->argv, "plan");
    read_limit(c, a, "soft", &change_r->soft);
    read_limit(c, a, "hard", &change_r->hard);
    read_status(c, a, &change_r->status);
    if (change_r->soft >= 0 && change_r->hard >= 0 && change_r->soft > change_r->hard)
        ctx_invalid(c, "soft", "too_large", "must not be above the hard limit");
    return ctx_check(c);
}

static enum err print_plan(struct ctx *c, const char *slug)
{
    struct month month = month_now();
    struct usage u;
    struct plan p;
    enum err e;

    if ((e = plan_get(c, &p)) != OK || (e = usage_get(c, &month, &u)) != OK)
        return e;
    printf("workspace  %s\nstatus     %s\nplan       %s\nsoft       %s\nhard       %s\n"
           "retention  %" PRId64 " days\nused       %" PRId64 " events this month\n",
           slug, p.status, p.plan, p.soft ? p.soft : "none", p.hard ? p.hard : "none",
           p.retention_days, u.used);
    return OK;
}

static enum err enter_tenant(struct ctx *c, const char *name, const char **slug_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_TENANT_BY_SLUG, &rows, db_text(name));

    if (e != OK)
        return e == ERR_NOT_FOUND ? ctx_fail(c, e, "there is no workspace %s", name) : e;
    c->who.tenant_id = db_value(rows, 0, "id");
    *slug_r = db_value(rows, 0, "slug");
    return OK;
}

static enum err tenant_change(struct desk *d, const struct arguments *a)
{
    struct ctx *c = &d->c;
    struct arguments options = { a->argc - 1, a->argv + 1 };
    struct plan_change change;
    const char *slug;
    enum err e;

    if (a->argc < 1 || a->argv[0][0] == '-')
        return ctx_fail(c, ERR_BAD_REQUEST, "usage: admin " TENANT_HELP);
    if ((e = read_change(c, &options, &change)) != OK ||
        (e = enter_tenant(c, a->argv[0], &slug)) != OK)
        return e;
    if (change.plan || change.status || change.soft != PLAN_STAYS || change.hard != PLAN_STAYS)
        e = plan_change(c, &change);
    return e == OK ? print_plan(c, slug) : e;
}

static enum err plan_list(struct desk *d, const struct arguments *a)
{
    const struct db_rows *rows;
    enum err e = db_query0(&d->c, &Q_ETL_PLAN_LIST, &rows);

    (void)a;
    for (int i = 0; e == OK && i < db_count(rows); i++)
        printf("%-20s  soft %-12s  hard %-12s  %s days  %s workspaces\n", db_value(rows, i, "name"),
               db_value(rows, i, "soft"), db_value(rows, i, "hard"),
               db_value(rows, i, "retention_days"), db_value(rows, i, "tenants"));
    return e;
}

static enum err plan_set(struct desk *d, const struct arguments *a)
{
    static const char *const known[] = { "--soft", "--hard", "--retention", NULL };
    struct ctx *c = &d->c;
    struct arguments options = { a->argc - 1, a->argv + 1 };
    struct plan_definition in = { .retention_days = PLAN_STAYS };
    const char *days;
    enum err e;

    if (a->argc < 1 || a->argv[0][0] == '-')
        return ctx_fail(c, ERR_BAD_REQUEST, "usage: admin " PLAN_HELP);
    in.name = a->argv[0];
    check_options(c, &options, known);
    read_limit(c, &options, "soft", &in.soft);
    read_limit(c, &options, "hard", &in.hard);
    days = desk_option(options.argc, options.argv, "retention");
    if (days && !str_to_int64(days, &in.retention_days))
        ctx_invalid(c, "retention", "format", "must be a number of days");
    if ((e = ctx_check(c)) != OK || (e = plan_define(c, &in)) != OK)
        return e;
    return plan_list(d, a);
}

/* "a,b,c" as a list. */
static struct field_strs split(struct arena *a, const char *text)
{
    struct field_strs list = { arena_array(a, const char *, strlen(text) + 1), 0 };
    char *rest = arena_strdup(a, text), *one;

    while ((one = strsep(&rest, ",")))
        if (*one)
            list.data[list.len++] = one;
    return list;
}

static enum err key_create(struct desk *d, const struct arguments *a)
{
    struct ctx *c = &d->c;
    struct apikey_input in = { .expires_at = FIELD_TIME_NONE };
    const char *tenant, *scopes, *slug;
    struct apikey_made made;
    enum err e;

    if ((e = need(c, a, "tenant", &tenant)) != OK || (e = need(c, a, "name", &in.name)) != OK ||
        (e = need(c, a, "scopes", &scopes)) != OK)
        return e;
    in.scopes = split(d->arena, scopes);
    apikey_check(c, &in);
    if ((e = ctx_check(c)) != OK)
        return e;
    if ((e = enter_tenant(c, tenant, &slug)) != OK)
        return e;
    if ((e = apikey_create(c, &in, &made)) == OK)
        printf("key        %s\nsecret     %s\nIt is shown this once.\n", made.key.id, made.secret);
    return e;
}

static void print_job(const struct job *j)
{
    char at[TIME_TEXT_MAX];

    time_format(at, j->created_at);
    printf("%s  %-8s %-16s attempt %" PRId64 "/%" PRId64 "  since %s\n    payload %s\n", j->id,
           j->state, j->kind, j->attempts, j->max_attempts, at, j->payload);
    if (j->last_error)
        printf("    error   %s\n", j->last_error);
}

static enum err jobs(struct desk *d, const struct arguments *a)
{
    const char *retry = desk_option(a->argc, a->argv, "retry");
    struct job *list;
    size_t n;
    enum err e;

    if (retry) {
        e = job_retry_dead(&d->c, retry);
        if (e == OK)
            printf("job %s has five attempts again\n", retry);
        return e == ERR_NOT_FOUND || e == ERR_INVALID
                   ? ctx_fail(&d->c, e, "there is no dead job %s", retry)
                   : e;
    }
    e = job_list(&d->c, desk_flag(a->argc, a->argv, "dead"), &list, &n);
    for (size_t i = 0; e == OK && i < n; i++)
        print_job(&list[i]);
    if (e == OK)
        printf("%zu jobs\n", n);
    return e;
}

static const struct {
    const char *first, *second;
    enum err (*run)(struct desk *d, const struct arguments *a);
    const char *help;
} commands[] = {
    { "user", "create", user_create, "user create --email E --name N --workspace W" },
    { "reset-password", NULL, reset_password, "reset-password EMAIL" },
    { "tenant", "list", tenant_list, "tenant list" },
    { "tenant", NULL, tenant_change, TENANT_HELP },
    { "plan", "list", plan_list, "plan list" },
    { "plan", NULL, plan_set, PLAN_HELP },
    { "key", "create", key_create, "key create --tenant SLUG --name N --scopes a,b" },
    { "jobs", NULL, jobs, "jobs [--dead] [--retry ID]" },
};
#define COMMANDS (sizeof(commands) / sizeof(*commands))

static int usage(void)
{
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(stderr, "%s admin %s\n", i ? "      " : "usage:", commands[i].help);
    return 2;
}

int admin_main(int argc, char **argv)
{
    struct desk d;

    for (size_t i = 0; i < COMMANDS; i++) {
        int words = commands[i].second ? 2 : 1;
        struct arguments a = { argc - words, argv + words };

        if (argc < words || !str_eq(argv[0], commands[i].first) ||
            (words == 2 && !str_eq(argv[1], commands[i].second)))
            continue;
        if (!desk_open(&d))
            return 1;
        return desk_close(&d, commands[i].run(&d, &a));
    }
    return usage();
}
