/* Requests leave the program here, past the guard. */
#include "base/fetch.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/public_address.h"
#include "base/str.h"

#define TIMEOUT_MS 10000
#define CONNECT_MS 5000
#define RESPONSE_MAX ((size_t)1 << 20)

struct fetch {
    CURL *curl;
    bool guarded, refused; /* of the request under way */
    char error[CURL_ERROR_SIZE];
};

static void init_curl(void)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        BUG("libcurl does not start");
}

struct fetch *fetch_open(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct fetch *f = calloc(1, sizeof(*f));

    pthread_once(&once, init_curl);
    if (!f || !(f->curl = curl_easy_init()))
        BUG("out of memory");
    return f;
}

void fetch_close(struct fetch *f)
{
    if (!f)
        return;
    curl_easy_cleanup(f->curl);
    free(f);
}

/* The guard: the address is looked at when the socket is made, whatever the name resolved to. */
static curl_socket_t open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct fetch *f = arg;

    if (purpose != CURLSOCKTYPE_IPCXN || (f->guarded && !address_is_public(&address->addr))) {
        f->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t keep(char *p, size_t size, size_t n, void *arg)
{
    struct str *body = arg;

    str_add(body, p, size * n);
    return body->overflow ? 0 : size * n;
}

#define set(f, option, value)                                                                      \
    do {                                                                                           \
        if (curl_easy_setopt((f)->curl, option, value) != CURLE_OK)                                \
            BUG("libcurl refuses " #option);                                                       \
    } while (0)

static void limit_protocols(struct fetch *f)
{
#if LIBCURL_VERSION_NUM >= 0x075500
    set(f, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    set(f, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

static void set_limits(struct fetch *f, const struct fetch_request *req)
{
    long timeout = req->timeout_ms ? req->timeout_ms : TIMEOUT_MS;

    set(f, CURLOPT_NOSIGNAL, 1L);
    set(f, CURLOPT_FOLLOWLOCATION, 0L);
    set(f, CURLOPT_TIMEOUT_MS, timeout);
    set(f, CURLOPT_CONNECTTIMEOUT_MS, timeout < CONNECT_MS ? timeout : (long)CONNECT_MS);
    /* a proxy named in the environment would be asked to go where the guard does not look */
    set(f, CURLOPT_PROXY, "");
    set(f, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    set(f, CURLOPT_OPENSOCKETDATA, f);
    limit_protocols(f);
}

static void set_method(struct fetch *f, const struct fetch_request *req)
{
    const char *method = req->method ? req->method : "GET";

    if (req->body) {
        set(f, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)req->body_len);
        set(f, CURLOPT_POSTFIELDS, (const char *)req->body);
    }
    if (strcmp(method, "HEAD") == 0)
        set(f, CURLOPT_NOBODY, 1L);
    set(f, CURLOPT_CUSTOMREQUEST, method);
}

static void release_list(void *list)
{
    curl_slist_free_all(list);
}

static struct curl_slist *with_header(struct curl_slist *list, const char *header)
{
    list = curl_slist_append(list, header);
    if (!list)
        BUG("out of memory");
    return list;
}

/* The caller's headers, and who caused the request. */
static void set_headers(struct fetch *f, struct ctx *c, const struct fetch_request *req)
{
    struct curl_slist *list = with_header(NULL, "Expect:");

    if (c->request_id)
        list = with_header(list, arena_printf(c->arena, "x-request-id: %s", c->request_id));
    if (c->traceparent)
        list = with_header(list, arena_printf(c->arena, "traceparent: %s", c->traceparent));
    for (const char *const *h = req->headers; h && *h; h++)
        list = with_header(list, *h);
    arena_defer(c->arena, release_list, list);
    set(f, CURLOPT_HTTPHEADER, list);
    set(f, CURLOPT_USERAGENT, PACKAGE_NAME "/" PACKAGE_VERSION);
}

static enum err explain(struct fetch *f, struct ctx *c, CURLcode code, const struct str *body)
{
    if (f->refused)
        return ctx_fail(c, ERR_INVALID, "this URL does not lead to a public address");
    if (code == CURLE_URL_MALFORMAT)
        return ctx_fail(c, ERR_INVALID, "this is not a URL");
    if (body->overflow)
        return ctx_fail(c, ERR_UNAVAILABLE, "the answer is longer than %zu bytes", body->cap);
    return ctx_fail(c, ERR_UNAVAILABLE, "no answer: %s",
                    f->error[0] ? f->error : curl_easy_strerror(code));
}

enum err fetch_do(struct fetch *f, struct ctx *c, const struct fetch_request *req,
                  struct fetch_response *resp_r)
{
    struct str body = str_new(c->arena, req->max_response ? req->max_response : RESPONSE_MAX);
    CURLcode code;
    long status;

    if (strncasecmp(req->url, "http://", 7) != 0 && strncasecmp(req->url, "https://", 8) != 0)
        return ctx_fail(c, ERR_INVALID, "the URL must begin with https:// or http://");
    /* options go, connections stay */
    curl_easy_reset(f->curl);
    f->guarded = !req->unix_socket && !req->anywhere;
    f->refused = false;
    f->error[0] = '\0';
    set_limits(f, req);
    set_method(f, req);
    set_headers(f, c, req);
    set(f, CURLOPT_ERRORBUFFER, f->error);
    set(f, CURLOPT_URL, req->url);
    set(f, CURLOPT_WRITEFUNCTION, keep);
    set(f, CURLOPT_WRITEDATA, &body);
    if (req->unix_socket)
        set(f, CURLOPT_UNIX_SOCKET_PATH, req->unix_socket);
    code = curl_easy_perform(f->curl);
    if (code != CURLE_OK)
        return explain(f, c, code, &body);
    curl_easy_getinfo(f->curl, CURLINFO_RESPONSE_CODE, &status);
    *resp_r = (struct fetch_response){
        .status = (int)status,
        .body = arena_strndup(c->arena, str_c(&body), body.len),
        .body_len = body.len,
    };
    return OK;
}
