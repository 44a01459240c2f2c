-- rows: one
update dashboards.widget w
set deleted_at = now(), revision = w.revision + 1, updated_at = now()
from dashboards.dashboard d
where w.tenant_id = $1 and w.dashboard_id = $2 and w.id = $3 and w.deleted_at is null
  and d.tenant_id = $1 and d.id = $2 and d.deleted_at is null
returning w.id;
