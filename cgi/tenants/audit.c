/* What changed in the workspace, newest first. */
#include "model/audit.h"

#include "tenants/routes.h"
#include "web/response.h"

enum err audit_show(struct request *r)
{
    struct audit *items;
    struct page page;
    size_t n;
    enum err e = read_page(r, &page);

    if (e == OK)
        e = audit_list(&r->ctx, page.after, page.limit + 1, &items, &n);
    if (e == OK)
        respond_list(r, &page, audit_fields, items, n, sizeof(*items));
    return e;
}
