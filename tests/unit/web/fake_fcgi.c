/* The calls of web/fcgi.h that a request makes, answered from memory. */
#include "tests/unit/web/fake_fcgi.h"

#include <string.h>

const char *fcgi_param(const struct fcgi *f, const char *name)
{
    size_t n = strlen(name);

    for (const char *const *p = f->params; *p; p++)
        if (strncmp(*p, name, n) == 0 && (*p)[n] == '=')
            return *p + n + 1;
    return NULL;
}

size_t fcgi_read(struct fcgi *f, void *p, size_t n)
{
    size_t left = f->body_len - f->read;

    if (n > left)
        n = left;
    if (n)
        memcpy(p, f->body + f->read, n);
    f->read += n;
    return n;
}
