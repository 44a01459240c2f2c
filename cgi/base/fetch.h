/* HTTP requests that leave the program. libcurl is used here and nowhere else.
 *
 * A request to the outside goes through the guard: only http and https, every address a name
 * resolves to is checked when the connection is made (no loopback, private, link-local, multicast or
 * metadata address unless `anywhere`), redirects are not followed, time and size are bounded. A unix
 * socket is for our own nginx.
 */
#ifndef BASE_FETCH_H
#define BASE_FETCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct ctx;
struct fetch; /* a reusable handle of one thread */

struct fetch_request {
    const char *method; /* "GET" when NULL */
    const char *url;
    const char *unix_socket;    /* our own nginx: no guard then */
    bool anywhere;              /* who runs this machine named the URL: no guard either */
    const char *const *headers; /* "Name: value", NULL-terminated; or NULL */
    const void *body;
    size_t body_len;
    long timeout_ms;     /* of the whole request; 10,000 when 0 */
    size_t max_response; /* bytes kept; more is an error; 1 MiB when 0 */
};

struct fetch_response {
    int status;
    char *body; /* in the ctx's arena, NUL-terminated */
    size_t body_len;
};

struct fetch *fetch_open(void);
void fetch_close(struct fetch *f);

/* OK when an answer came, whatever its status; else ERR_UNAVAILABLE (or ERR_INVALID for a URL that
 * the guard refuses), with the reason in the problem. */
enum err fetch_do(struct fetch *f, struct ctx *c, const struct fetch_request *req,
                  struct fetch_response *resp_r) __attribute__((warn_unused_result));

#endif
