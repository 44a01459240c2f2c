-- rows: one
update dashboards.widget w
set deleted_at = null, revision = w.revision + 1, updated_at = now()
from dashboards.dashboard d
where w.tenant_id = $1 and w.dashboard_id = $2 and w.id = $3
  and w.deleted_at > now() - interval '10 minutes'
  and d.tenant_id = $1 and d.id = $2 and d.deleted_at is null
returning w.id, w.dashboard_id, w.type, w.title, w.config, w.x, w.y, w.w, w.h, w.revision, w.created_at,
       w.updated_at;
