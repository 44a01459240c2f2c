/* Where a place of JSON text is, told as a path: only mistakes ask for it, so it is walked anew. */
#include "base/json_scan.h"

#include "base/arena.h"

static bool holds(const struct json_slice *v, const char *at)
{
    return at >= v->p && at < v->p + v->n;
}

/* Finds the member or element of `within` that holds `at`; NULL in v_r->p: none (it is a name). */
static void find_child(const struct json_slice *within, const char *at, struct json_slice *name_r,
                       size_t *index_r, struct json_slice *v_r)
{
    struct json_scan s = json_scan(within->p, within->n);
    char open = *within->p, close = open == '{' ? '}' : ']';

    *v_r = (struct json_slice){ .p = NULL };
    if (!json_scan_enter(&s, open))
        return;
    for (*index_r = 0; json_scan_more(&s, close); ++*index_r) {
        struct json_slice v;

        if ((open == '{' && !json_scan_name(&s, name_r)) || !json_scan_value(&s, &v))
            return;
        if (holds(&v, at)) {
            *v_r = v;
            return;
        }
    }
}

const char *json_scan_path(struct arena *a, const char *prefix, const struct json_slice *value,
                           const char *at)
{
    struct str path = str_new(a, JSON_PATH_MAX + 8);
    struct json_slice v = *value, name, child;
    size_t index;

    str_adds(&path, prefix);
    while (v.p != at && (*v.p == '{' || *v.p == '[')) {
        find_child(&v, at, &name, &index, &child);
        if (!child.p)
            break;
        if (path.len + (*v.p == '{' ? name.n : 12) > JSON_PATH_MAX) {
            str_adds(&path, "…");
            break;
        }
        if (*v.p == '[') {
            str_printf(&path, "[%zu]", index);
        } else {
            if (path.len)
                str_addc(&path, '.');
            str_add(&path, name.p + 1, name.n - 2);
        }
        v = child;
    }
    return str_c(&path);
}
