/* What a file's reading could not take, as JSON by pages or as one CSV. */
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "datasets/datasets.h"
#include "model/dataset.h"
#include "web/response.h"

#define CSV_ROWS 10000

/* A field of CSV (RFC 4180). A cell that a spreadsheet would run as a formula gets an apostrophe.
 */
static void add_cell(struct str *s, const char *text)
{
    str_addc(s, '"');
    if (*text && strchr("=+-@\t\r", *text))
        str_addc(s, '\'');
    for (; *text; text++) {
        if (*text == '"')
            str_addc(s, '"');
        str_addc(s, *text);
    }
    str_addc(s, '"');
}

static void write_csv(struct request *r, const struct dataset_reject *list, size_t n)
{
    struct str *s = respond_text(r, 200, "text/csv; charset=utf-8");

    response_header(r, "Content-Disposition", "attachment; filename=\"rejects.csv\"");
    str_adds(s, "line,column,value,reason\r\n");
    for (size_t i = 0; i < n; i++) {
        str_printf(s, "%lld,", (long long)list[i].line);
        add_cell(s, list[i].column_name);
        str_addc(s, ',');
        add_cell(s, list[i].value);
        str_addc(s, ',');
        add_cell(s, list[i].reason);
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

static enum err read_after(struct request *r, const struct page *page, int64_t *after_r)
{
    *after_r = -1;
    if (page->after &&
        (!str_to_int64(page->after, after_r) || *after_r < 0 || *after_r > INT32_MAX))
        ctx_invalid(&r->ctx, "cursor", "format", "is not a cursor of this listing");
    return ctx_check(&r->ctx);
}

enum err reject_index(struct request *r)
{
    static const char *const allowed[] = { "limit", "cursor", "format", NULL };
    struct dataset_reject *list;
    struct page page;
    int64_t after;
    bool csv;
    size_t n;
    enum err e;

    if ((e = request_only(r, allowed)) != OK || (e = wants_csv(r, &csv)) != OK ||
        (e = request_page(r, &page)) != OK || (e = read_after(r, &page, &after)) != OK)
        return e;
    e = dataset_rejects(&r->ctx, request_param(r, "id"), after, csv ? CSV_ROWS : page.limit, &list,
                        &n);
    if (e != OK)
        return e;
    if (csv)
        write_csv(r, list, n);
    else
        respond_list(r, &page, dataset_reject_fields, list, n, sizeof(*list));
    return OK;
}
