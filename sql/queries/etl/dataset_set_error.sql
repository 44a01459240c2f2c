-- rows: none
update datasets.version v set error = $3::jsonb
where v.tenant_id = app_tenant() and v.dataset_id = $1::uuid and v.version = $2::bigint;
