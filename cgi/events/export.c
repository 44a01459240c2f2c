/* All events that a filter lets through, as one file of any length. */
#include <string.h>

#include "base/arena.h"
#include "base/crowd.h"
#include "base/csv.h"
#include "base/json.h"
#include "base/str.h"
#include "base/timeutil.h"
#include "events/reading.h"
#include "web/response.h"

/* Events of one piece. */
#define PIECE 1000
#define RETRY_SECONDS 5

/* How far an export has come. */
struct export
{
    struct arena *arena; /* the request's */
    struct event_filter filter;
    bool csv, begun;
    char after[64]; /* "": from the newest on */
};

static struct crowd crowd;

static void leave(void *crowded)
{
    crowd_leave(crowded);
}

static void cell(struct str *s, const char *text)
{
    if (text)
        csv_text(s, text);
    str_addc(s, ',');
}

static void time_cell(struct str *s, int64_t us)
{
    char text[TIME_TEXT_MAX];

    str_add(s, text, time_format(text, us));
    str_addc(s, ',');
}

static void write_csv_row(struct str *s, const struct event_row *e)
{
    str_printf(s, "%s,", e->id);
    cell(s, e->type);
    cell(s, e->source);
    cell(s, e->user_id);
    str_printf(s, "%s,", e->value ? e->value : "");
    time_cell(s, e->occurred_at);
    time_cell(s, e->received_at);
    cell(s, e->payload);
    str_printf(s, "%s\r\n", e->key_id ? e->key_id : "");
}

static void write_line(struct str *s, const struct event_row *e)
{
    struct json_out w = json_out(s);

    json_thing(&w, event_row_fields, e);
    str_addc(s, '\n');
}

static enum err next_piece(struct ctx *c, void *state, struct str *text, bool *more_r)
{
    struct export *x = state;
    struct event_page page;
    enum err e = event_list(c, &x->filter, x->begun && *x->after ? x->after : NULL, PIECE, &page);

    if (e != OK)
        return e;
    if (x->csv && !x->begun)
        str_adds(text, "id,type,source,userId,value,occurredAt,receivedAt,payload,keyId\r\n");
    x->begun = true;
    for (size_t i = 0; i < page.n; i++)
        if (x->csv)
            write_csv_row(text, &page.items[i]);
        else
            write_line(text, &page.items[i]);
    *more_r = page.next != NULL;
    if (page.next)
        memcpy(x->after, page.next, strlen(page.next) + 1);
    return OK;
}

static enum err read_format(struct request *r, bool *csv_r)
{
    const char *format = request_query(r, "format");

    *csv_r = format && str_eq(format, "csv");
    if (!format || !(*csv_r || str_eq(format, "ndjson")))
        ctx_invalid(&r->ctx, "format", format ? "choice" : "required",
                    "must be one of: csv, ndjson");
    return ctx_check(&r->ctx);
}

static const char *file_name(struct request *r, bool csv)
{
    char now[TIME_TEXT_MAX];

    time_format(now, time_now());
    return arena_printf(r->ctx.arena, "attachment; filename=\"events-%.10s.%s\"", now,
                        csv ? "csv" : "ndjson");
}

enum err event_export(struct request *r)
{
    static const char *const more[] = { "format", NULL };
    struct export *x = arena_one(r->ctx.arena, struct export);
    enum err e;

    if ((e = event_filter_read(r, more, &x->filter)) != OK || (e = read_format(r, &x->csv)) != OK ||
        (e = crowd_enter(&r->ctx, &crowd, RETRY_SECONDS,
                         "Many exports are running. Try again in a moment.")) != OK)
        return e;
    arena_defer(r->ctx.arena, leave, &crowd);
    respond_stream(r, x->csv ? "text/csv; charset=utf-8" : "application/x-ndjson", next_piece, x);
    response_header(r, "Content-Disposition", file_name(r, x->csv));
    return OK;
}
