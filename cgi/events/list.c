/* Events, newest first, and one of them. */
#include <string.h>

#include "base/arena.h"
#include "base/filter.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "base/uuid.h"
#include "events/reading.h"
#include "model/event.h"
#include "web/bind.h"
#include "web/response.h"

#define TEXT_MAX 200
#define WHERE "where."

static const char *const filter_names[] = { "type", "userId", "source", "from",
                                            "to",   "q",      WHERE,    NULL };

static enum err check_names(struct request *r, const char *const *more)
{
    const char *allowed[16];
    size_t n = 0;

    for (const char *const *p = filter_names; *p; p++)
        allowed[n++] = *p;
    for (const char *const *p = more; p && *p; p++)
        allowed[n++] = *p;
    allowed[n] = NULL;
    return request_only(r, allowed);
}

static void check_length(struct request *r, const char *name, const char *value, size_t max)
{
    if (strlen(value) > 4 * max)
        ctx_invalid(&r->ctx, name, "too_long", "may have %zu characters", max);
}

/* All values of a parameter that may be repeated. */
static void read_values(struct request *r, const char *name, size_t max, struct field_strs *list)
{
    *list = (struct field_strs){ .data = arena_array(r->ctx.arena, const char *, r->nquery + 1) };
    for (size_t i = 0; i < r->nquery; i++) {
        if (!str_eq(r->query[i].name, name))
            continue;
        check_length(r, name, r->query[i].value, max);
        list->data[list->len++] = r->query[i].value;
    }
    if (list->len > EVENT_FILTER_MAX)
        ctx_invalid(&r->ctx, name, "too_long", "may be given %d times", EVENT_FILTER_MAX);
}

static const char *read_one(struct request *r, const char *name, size_t max)
{
    const char *value = request_query(r, name);

    if (value)
        check_length(r, name, value, max);
    return value && *value ? value : NULL;
}

static int64_t read_time(struct request *r, const char *name)
{
    static const struct field time = { .name = "time", .type = FIELD_TIME };
    const char *text = request_query(r, name);
    int64_t at = FIELD_TIME_NONE;

    /* a mistake is recorded and told with the others */
    if (text && bind_text(&r->ctx, name, text, &time, &at) != OK)
        return FIELD_TIME_NONE;
    return at;
}

static void read_where(struct request *r, struct event_filter *f)
{
    f->where = arena_array(r->ctx.arena, struct field_strs, r->nquery + 1);
    for (size_t i = 0; i < r->nquery; i++) {
        const struct pair *p = &r->query[i];
        const char **pair = arena_array(r->ctx.arena, const char *, 2);

        if (!str_starts(p->name, WHERE))
            continue;
        check_length(r, p->name, p->name, EVENT_SOURCE_MAX);
        check_length(r, p->name, p->value, EVENT_SOURCE_MAX);
        pair[0] = p->name + strlen(WHERE);
        if (!*pair[0])
            ctx_invalid(&r->ctx, p->name, "too_short", "must name a key of the payload");
        pair[1] = p->value;
        f->where[f->nwhere++] = (struct field_strs){ .data = pair, .len = 2 };
    }
    if (f->nwhere > EVENT_FILTER_MAX)
        ctx_invalid(&r->ctx, "where", "too_long", "may be given %d times", EVENT_FILTER_MAX);
}

enum err event_filter_read(struct request *r, const char *const *more, struct event_filter *f)
{
    enum err e = check_names(r, more);

    if (e != OK)
        return e;
    *f = (struct event_filter){
        .user_id = read_one(r, "userId", EVENT_USER_MAX),
        .text = read_one(r, "q", TEXT_MAX),
        .from = read_time(r, "from"),
        .to = read_time(r, "to"),
    };
    read_values(r, "type", EVENT_TYPE_MAX, &f->types);
    read_values(r, "source", EVENT_SOURCE_MAX, &f->sources);
    read_where(r, f);
    if (f->from != FIELD_TIME_NONE && f->to != FIELD_TIME_NONE && f->from >= f->to)
        ctx_invalid(&r->ctx, "to", "too_small", "must be after from");
    return ctx_check(&r->ctx);
}

static void write_page(struct request *r, const struct event_page *page)
{
    struct json_out *w = respond_json(r, 200);

    json_open(w, '{');
    json_things(w, "items", event_row_fields, page->items, page->n, sizeof(*page->items));
    json_key(w, "nextCursor");
    json_str(w, page->next ? cursor_encode(r->ctx.arena, page->next) : NULL);
    json_key(w, "partial");
    json_flag(w, page->partial);
    json_close(w, '}');
}

enum err event_index(struct request *r)
{
    static const char *const more[] = { "cursor", "limit", NULL };
    struct event_filter f;
    struct event_page page;
    struct page asked;
    enum err e;

    if ((e = event_filter_read(r, more, &f)) != OK || (e = request_page(r, &asked)) != OK)
        return e;
    if (asked.after && !uuid_valid(asked.after))
        ctx_invalid(&r->ctx, "cursor", "format", "is not a cursor of this listing");
    if ((e = ctx_check(&r->ctx)) != OK ||
        (e = event_list(&r->ctx, &f, asked.after, asked.limit, &page)) != OK)
        return e;
    write_page(r, &page);
    return OK;
}

enum err event_show(struct request *r)
{
    struct event_row row;
    enum err e = event_by_id(&r->ctx, request_param(r, "id"), &row);

    if (e == OK)
        respond_thing(r, 200, event_row_fields, &row);
    return e;
}
