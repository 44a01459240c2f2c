-- rows: optional
-- No row: deleted, or another worker has begun anew. Whoever reads on works for nothing.
update datasets.dataset d
set progress = $3::jsonb
from analytics.part p
where d.tenant_id = app_tenant() and d.id = $1::uuid and d.deleted_at is null
  and d.status = 'processing'
  and p.tenant_id = d.tenant_id and p.dataset_id = d.id and p.id = $2::bigint
  and p.state = 'loading'
returning d.id;
