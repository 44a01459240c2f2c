-- rows: one
-- What was waiting or being read when it was deleted has to be read again, see dataset_restore().
update datasets.dataset d
set deleted_at = null, updated_at = now(),
    status = case when d.status = 'processing' then 'queued' else d.status end
where d.tenant_id = app_tenant() and d.id = $1::uuid
returning d.id, d.name, d.description, d.file_type, d.status, d.version, d.row_count, d.reject_count,
          d.bytes, d.progress, d.error, d.mapping, d.first_at, d.last_at, d.created_at, d.ready_at,
          d.deleted_at;
