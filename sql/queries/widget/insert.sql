-- rows: one
select w.id, w.dashboard_id, w.type, w.title, w.config, w.x, w.y, w.w, w.h, w.revision, w.created_at,
       w.updated_at
from dashboards.widget_add($1, $2, $3, $4, $5, $6::jsonb, array[$7, $8, $9, $10]::integer[]) as w;
