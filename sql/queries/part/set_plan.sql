-- rows: none
-- What was understood of a file that could not be taken: a person corrects it.
update datasets.version v
set plan = $3::jsonb
where v.tenant_id = app_tenant() and v.dataset_id = $1::uuid and v.version = $2::bigint;
