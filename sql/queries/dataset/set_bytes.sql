-- rows: one
update datasets.dataset d
set bytes = $2::bigint
where d.tenant_id = app_tenant() and d.id = $1::uuid
returning d.id, d.name, d.description, d.file_type, d.status, d.version, d.row_count, d.reject_count,
          d.bytes, d.progress, d.error, d.mapping, d.first_at, d.last_at, d.created_at, d.ready_at,
          d.deleted_at;
