-- rows: optional
-- No row: deleted, canceled, or another worker has begun anew. Whoever reads on works for nothing.
update datasets.version v
set progress = $4::jsonb
from datasets.dataset d, analytics.part p
where v.tenant_id = app_tenant() and v.dataset_id = $1::uuid and v.version = $2::bigint
  and v.status = 'processing'
  and d.tenant_id = v.tenant_id and d.id = v.dataset_id and d.deleted_at is null
  and p.tenant_id = v.tenant_id and p.dataset_id = v.dataset_id and p.id = $3::bigint
  and p.state = 'loading'
returning v.version;
