-- rows: optional read
-- Whether an object may be written: its dataset waits for exactly this version.
select u.version
from datasets.upload u
join datasets.dataset d on d.tenant_id = u.tenant_id and d.id = u.dataset_id
join datasets.version v on v.tenant_id = u.tenant_id and v.dataset_id = u.dataset_id
                       and v.version = u.version
where u.tenant_id = app_tenant() and u.dataset_id = $1::uuid and u.version = $2::bigint
  and u.completed_at is null and d.deleted_at is null and v.status = 'created';
