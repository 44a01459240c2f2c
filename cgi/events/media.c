/* Content types are compared here. */
#include "events/media.h"

#include <string.h>
#include <strings.h>

bool media_is(const struct request *r, const char *type)
{
    const char *sent = request_header(r, "content-type");
    size_t n = sent ? strcspn(sent, "; \t") : 0;

    return n == strlen(type) && strncasecmp(sent, type, n) == 0;
}

bool media_is_json(const struct request *r)
{
    return media_is(r, "application/json") || (r->ctx.who.origin && media_is(r, "text/plain"));
}

bool media_is_lines(const struct request *r)
{
    static const char *const names[] = { "application/x-ndjson", "application/ndjson",
                                         "application/jsonl", "application/x-jsonlines",
                                         "application/json-lines" };

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (media_is(r, names[i]))
            return true;
    return false;
}
