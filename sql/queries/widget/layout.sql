-- rows: many
select w.id, w.dashboard_id, w.type, w.title, w.config, w.x, w.y, w.w, w.h, w.revision, w.created_at,
       w.updated_at
from dashboards.layout_change($1, $2, $3::jsonb) as w;
