/* Fuzz target: calls of Segment's API. The first byte chooses the path, the rest is the body. */
#include <stdint.h>

#include "base/arena.h"
#include "base/timeutil.h"
#include "model/segment.h"
#include "tests/fuzz/event_check.h"

#define NOW (INT64_C(1768467600) * TIME_SECOND)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const paths[] = { "batch",  "track", "identify", "page",
                                         "screen", "group", "alias" };
    struct ctx c = { .arena = arena_new(256 << 20) };
    const char *body = (const char *)data + 1, *key;
    struct event *list;
    size_t n;

    if (size) {
        const char *path = paths[*data % (sizeof(paths) / sizeof(*paths))];

        key = segment_write_key(c.arena, body, size - 1);
        if (!is_text(key))
            BUG("a key that is no text");
        if (segment_read(&c, path, body, size - 1, NOW, &list, &n) == OK)
            for (size_t i = 0; i < n; i++)
                check_event(&list[i]);
        else if (!c.problem.err || !c.problem.detail)
            BUG("refused without a problem");
    }
    arena_free(c.arena);
    return 0;
}
