-- rows: one
update datasets.dataset d
set deleted_at = now(), updated_at = now(), progress = null
where d.tenant_id = app_tenant() and d.id = $1::uuid
returning d.id;
