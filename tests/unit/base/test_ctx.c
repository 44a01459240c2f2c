/* Tests of base/ctx: problems and invalid fields. */
#include "base/ctx.h"

#include "base/arena.h"
#include "tests/unit/tap.h"

int main(void)
{
    struct ctx c = { .arena = arena_new(1 << 20) };
    int kept = 0;

    is_int(ctx_check(&c), OK, "nothing is invalid at first");
    is_int(ctx_fail(&c, ERR_NOT_FOUND, "no dataset %s", "x"), ERR_NOT_FOUND, "ctx_fail returns it");
    is_int(c.problem.err, ERR_NOT_FOUND, "and records it");
    is_str(c.problem.detail, "no dataset x", "with its text");

    ctx_invalid(&c, "layout.w", "too_large", "must be at most %d", 12);
    ctx_invalid(&c, "name", "required", "is required");
    is_int(ctx_check(&c), ERR_INVALID, "then it is");
    is_str(c.problem.errors->path, "layout.w", "in order: the first");
    is_str(c.problem.errors->message, "must be at most 12", "its message");
    is_str(c.problem.errors->next->code, "required", "the second");
    is_str(c.problem.detail, "layout.w: must be at most 12", "the detail tells the first");

    for (int i = 0; i < 200; i++)
        ctx_invalid(&c, "x", "type", "no");
    for (const struct field_error *f = c.problem.errors; f; f = f->next)
        kept++;
    is_int(kept, 100, "a hundred are kept");
    arena_free(c.arena);
    return done_testing();
}
