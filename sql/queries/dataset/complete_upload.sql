-- rows: none
update datasets.upload
set completed_at = now(), bytes = $3::bigint
where tenant_id = app_tenant() and dataset_id = $1::uuid and version = $2::bigint;
