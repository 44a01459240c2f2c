-- rows: one
update datasets.dataset d
set deleted_at = now(), updated_at = now(), data_version = d.data_version + 1
where d.tenant_id = app_tenant() and d.id = $1::uuid
returning d.id;
