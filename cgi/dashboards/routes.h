/* The routes of bw-dashboards and their handlers. */
#ifndef DASHBOARDS_ROUTES_H
#define DASHBOARDS_ROUTES_H

#include "web/router.h"

extern const struct route dashboards_routes[];

enum err dashboards_create(struct request *r);
enum err dashboards_list(struct request *r);
enum err dashboards_show(struct request *r);
enum err dashboards_update(struct request *r);
enum err dashboards_delete(struct request *r);
enum err dashboards_restore(struct request *r);
enum err data_show(struct request *r);
enum err layout_update(struct request *r);
enum err widgets_create(struct request *r);
enum err widgets_show(struct request *r);
enum err widgets_update(struct request *r);
enum err widgets_delete(struct request *r);
enum err widgets_restore(struct request *r);

/* Reads If-Match as a revision. ERR_IF_MATCH_REQUIRED when it is not there, ERR_STALE never. */
enum err revision_wanted(struct request *r, int64_t *revision_r)
    __attribute__((warn_unused_result));

/* "<revision>" as ETag. */
void revision_tag(struct request *r, int64_t revision);

/* Checks that a path parameter is a UUID: what is none is not there. */
enum err id_of(struct request *r, const char *name, const char **id_r)
    __attribute__((warn_unused_result));

#endif
