-- rows: one read
select w.id, w.dashboard_id, w.type, w.title, w.config, w.x, w.y, w.w, w.h, w.revision, w.created_at,
       w.updated_at
from dashboards.widget w
join dashboards.dashboard d on d.tenant_id = w.tenant_id and d.id = w.dashboard_id
where w.tenant_id = $1 and w.dashboard_id = $2 and w.id = $3 and w.deleted_at is null
  and d.deleted_at is null;
