/* What a file's reading could not take, as JSON by pages or as one CSV. */
#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/ctx.h"
#include "base/str.h"
#include "datasets/datasets.h"
#include "model/dataset.h"
#include "web/response.h"

#define CSV_ROWS 10000

static void write_csv(struct request *r, const struct dataset_reject *list, size_t n)
{
    struct str *s = respond_text(r, 200, "text/csv; charset=utf-8");

    response_header(r, "Content-Disposition", "attachment; filename=\"rejects.csv\"");
    str_adds(s, "line,column,value,reason,raw\r\n");
    for (size_t i = 0; i < n; i++) {
        str_printf(s, "%lld,", (long long)list[i].line);
        csv_text(s, list[i].column_name);
        str_addc(s, ',');
        csv_text(s, list[i].value);
        str_addc(s, ',');
        csv_text(s, list[i].reason);
        str_addc(s, ',');
        csv_text(s, list[i].raw);
        str_adds(s, "\r\n");
    }
}

static enum err wants_csv(struct request *r, bool *csv_r)
{
    const char *format = request_query(r, "format"), *accept = request_header(r, "accept");

    if (format && !str_eq(format, "csv") && !str_eq(format, "json"))
        ctx_invalid(&r->ctx, "format", "choice", "must be one of: csv, json");
    *csv_r = format ? str_eq(format, "csv") : accept && str_starts(accept, "text/csv");
    return ctx_check(&r->ctx);
}

/* The cursor is PART.NUMBER. */
static enum err read_after(struct request *r, const struct page *page,
                           struct dataset_reject_key *after_r)
{
    const char *dot;

    *after_r = (struct dataset_reject_key){ 0, -1 };
    if (!page->after)
        return OK;
    dot = strchr(page->after, '.');
    if (!dot ||
        !str_to_int64(arena_strndup(r->ctx.arena, page->after, (size_t)(dot - page->after)),
                      &after_r->part_id) ||
        !str_to_int64(dot + 1, &after_r->n) || after_r->n < 0 || after_r->n > INT32_MAX)
        ctx_invalid(&r->ctx, "cursor", "format", "is not a cursor of this listing");
    return ctx_check(&r->ctx);
}

/* 0: the version that is shown. */
static enum err read_version(struct request *r, int64_t *version_r)
{
    const char *text = request_query(r, "version");

    *version_r = 0;
    if (text && (!str_to_int64(text, version_r) || *version_r < 1))
        ctx_invalid(&r->ctx, "version", "type", "must be a version's number");
    return ctx_check(&r->ctx);
}

enum err reject_index(struct request *r)
{
    static const char *const allowed[] = { "limit", "cursor", "format", "version", NULL };
    struct dataset_reject *list;
    struct dataset_reject_key after;
    struct page page;
    int64_t version;
    bool csv;
    size_t n;
    enum err e;

    if ((e = request_only(r, allowed)) != OK || (e = wants_csv(r, &csv)) != OK ||
        (e = request_page(r, &page)) != OK || (e = read_after(r, &page, &after)) != OK ||
        (e = read_version(r, &version)) != OK)
        return e;
    e = dataset_rejects(&r->ctx, request_param(r, "id"), version, after,
                        csv ? CSV_ROWS : page.limit, &list, &n);
    if (e != OK)
        return e;
    if (csv)
        write_csv(r, list, n);
    else
        respond_list(r, &page, dataset_reject_fields, list, n, sizeof(*list));
    return OK;
}
