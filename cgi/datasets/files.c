/* Raw files: yes or no to nginx, which writes and reads them itself. */
#include <string.h>

#include "base/arena.h"
#include "base/object.h"
#include "base/settings.h"
#include "base/str.h"
#include "datasets/datasets.h"
#include "model/dataset.h"
#include "model/upload.h"
#include "model/version.h"
#include "web/fcgi.h"
#include "web/response.h"

static const char *content_type(const char *file_type)
{
    if (str_eq(file_type, "csv"))
        return "text/csv; charset=utf-8";
    return str_eq(file_type, "json") ? "application/json" : "application/x-ndjson";
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);

    return n >= m && strcasecmp(s + n - m, end) == 0;
}

/* The name as RFC 8187 wants it, beside a plain one for old programs. */
static const char *disposition(struct request *r, const char *dataset, const char *file_type)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    const char *end = arena_printf(r->ctx.arena, ".%s", file_type);
    const char *name =
        ends_with(dataset, end) ? dataset : arena_printf(r->ctx.arena, "%s%s", dataset, end);
    struct str s = str_new(r->ctx.arena, 8192);

    str_printf(&s, "attachment; filename=\"dataset%s\"; filename*=UTF-8''", end);
    for (const char *p = name; *p; p++) {
        if (strchr(plain, *p))
            str_addc(&s, *p);
        else
            str_printf(&s, "%%%02X", (unsigned char)*p);
    }
    return str_c(&s);
}

/* Of the files that make up the version that is shown the one uploaded as `version`, or the last. */
static enum err choose_file(struct request *r, const char *id, const struct version_file **f_r)
{
    static const char *const allowed[] = { "version", NULL };
    const char *text = request_query(r, "version");
    struct version_file *list;
    int64_t version = 0;
    size_t n;
    enum err e;

    if ((e = request_only(r, allowed)) != OK)
        return e;
    if (text && (!str_to_int64(text, &version) || version < 1))
        ctx_invalid(&r->ctx, "version", "type", "must be a version's number");
    if ((e = ctx_check(&r->ctx)) != OK || (e = version_files(&r->ctx, id, &list, &n)) != OK)
        return e;
    while (version && n && list[n - 1].version != version)
        n--;
    if (!n)
        return ctx_fail(&r->ctx, ERR_NOT_FOUND, "what is shown has no file of version %s", text);
    *f_r = &list[n - 1];
    return version_file_here(&r->ctx, *f_r);
}

enum err file_show(struct request *r)
{
    const char *id = request_param(r, "id"), *object;
    const struct version_file *f = NULL;
    struct dataset d;
    int64_t bytes, parts;
    enum err e;

    if ((e = dataset_by_id(&r->ctx, id, &d)) != OK || (e = choose_file(r, id, &f)) != OK)
        return e;
    object = dataset_object(&r->ctx, d.id, f->version);
    if ((e = object_size(&r->ctx, object, &bytes, &parts)) == ERR_NOT_FOUND)
        return ctx_fail(&r->ctx, ERR_FILE_GONE, "the raw file is gone");
    if (e != OK)
        return e;
    respond_text(r, 200, content_type(f->file_type));
    response_header(r, "Content-Disposition", disposition(r, d.name, f->file_type));
    response_header(r, "X-Accel-Redirect",
                    parts ? arena_printf(r->ctx.arena, "/_joined/%s/all", object)
                          : arena_printf(r->ctx.arena, "/_objects/%s", object));
    return OK;
}

static void write_parts(struct json_out *w, const struct upload *u)
{
    json_open(w, '[');
    for (size_t i = 0; i < u->n; i++) {
        json_open(w, '{');
        json_key(w, "part");
        json_num(w, u->parts[i].part);
        json_key(w, "bytes");
        json_num(w, u->parts[i].bytes);
        json_close(w, '}');
    }
    json_close(w, ']');
}

void upload_write(struct json_out *w, const struct dataset_upload *up, const char *expires)
{
    json_key(w, "uploadUrl");
    json_str(w, up->url);
    json_key(w, expires);
    if (up->url)
        json_time(w, up->expires_at);
    else
        json_none(w);
}

enum err upload_get(struct request *r)
{
    struct upload u;
    struct json_out *w;
    enum err e = upload_show(&r->ctx, request_param(r, "id"), &u);

    if (e != OK)
        return e;
    w = respond_json(r, 200);
    json_open(w, '{');
    json_key(w, "version");
    json_num(w, u.version);
    json_key(w, "uploadUrl");
    json_str(w, u.url);
    json_key(w, "expiresAt");
    json_time(w, u.expires_at);
    json_key(w, "whole");
    json_flag(w, u.whole);
    json_key(w, "parts");
    write_parts(w, &u);
    json_close(w, '}');
    return OK;
}

static int64_t upload_length(const struct request *r)
{
    const char *text = fcgi_param(r->fcgi, "BW_CONTENT_LENGTH");
    int64_t n;

    if (!text || !*text)
        text = fcgi_param(r->fcgi, "HTTP_CONTENT_LENGTH");
    return text && str_to_int64(text, &n) && n >= 0 ? n : -1;
}

/* nginx asks before it takes a file, and again (BW_WHY) for the reason when it could not; what it can
 * tell by itself is named in a header (nginx/snippets/objects.conf.in). */
enum err object_ask(struct request *r)
{
    const char *uri = fcgi_param(r->fcgi, "BW_ROUTE_URI");
    const char *method = fcgi_param(r->fcgi, "BW_METHOD");
    enum err e;

    if (!str_eq(method, "PUT")) {
        response_header(r, "Allow", "PUT");
        return ctx_fail(&r->ctx, ERR_METHOD, "a file is PUT");
    }
    e = dataset_upload_allowed(&r->ctx, arena_strdup(r->ctx.arena, uri ? uri : ""),
                               upload_length(r));
    if (e == ERR_TOO_LARGE || e == ERR_DISK_FULL) {
        response_header(r, "x-refusal", err_code(e));
        respond_empty(r, 403);
        return OK;
    }
    if (e != OK)
        return e;
    if (fcgi_param(r->fcgi, "BW_WHY"))
        return ctx_fail(&r->ctx, ERR_UNAVAILABLE, "the file could not be written");
    respond_empty(r, 204);
    return OK;
}
