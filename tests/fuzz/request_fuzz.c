/* Fuzz target: a whole request. Lines "NAME=value" are its parameters, what follows an empty line
 * is its body. Whatever comes in, there is one answer, with a status that a client can have caused,
 * a body that is JSON, and headers without control characters. */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/metrics.h"
#include "base/settings.h"
#include "model/agg.h"
#include "model/widget.h"
#include "model/widget_config.h"
#include "tests/unit/web/fake_fcgi.h"
#include "web/bind.h"
#include "web/rate.h"
#include "web/response.h"
#include "web/router.h"

#define PARAMS_MAX 32

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A route that reads its input in every way there is. */
static enum err take(struct request *r)
{
    const struct widget_input *in = r->input;
    struct widget_config config;
    struct page page;
    enum err e = request_page(r, &page);

    if (e == OK && in && in->config) {
        const struct json *v = json_get(r->json, "config");

        e = widget_config_read(&r->ctx, in->type ? in->type : "line", v, &config);
    }
    if (e == OK && request_query(r, "agg") && !aggs_read(&r->ctx, "agg", request_query(r, "agg")))
        e = ctx_check(&r->ctx);
    if (e == OK)
        json_str(respond_json(r, 200), r->nparams ? request_param(r, "id") : "");
    return e;
}

static const struct route routes[] = {
    { GET, "/things/:id", PERM_PUBLIC, BODY_NONE, take },
    { PATCH, "/things/:id", PERM_PUBLIC, BODY_JSON, take,
      BIND(struct widget_input, widget_patch_fields) },
    { POST, "/things", PERM_DASHBOARDS_WRITE, BODY_JSON, take,
      BIND(struct widget_input, widget_input_fields) },
    { PUT, "/raw", PERM_PUBLIC, BODY_RAW, take },
    { .path = NULL },
};

static enum err authenticate(struct ctx *c, const struct credentials *offered,
                             struct identity *who_r)
{
    if (offered->session_token && offered->tenant_id)
        *who_r = (struct identity){ .user_id = "u", .tenant_id = "t", .role = ROLE_EDITOR };
    else if (offered->api_key)
        return ctx_fail(c, ERR_UNAUTHENTICATED, "no such key");
    return OK;
}

static const struct program program = { .name = "fuzz",
                                        .routes = routes,
                                        .authenticate = authenticate };

/* Cuts the input into parameters and body. */
static void cut(struct arena *a, const uint8_t *data, size_t size, struct fcgi *f)
{
    const char **params = arena_array(a, const char *, PARAMS_MAX + 3);
    char *text = arena_strndup(a, (const char *)data, size), *end = text + size;
    size_t n = 0;

    while (text < end && *text != '\n' && n < PARAMS_MAX) {
        char *line = text + strcspn(text, "\n");

        if (line < end && *line == '\n') {
            *line = '\0';
            params[n++] = text;
        }
        text = line + 1;
    }
    f->params = params;
    if (text + 1 < end) {
        f->body = text + 1;
        f->body_len = (size_t)(end - text - 1);
        params[n++] = arena_printf(a, "CONTENT_LENGTH=%zu", f->body_len);
    }
    params[n++] = "SERVER_PORT=9090";
}

static void check(const struct request *r)
{
    struct ctx c = { .arena = r->ctx.arena };
    const struct json *v;
    int status = r->response.status;

    if (status != 200 && (status < 400 || status > 499))
        BUG("status %d", status);
    if (r->response.body.overflow)
        BUG("the answer is cut off");
    if (strstr(r->response.content_type, "json") &&
        json_parse(&c, str_c(&r->response.body), r->response.body.len, &v) != OK)
        BUG("no JSON: %s", str_c(&r->response.body));
    for (size_t i = 0; i < r->response.nheaders; i++)
        for (const char *p = r->response.headers[i].value; *p; p++)
            if ((unsigned char)*p < 0x20)
                BUG("control character in %s", r->response.headers[i].name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct services none;
    static struct arena *a;
    struct fcgi f = { 0 };
    struct request *r;

    /* whether PostgreSQL answers is not a question of the input */
    if (memmem(data, size, "/ready", 6))
        return 0;
    if (!a) {
        a = arena_new((size_t)256 << 20);
        settings.max_body = 1 << 20;
        settings.metrics_token = "token";
        rate_init();
        metrics_init("fuzz", NULL, 0);
    }
    cut(a, data, size, &f);
    r = request_read(a, &f, &program, &none);
    router_dispatch(r);
    check(r);
    arena_reset(a);
    return 0;
}
