/* The route table of bw-dashboards. */
#include "dashboards/routes.h"

#include "model/dashboard.h"
#include "model/widget.h"

#define READ PERM_DASHBOARDS_READ
#define WRITE PERM_DASHBOARDS_WRITE
#define ONE "/dashboards/:id"
#define WIDGET "/dashboards/:id/widgets/:wid"

const struct route dashboards_routes[] = {
    { GET, "/dashboards", READ, BODY_NONE, dashboards_list },
    { POST, "/dashboards", WRITE, BODY_JSON, dashboards_create,
      BIND(struct dashboard_input, dashboard_input_fields) },
    { GET, ONE, READ, BODY_NONE, dashboards_show },
    { PATCH, ONE, WRITE, BODY_JSON, dashboards_update,
      BIND(struct dashboard_input, dashboard_patch_fields) },
    { DELETE, ONE, WRITE, BODY_NONE, dashboards_delete },
    { POST, ONE "/restore", WRITE, BODY_NONE, dashboards_restore },
    { GET, ONE "/data", READ, BODY_NONE, data_show },
    { PUT, ONE "/layout", WRITE, BODY_JSON, layout_update,
      BIND(struct layout_input, layout_input_fields) },
    { POST, ONE "/widgets", WRITE, BODY_JSON, widgets_create,
      BIND(struct widget_input, widget_input_fields) },
    { GET, WIDGET, READ, BODY_NONE, widgets_show },
    { PATCH, WIDGET, WRITE, BODY_JSON, widgets_update,
      BIND(struct widget_input, widget_patch_fields) },
    { DELETE, WIDGET, WRITE, BODY_NONE, widgets_delete },
    { POST, WIDGET "/restore", WRITE, BODY_NONE, widgets_restore },
    { .path = NULL },
};
