-- rows: one
-- $2, $4 and $6 tell which of the fields were sent.
update datasets.dataset d
set name = case when $2::boolean then $3 else d.name end,
    description = case when $4::boolean then $5 else d.description end,
    mapping = case when $6::boolean then $7::jsonb else d.mapping end,
    updated_at = now()
where d.tenant_id = app_tenant() and d.id = $1::uuid
returning d.id, d.name, d.description, d.file_type, d.status, d.version, d.row_count, d.reject_count,
          d.bytes, d.progress, d.error, d.mapping, d.first_at, d.last_at, d.created_at, d.ready_at,
          d.deleted_at;
