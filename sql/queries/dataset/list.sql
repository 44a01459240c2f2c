-- rows: many read
-- Without the plans, which may be long.
select d.id, d.name, d.description, d.kind, d.file_type, d.status, d.version, d.data_version, d.row_count,
       d.reject_count, d.bytes, d.progress, d.error, d.mapping, null::jsonb as plan, d.notes, d.pending, d.uploadable,
       d.first_at, d.last_at, d.created_at, d.ready_at, d.deleted_at
from datasets.shown d
where d.tenant_id = $1::uuid and d.deleted_at is null
/*filter*/
