-- rows: one
insert into datasets.dataset as d (tenant_id, id, name, description, file_type, mapping, created_by)
values (app_tenant(), $1::uuid, $2, $3, $4, $5::jsonb, $6::uuid)
returning d.id, d.name, d.description, d.file_type, d.status, d.version, d.row_count, d.reject_count,
          d.bytes, d.progress, d.error, d.mapping, d.first_at, d.last_at, d.created_at, d.ready_at,
          d.deleted_at;
