-- rows: one
select w.id, w.dashboard_id, w.type, w.title, w.config, w.x, w.y, w.w, w.h, w.revision, w.created_at,
       w.updated_at
from dashboards.widget_change($1, $2, $3, $4::bigint, $5, $6, $7::jsonb,
                              array[$8, $9, $10, $11]::integer[]) as w;
