-- rows: none
update datasets.dataset d set error = $2::jsonb
where d.tenant_id = app_tenant() and d.id = $1::uuid;
