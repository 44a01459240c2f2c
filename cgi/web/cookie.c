/* Names of cookies, and finding one among those that were sent. */
#include <string.h>

#include "base/arena.h"
#include "web/fcgi.h"
#include "web/request.h"

static bool port_is_usual(const char *port)
{
    return !port || str_eq(port, "80") || str_eq(port, "443") || str_eq(port, "8080");
}

/* Cookies are shared by all ports of a host, so two homes on one machine need two names. The
 * refresh cookie has a Path, which the prefix __Host- does not allow. */
const char *request_cookie_name(const struct request *r, const char *base)
{
    const char *port = fcgi_param(r->fcgi, "SERVER_PORT");
    const char *prefix = !r->tls ? "" : str_eq(base, "bw_refresh") ? "__Secure-" : "__Host-";

    if (port_is_usual(port))
        return arena_printf(r->ctx.arena, "%s%s", prefix, base);
    return arena_printf(r->ctx.arena, "%s%s_%s", prefix, base, port);
}

const char *request_cookie(const struct request *r, const char *base)
{
    const char *p = request_header(r, "cookie"), *name;
    size_t n;

    if (!p)
        return NULL;
    name = request_cookie_name(r, base);
    n = strlen(name);
    while (*p) {
        size_t len = strcspn(p, ";");

        if (len > n && memcmp(p, name, n) == 0 && p[n] == '=')
            return arena_strndup(r->ctx.arena, p + n + 1, len - n - 1);
        p += len;
        p += strspn(p, "; ");
    }
    return NULL;
}
