-- rows: many read
select w.id, w.dashboard_id, w.type, w.title, w.config, w.x, w.y, w.w, w.h, w.revision, w.created_at,
       w.updated_at
from dashboards.widget w
where w.tenant_id = $1 and w.dashboard_id = $2 and w.deleted_at is null
order by w.y, w.x, w.id;
