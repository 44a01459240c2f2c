/* The collector's key and dashboard are made here, once. */
#include "etl/collect_key.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/db.h"
#include "base/log.h"
#include "base/settings.h"
#include "base/str.h"
#include "etl/dashboard_file.h"
#include "model/apikey.h"
#include "sql/registry.h"

#define NAME "This server"
#define KEEP_DAYS 7
#define SHOWN "dashboard"

void collect_key_load(struct collect_key *k)
{
    char text[COLLECT_SECRET_MAX + 32] = "";
    int fd = open(k->path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, text, sizeof(text) - 1) : -1;
    size_t end;

    if (fd >= 0)
        close(fd);
    if (n <= 0)
        return;
    text[n] = '\0';
    end = strcspn(text, "\n");
    if (end > COLLECT_SECRET_MAX)
        return;
    memcpy(k->secret, text, end);
    k->has_dashboard = strstr(text + end, SHOWN) != NULL;
}

/* All of it or nothing, for this user alone. */
static enum err store(struct ctx *c, const struct collect_key *k)
{
    const char *made = arena_printf(c->arena, "%s.new", k->path);
    const char *text =
        arena_printf(c->arena, "%s\n%s", k->secret, k->has_dashboard ? SHOWN "\n" : "");
    int fd = open(made, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool written = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

    if (fd >= 0 && close(fd) != 0)
        written = false;
    if (written && rename(made, k->path) == 0)
        return OK;
    log_error("the key cannot be kept", LOG_STR("file", k->path), LOG_STR("what", strerror(errno)));
    return ctx_fail(c, ERR_UNAVAILABLE, "the key cannot be kept");
}

/* The demo's workspace, which the ctx then works for. */
struct demo {
    const char *tenant_id, *dataset_id; /* NULL where there is none */
    bool shown;                         /* it has the dashboard */
};

static enum err find_demo(struct ctx *c, struct demo *d_r)
{
    const struct db_rows *rows;
    enum err e =
        db_query(c, &Q_ETL_DEMO_TENANT, &rows, db_text(settings.demo_email), db_text(NAME));

    *d_r = (struct demo){ 0 };
    if (e != OK || !db_count(rows))
        return e;
    d_r->tenant_id = c->who.tenant_id = db_value(rows, 0, "id");
    d_r->dataset_id = db_value(rows, 0, "dataset_id");
    d_r->shown = str_eq(db_value(rows, 0, "shown"), "t");
    return OK;
}

/* Those of a file that was lost. */
static enum err end_old_keys(struct ctx *c)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_ETL_KEYS_BY_NAME, &rows, db_uuid(c->who.tenant_id), db_text(NAME));

    for (int i = 0; e == OK && i < db_count(rows); i++)
        e = apikey_remove(c, db_value(rows, i, "id"));
    return e;
}

static enum err prepare(struct ctx *c)
{
    static const char *labels[] = { "area", "page", "browser" };
    const struct field_strs keys = { labels, 3 };
    struct db_batch *b = db_batch(c);

    db_add(b, &Q_ETL_DEMO_LABELS, db_uuid(c->who.tenant_id), db_list(&keys));
    db_add(b, &Q_ETL_DEMO_RETENTION, db_uuid(c->who.tenant_id), db_int(KEEP_DAYS));
    return db_run(b);
}

enum err collect_key_make(struct ctx *c, struct collect_key *k)
{
    static const char *scopes[] = { "events:write" };
    struct apikey_input in = { .name = NAME,
                               .scopes = { scopes, 1 },
                               .expires_at = FIELD_TIME_NONE };
    struct apikey_made made;
    struct demo demo;
    enum err e = find_demo(c, &demo);

    if (e != OK || !demo.tenant_id)
        return e;
    if ((e = end_old_keys(c)) != OK || (e = prepare(c)) != OK ||
        (e = apikey_create(c, &in, &made)) != OK)
        return e;
    if (strlen(made.secret) > COLLECT_SECRET_MAX)
        BUG("a key of %zu bytes", strlen(made.secret));
    memcpy(k->secret, made.secret, strlen(made.secret) + 1);
    return store(c, k);
}

enum err collect_key_dashboard(struct ctx *c, struct collect_key *k)
{
    struct demo demo;
    enum err e = find_demo(c, &demo);

    if (e != OK || !demo.dataset_id)
        return e;
    if (!demo.shown)
        e = dashboard_file_make(c, "server.dashboard.json", demo.dataset_id, "this-server");
    if (e != OK)
        return e;
    k->has_dashboard = true;
    return store(c, k);
}
