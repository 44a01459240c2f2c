/* A web server that exists only in memory: it stands in for web/fcgi.c at link time. */
#ifndef TESTS_UNIT_WEB_FAKE_FCGI_H
#define TESTS_UNIT_WEB_FAKE_FCGI_H

#include <stddef.h>

#include "web/fcgi.h"

struct fcgi {
    const char *const *params; /* "NAME=value", NULL-terminated */
    const char *body;
    size_t body_len, read;
};

#endif
