-- rows: one read
-- What a request with this Idempotency-Key made before.
select v.dataset_id, v.version, v.status
from datasets.version v
where v.tenant_id = app_tenant() and v.id = $1::uuid;
