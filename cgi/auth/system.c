/* What the owner looks at: space, queue, programs. */
#include "model/system.h"
#include "auth/probe.h"
#include "auth/routes.h"
#include "base/arena.h"
#include "base/object.h"
#include "base/settings.h"
#include "base/timeutil.h"
#include "web/response.h"

#define DEADLINE_MS 1000

static int64_t started_at;

enum err system_start(void)
{
    started_at = time_now();
    return OK;
}

static void put_number(struct json_out *w, const char *key, int64_t n)
{
    json_key(w, key);
    json_num(w, n);
}

/* auth itself answers this, so it is ready. */
static void put_areas(struct json_out *w, const struct probe *probes, size_t n)
{
    json_key(w, "areas");
    json_open(w, '[');
    for (size_t i = 0; i < n; i++) {
        bool ready = probes[i].status == 200;

        json_open(w, '{');
        json_key(w, "name");
        json_str(w, probes[i].name);
        json_key(w, "status");
        json_str(w, ready ? "ready" : "away");
        json_key(w, "detail");
        if (ready)
            json_none(w);
        else
            json_str(w, probes[i].status ? "It runs and is not ready." : "It does not answer.");
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void put_queue(struct json_out *w, const struct system_facts *f)
{
    json_key(w, "tick");
    json_open(w, '{');
    json_key(w, "lastAt");
    if (f->tick_at == FIELD_TIME_NONE)
        json_none(w);
    else
        json_time(w, f->tick_at);
    json_close(w, '}');
    json_key(w, "queue");
    json_open(w, '{');
    put_number(w, "ready", f->ready);
    put_number(w, "delayed", f->delayed);
    put_number(w, "running", f->running);
    put_number(w, "dead", f->dead);
    json_close(w, '}');
}

static void put_space(struct json_out *w, const struct object_space *disk,
                      const struct system_facts *f)
{
    json_key(w, "disk");
    json_open(w, '{');
    put_number(w, "total", disk->total);
    put_number(w, "free", disk->free);
    put_number(w, "reserved", disk->reserved);
    json_close(w, '}');
    json_key(w, "database");
    json_open(w, '{');
    put_number(w, "bytes", f->database_bytes);
    json_close(w, '}');
    json_key(w, "files");
    json_open(w, '{');
    put_number(w, "bytes", f->files_bytes);
    put_number(w, "count", f->files_count);
    put_number(w, "keepDays", settings.keep_files);
    json_close(w, '}');
    json_key(w, "points");
    json_open(w, '{');
    put_number(w, "bytes", f->points_bytes);
    put_number(w, "count", f->points_count);
    json_close(w, '}');
}

enum err system_show(struct request *r)
{
    struct probe probes[] = { { "auth", 200 },    { "tenants", 0 },    { "datasets", 0 },
                              { "analytics", 0 }, { "dashboards", 0 }, { "billing", 0 },
                              { "events", 0 } };
    size_t n = sizeof(probes) / sizeof(probes[0]);
    struct object_space disk;
    struct system_facts f;
    struct json_out *w;
    enum err e;

    if ((e = system_facts(&r->ctx, &f)) != OK || (e = object_space(&r->ctx, &disk)) != OK)
        return e;
    probe_all(r->ctx.arena, probes + 1, n - 1, DEADLINE_MS);
    w = respond_json(r, 200);
    json_open(w, '{');
    json_key(w, "version");
    json_str(w, PACKAGE_VERSION);
    json_key(w, "startedAt");
    json_time(w, started_at);
    put_areas(w, probes, n);
    put_queue(w, &f);
    put_space(w, &disk, &f);
    json_close(w, '}');
    return OK;
}
