-- rows: optional read
-- The version that waits for its file, its turn, or is being read; none: no row.
select v.version, v.status
from datasets.dataset d
join datasets.version v on v.tenant_id = d.tenant_id and v.dataset_id = d.id
                       and v.version = coalesce(d.pending, d.version)
where d.tenant_id = app_tenant() and d.id = $1::uuid and d.deleted_at is null
  and v.status in ('created', 'queued', 'processing');
