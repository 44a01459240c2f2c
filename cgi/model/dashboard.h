/* Dashboards: a name, and widgets on a grid of 12 columns. */
#ifndef MODEL_DASHBOARD_H
#define MODEL_DASHBOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;
struct json_out;
struct widget;

struct dashboard {
    const char *id, *name, *description;
    int64_t revision, created_at, updated_at;
    int64_t widget_count;   /* in listings */
    struct widget *widgets; /* when shown alone, in reading order */
    size_t n_widgets;
};
extern const struct field dashboard_list_fields[]; /* with widgetCount */

/* Body of POST and PATCH. */
struct dashboard_input {
    const char *name, *description;
};
extern const struct field dashboard_input_fields[];
extern const struct field dashboard_patch_fields[];

/* "dashboard:<id>" */
const char *topic_of_dashboard(struct ctx *c, const char *id);

/* {id,name,description,revision,createdAt,updatedAt,widgets:[…]} */
void dashboard_json(struct json_out *w, const struct dashboard *d);

enum err dashboard_create(struct ctx *c, const struct dashboard_input *in, struct dashboard *d_r)
    __attribute__((warn_unused_result));

/* With its widgets. */
enum err dashboard_by_id(struct ctx *c, const char *id, struct dashboard *d_r)
    __attribute__((warn_unused_result));

/* Newest first, at most limit + 1. */
enum err dashboard_list(struct ctx *c, int64_t limit, const char *after, struct dashboard **list_r,
                        size_t *n_r) __attribute__((warn_unused_result));

/* revision 0: whatever it is; else ERR_STALE with the current dashboard when it is another one.
 * description_sent tells a description that is to be cleared from one that stays. */
enum err dashboard_change(struct ctx *c, const char *id, int64_t revision,
                          const struct dashboard_input *in, bool description_sent,
                          struct dashboard *d_r) __attribute__((warn_unused_result));

/* Hides it; it can be restored for ten minutes. */
enum err dashboard_delete(struct ctx *c, const char *id) __attribute__((warn_unused_result));
enum err dashboard_restore(struct ctx *c, const char *id, struct dashboard *d_r)
    __attribute__((warn_unused_result));

#endif
