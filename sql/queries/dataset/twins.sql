-- rows: many read
-- Datasets made by the same request as this one.
select d.id, d.name, d.description, d.kind, d.file_type, d.status, d.version, d.data_version, d.row_count,
       d.reject_count, d.bytes, d.progress, d.error, d.mapping, d.plan, d.notes, d.pending, d.uploadable,
       d.first_at, d.last_at, d.created_at, d.ready_at, d.deleted_at
from datasets.dataset o
join datasets.shown d on d.tenant_id = o.tenant_id and d.created_at = o.created_at
where o.tenant_id = app_tenant() and o.id = $1::uuid and d.deleted_at is null
order by d.id;
