/* What all readers share. */
#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "etl/infer.h"
#include "etl/row.h"

bool reader_fail(struct reader *r, enum ingest_error e, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    r->error = e;
    r->detail = arena_vprintf(r->arena, fmt, ap);
    va_end(ap);
    return false;
}

bool cell_is_absent(const struct cell *c)
{
    static const char *const words[] = {
        "", "NA", "N/A", "n/a", "null", "NULL", "-", "NaN", "nan"
    };
    const char *p = c->p;
    size_t n = c->n;
    while (n && (*p == ' ' || *p == '\t'))
        p++, n--;
    while (n && (p[n - 1] == ' ' || p[n - 1] == '\t'))
        n--;
    if (n > 4)
        return false;
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (strlen(words[i]) == n && (!n || !memcmp(words[i], p, n)))
            return true;
    return false;
}
