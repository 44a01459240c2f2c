-- rows: one read
select d.id, d.name, d.description, d.kind, d.file_type, d.status, d.version, d.data_version, d.row_count,
       d.reject_count, d.bytes, d.progress, d.error, d.mapping, d.plan, d.notes, d.pending, d.uploadable,
       d.first_at, d.last_at, d.created_at, d.ready_at, d.deleted_at
from datasets.shown d
where d.tenant_id = app_tenant() and d.id = $1::uuid and d.deleted_at is null;
