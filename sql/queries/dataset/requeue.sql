-- rows: optional
-- What was waiting or being read when the dataset was deleted has to be read again.
update datasets.version v
set status = 'queued', progress = null
from datasets.dataset d
where d.tenant_id = app_tenant() and d.id = $1::uuid
  and v.tenant_id = d.tenant_id and v.dataset_id = d.id
  and v.version = coalesce(d.pending, d.version) and v.status in ('queued', 'processing')
returning v.version;
