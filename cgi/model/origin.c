/* Origins are checked and brought into a browser's form here. */
#include "model/origin.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"

#define PORT_MAX 65535
#define LABEL_MAX 63

/* The length of the host at p, 0 when it is none: [IPv6], or labels of letters, digits and hyphens. */
static size_t host_length(const char *p)
{
    size_t n = 0, label = 0;

    if (*p == '[') {
        n = strspn(p + 1, "0123456789abcdef:.");
        return n >= 2 && p[n + 1] == ']' ? n + 2 : 0;
    }
    for (; isalnum((unsigned char)p[n]) || p[n] == '-' || p[n] == '.'; n++) {
        if (p[n] == '.' && (!label || p[n - 1] == '-'))
            return 0;
        label = p[n] == '.' ? 0 : label + 1;
        if (label > LABEL_MAX || (label == 1 && p[n] == '-'))
            return 0;
    }
    return label && p[n - 1] != '-' ? n : 0;
}

/* "", or ":port" with a number in range. */
static bool is_port(const char *p, int64_t *port_r)
{
    *port_r = 0;
    return !*p || (*p == ':' && isdigit((unsigned char)p[1]) && strlen(p) <= 6 &&
                   str_to_int64(p + 1, port_r) && *port_r >= 1 && *port_r <= PORT_MAX);
}

const char *origin_read(struct arena *a, const char *text)
{
    char *origin = arena_strdup(a, text);
    bool tls;
    size_t start, host;
    int64_t port;

    if (strlen(origin) > ORIGIN_CHARS_MAX)
        return NULL;
    for (char *p = origin; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    tls = str_starts(origin, "https://");
    if (!tls && !str_starts(origin, "http://"))
        return NULL;
    start = strlen(tls ? "https://" : "http://");
    host = host_length(origin + start);
    if (!host || !is_port(origin + start + host, &port))
        return NULL;
    origin[start + host] = '\0';
    if (!port || port == (tls ? 443 : 80))
        return origin;
    return arena_printf(a, "%s:%d", origin, (int)port);
}
