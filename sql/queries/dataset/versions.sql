-- rows: many read
-- Newest first, below $2.
select v.version, v.version::text as id, v.mode, v.status, v.file_type, v.row_count, v.reject_count,
       v.bytes, v.mapping, v.plan, v.error, v.created_at, v.ready_at, v.created_by,
       v.version = d.version and v.status = 'ready' as current,
       v.version <> d.version and v.status = 'ready' and not v.points_gone as restorable
from datasets.dataset d
join datasets.version v on v.tenant_id = d.tenant_id and v.dataset_id = d.id
where d.tenant_id = app_tenant() and d.id = $1::uuid and d.deleted_at is null
  and v.version < $2::bigint
order by v.version desc
limit $3::integer;
