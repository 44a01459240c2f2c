/* The own sessions: listing and ending them. */
#include "auth/cookies.h"
#include "auth/routes.h"
#include "web/response.h"

enum err sessions_list(struct request *r)
{
    static const char *const allowed[] = { "limit", "cursor", NULL };
    struct session *items;
    struct page page;
    size_t n;
    enum err e = request_only(r, allowed);

    if (e == OK)
        e = request_page(r, &page);
    if (e == OK)
        e = session_list(&r->ctx, page.after, page.limit + 1, &items, &n);
    if (e == OK)
        respond_list(r, &page, session_fields, items, n, sizeof(*items));
    return e;
}

enum err sessions_end(struct request *r)
{
    struct visit v = visit_of(r);
    const char *id;
    enum err e = request_param_id(r, "id", &id);

    if (e == OK)
        e = session_end(&r->ctx, id, &v);
    if (e != OK)
        return e;
    if (str_eq(id, r->ctx.who.session_id))
        cookies_drop(r);
    respond_empty(r, 204);
    return OK;
}
