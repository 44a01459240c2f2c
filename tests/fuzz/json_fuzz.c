/* Fuzz target: whatever json_parse() takes is written as text that it takes again, to the same. */
#include <stdint.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = { .arena = arena_new(256 << 20) };
    const struct json *v, *again;
    const char *text;

    if (json_parse(&c, (const char *)data, size, &v) == OK) {
        text = json_text(c.arena, v);
        if (json_parse(&c, text, strlen(text), &again) != OK)
            BUG("written, but not readable: %s", text);
        if (!str_eq(text, json_text(c.arena, again)))
            BUG("read again, it differs: %s", text);
    } else if (!c.problem.err || !c.problem.detail) {
        BUG("refused without a problem");
    }
    arena_free(c.arena);
    return 0;
}
