/* Widgets of a dashboard. Several people change one at a time: a change says which revision it was
 * made from, and a stale one is refused with the widget as it is now. Nothing is merged here. */
#ifndef MODEL_WIDGET_H
#define MODEL_WIDGET_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/field.h"

struct ctx;
struct json;
struct json_out;

#define WIDGET_COLUMNS 12

struct widget {
    const char *id, *dashboard_id, *type, *title, *config;
    int64_t x, y, w, h, revision, created_at, updated_at;
};

struct layout {
    int64_t x, y, w, h;
};

/* Body of POST and PATCH; NULL: not sent. */
struct widget_input {
    const char *type, *title, *config, *layout; /* the last two as JSON text */
};
extern const struct field widget_input_fields[];
extern const struct field widget_patch_fields[];

/* Body of PUT …/layout. */
struct layout_input {
    const char *items; /* JSON text */
};
extern const struct field layout_input_fields[];

/* Of its columns; layout is not among what json_fields() writes. */
extern const struct field widget_fields[];

/* {id,dashboardId,type,title,config,layout:{x,y,w,h},revision,createdAt,updatedAt} */
void widget_json(struct json_out *w, const struct widget *widget);

enum err widget_create(struct ctx *c, const char *dashboard_id, const struct widget_input *in,
                       struct widget *widget_r) __attribute__((warn_unused_result));

enum err widget_by_id(struct ctx *c, const char *dashboard_id, const char *id,
                      struct widget *widget_r) __attribute__((warn_unused_result));

/* ERR_STALE with the current widget in the problem when the revision is another one. */
enum err widget_change(struct ctx *c, const char *dashboard_id, const char *id, int64_t revision,
                       const struct widget_input *in, struct widget *widget_r)
    __attribute__((warn_unused_result));

enum err widget_delete(struct ctx *c, const char *dashboard_id, const char *id)
    __attribute__((warn_unused_result));
enum err widget_restore(struct ctx *c, const char *dashboard_id, const char *id,
                        struct widget *widget_r) __attribute__((warn_unused_result));

/* Moves several at once, all or none. */
enum err widget_layout(struct ctx *c, const char *dashboard_id, const struct layout_input *in)
    __attribute__((warn_unused_result));

#endif
