/* Statements whose conditions depend on the question are put together here, from literals only. */
#include "base/filter.h"

#include "base/arena.h"
#include "base/crypto.h"
#include "base/ctx.h"

#define MARK "/*filter*/"
#define TEXT_MAX ((size_t)64 << 10)
#define CURSOR_MAX 200

struct filter filter_new(struct arena *a, const struct query *frame)
{
    if (!strstr(frame->sql, MARK))
        BUG("%s has no %s", frame->name, MARK);
    return (struct filter){
        .arena = a, .frame = frame, .where = str_new(a, TEXT_MAX), .end = str_new(a, TEXT_MAX)
    };
}

static void push(struct filter *f, struct db_arg v)
{
    if (f->nargs == f->room) {
        size_t room = f->room ? f->room * 2 : 8;

        f->args =
            arena_grow(f->arena, f->args, f->room * sizeof(*f->args), room * sizeof(*f->args));
        f->room = room;
    }
    f->args[f->nargs++] = v;
}

void filter_arg(struct filter *f, struct db_arg v)
{
    if (f->where.len || f->end.len)
        BUG("%s: a parameter of the frame after a condition", f->frame->name);
    push(f, v);
}

/* Copies the text with the one `$` numbered. */
static void add_numbered(struct filter *f, struct str *out, const char *text)
{
    const char *dollar = strchr(text, '$');

    if (!dollar || strchr(dollar + 1, '$'))
        BUG("%s: \"%s\" must have one $", f->frame->name, text);
    str_add(out, text, (size_t)(dollar - text));
    str_printf(out, "$%zu", f->nargs);
    str_adds(out, dollar + 1);
}

void filter_where_(struct filter *f, const char *text, struct db_arg v)
{
    push(f, v);
    str_adds(&f->where, " and (");
    add_numbered(f, &f->where, text);
    str_addc(&f->where, ')');
}

void filter_end_(struct filter *f, const char *text, struct db_arg v)
{
    push(f, v);
    str_addc(&f->end, ' ');
    add_numbered(f, &f->end, text);
}

const char *filter_sql(const struct filter *f)
{
    const char *mark = strstr(f->frame->sql, MARK);
    struct str s = str_new(f->arena, 3 * TEXT_MAX);

    str_add(&s, f->frame->sql, (size_t)(mark - f->frame->sql));
    str_add(&s, f->where.data, f->where.len);
    str_adds(&s, mark + strlen(MARK));
    str_add(&s, f->end.data, f->end.len);
    if (s.overflow || f->where.overflow || f->end.overflow)
        BUG("%s: too many conditions", f->frame->name);
    return str_c(&s);
}

const char *cursor_encode(struct arena *a, const char *id)
{
    return crypto_base64url(a, id, strlen(id));
}

/* What stands in a cursor is compared with an id, so a forged one harms nobody. */
static bool plausible(const uint8_t *id, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (id[i] < ' ' || id[i] > '~')
            return false;
    return n > 0 && n <= CURSOR_MAX;
}

enum err cursor_decode(struct ctx *c, const char *cursor, const char **id_r)
{
    uint8_t *id;
    size_t n;

    if (!crypto_base64url_decode(c->arena, cursor, strlen(cursor), &id, &n) || !plausible(id, n)) {
        ctx_invalid(c, "cursor", "format", "is not one that a listing gave");
        return ctx_check(c);
    }
    *id_r = arena_strndup(c->arena, (const char *)id, n);
    return OK;
}
