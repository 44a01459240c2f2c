-- rows: one
update dashboards.dashboard d
set deleted_at = now(), revision = d.revision + 1, updated_at = now()
where d.tenant_id = $1 and d.id = $2 and d.deleted_at is null
returning d.id;
