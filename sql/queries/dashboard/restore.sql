-- rows: one
update dashboards.dashboard d
set deleted_at = null, revision = d.revision + 1, updated_at = now()
where d.tenant_id = $1 and d.id = $2 and d.deleted_at > now() - interval '10 minutes'
returning d.id, d.name, d.description, d.revision, d.created_at, d.updated_at;
