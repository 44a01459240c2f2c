/* Fuzz target: tokens and cursors. Nothing but what was signed is a session, and a cursor that is
 * taken is one that we would write. */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/filter.h"
#include "base/jwt.h"
#include "base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct jwt_key key = { .id = "k1",
                                    .secret = (const uint8_t *)"0123456789abcdef0123456789abcdef",
                                    .len = 32 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = { .arena = arena_new(64 << 20) };
    const char *text = arena_strndup(c.arena, (const char *)data, size), *id;
    struct jwt_claims claims;

    if (jwt_verify(c.arena, &key, 1, text, 0, &claims) &&
        !str_eq(text, jwt_sign(c.arena, &key, &claims)))
        BUG("a session that nobody signed: %s", text);
    if (cursor_decode(&c, text, &id) == OK && !str_eq(text, cursor_encode(c.arena, id)))
        BUG("a cursor with two forms: %s", text);
    arena_free(c.arena);
    return 0;
}
