/* What all readers share. */
#include <stdarg.h>

#include "base/arena.h"
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
