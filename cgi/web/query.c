/* Query strings are taken apart and their usual parameters checked here. */
#include <string.h>

#include "base/arena.h"
#include "base/filter.h"
#include "base/hex.h"
#include "web/bind.h"
#include "web/query.h"
#include "web/request.h"

#define PAIRS_MAX 256
#define LIMIT_MAX 200
#define LIMIT_DEFAULT 50

bool query_decode(struct arena *a, const char *p, size_t n, bool plus_is_blank, const char **out_r)
{
    char *out = arena_alloc(a, n + 1);
    size_t len = 0;

    for (size_t i = 0; i < n; i++) {
        int c = (unsigned char)p[i];

        if (c == '+' && plus_is_blank) {
            c = ' ';
        } else if (c == '%') {
            int high = n - i > 2 ? hex_digit(p[i + 1]) : -1;
            int low = n - i > 2 ? hex_digit(p[i + 2]) : -1;

            if (high < 0 || low < 0)
                return false;
            c = high << 4 | low;
            i += 2;
        }
        if (c == 0)
            return false;
        out[len++] = (char)c;
    }
    *out_r = out;
    return str_utf8_valid(out, len) == len;
}

static bool read_pair(struct arena *a, const char *p, size_t n, struct pair *pair)
{
    const char *equals = memchr(p, '=', n);
    size_t name_len = equals ? (size_t)(equals - p) : n;

    pair->value = "";
    return query_decode(a, p, name_len, true, &pair->name) &&
           (!equals || query_decode(a, equals + 1, n - name_len - 1, true, &pair->value));
}

enum err query_read(struct request *r, const char *text)
{
    size_t room = 1;

    for (const char *p = text; *p; p++)
        room += *p == '&';
    if (room > PAIRS_MAX)
        return ctx_fail(&r->ctx, ERR_BAD_QUERY, "more than %d parameters", PAIRS_MAX);
    r->query = arena_array(r->ctx.arena, struct pair, room);
    while (*text) {
        size_t n = strcspn(text, "&");

        if (n && !read_pair(r->ctx.arena, text, n, &r->query[r->nquery++]))
            return ctx_fail(&r->ctx, ERR_BAD_QUERY,
                            "parameter %zu is not percent-encoded UTF-8 without NUL", r->nquery);
        text += n;
        text += *text == '&';
    }
    return OK;
}

const char *request_query(const struct request *r, const char *name)
{
    for (size_t i = 0; i < r->nquery; i++)
        if (strcmp(r->query[i].name, name) == 0)
            return r->query[i].value;
    return NULL;
}

enum err request_page(struct request *r, struct page *page_r)
{
    static const struct field limit = {
        .name = "limit", .type = FIELD_INT, .offset = 0, .min = 1, .max = LIMIT_MAX
    };
    const char *text = request_query(r, "limit"), *cursor = request_query(r, "cursor");
    enum err e;

    page_r->limit = LIMIT_DEFAULT;
    page_r->after = NULL;
    if (text && (e = bind_text(&r->ctx, "limit", text, &limit, &page_r->limit)) != OK)
        return e;
    return cursor ? cursor_decode(&r->ctx, cursor, &page_r->after) : OK;
}

static bool is_allowed(const char *name, const char *const *allowed)
{
    for (; *allowed; allowed++) {
        size_t n = strlen(*allowed);

        if (strcmp(name, *allowed) == 0 ||
            ((*allowed)[n - 1] == '.' && strncmp(name, *allowed, n) == 0 && name[n]))
            return true;
    }
    return false;
}

enum err request_only(struct request *r, const char *const *allowed)
{
    for (size_t i = 0; i < r->nquery; i++)
        if (!is_allowed(r->query[i].name, allowed) && strcmp(r->query[i].name, "tenant") != 0)
            ctx_invalid(&r->ctx, r->query[i].name, "unknown", "is not a parameter of this route");
    return ctx_check(&r->ctx);
}
